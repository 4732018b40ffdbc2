"""From a button to one action and back: what was done, or why not, is said on the next page."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form

from dueregard.web.doing import attempt


def press(request: Any, action: Callable[..., Any], *, done: str, **arguments: Any) -> str | None:
    """Call the action once as the person who asks; the name of what it made, or None."""
    form = Form(request.POST)
    form.is_valid()
    made = attempt(form, action, by=request.actor, now=request.now, **arguments)
    if made is None:
        for problem in form.non_field_errors():
            messages.error(request, str(problem))
    else:
        messages.success(request, done)
    return made
