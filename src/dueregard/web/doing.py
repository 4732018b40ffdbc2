"""From a form to one action and back: done, done already, or refused in words by the form."""

from collections.abc import Callable
from typing import Any

from django.forms import Form

from dueregard.answers import DueRegardError, Refused
from dueregard.ledger.rules import AlreadyDone


def attempt(form: Form, action: Callable[..., Any], **arguments: Any) -> str | None:
    """Call the action once; the name of what it made, or None with the reason on the form.

    A form that was sent twice gives what the first sending made.
    """
    try:
        return str(action(**arguments))
    except AlreadyDone as done:
        return done.result
    except Refused as refusal:
        form.add_error(None, refusal.reason)
    except DueRegardError as error:
        form.add_error(None, str(error))
    return None
