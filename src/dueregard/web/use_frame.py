"""What every page about one use shows round its own content: its name, its state, the cycle."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from dueregard.desk import cycle
from dueregard.identify.register import queries as register


def frame(ref: str, *, step: str = "") -> dict[str, Any]:
    """The context of a page about one use. `step` is the stage that the page belongs to."""
    use = register.sheet(ref)
    names = {
        "identify": _("Identify"), "prioritise": _("Prioritise"),
        "manage": _("Manage"), "report": _("Report"),
    }
    found = cycle.steps_of(use)
    # What is next at this step may be done on a page of its own: then say so, and link to it.
    elsewhere = [each for each in found if each.key == step != each.link and not each.done]
    return {
        "use": use,
        "cycle": found,
        "first": [
            {"text": each.next, "url": reverse(each.link, args=[ref])} for each in elsewhere
        ],
        "steps": [
            {
                "url": reverse(each.key, args=[ref]), "text": names[each.key],
                "current": each.key == step, "done": each.done, "note": each.so_far,
            }
            for each in found
        ],
    }
