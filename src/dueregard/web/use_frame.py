"""What every page about one use shows round its own content: its name, its state, the cycle."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from dueregard.identify.register import queries as register
from dueregard.identify.register.queries import UseSheet


def frame(ref: str, *, step: str = "") -> dict[str, Any]:
    """The context of a page about one use. `step` is the stage that the page belongs to."""
    use: UseSheet = register.sheet(ref)
    names = (
        ("identify", _("Identify")), ("prioritise", _("Prioritise")),
        ("manage", _("Manage")), ("report", _("Report")),
    )
    steps = [
        {"url": reverse(key, args=[ref]), "text": text, "current": key == step}
        for key, text in names
    ]
    return {"use": use, "steps": steps}
