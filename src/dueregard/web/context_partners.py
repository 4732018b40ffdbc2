"""What every page of the partners' door is given besides its own content."""

import secrets
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from dueregard import __version__
from dueregard.ledger import queries as ledger
from dueregard.people import queries as people


def partners(request: Any) -> dict[str, Any]:
    """The force, who entered, the menu for them, the ledger's head, a mark for the form."""
    found = getattr(request, "entered", None)
    entered = found if found is not None and found.answer else None
    menu = (
        ("partner-start", _("Your requests")), ("partner-ask", _("Ask")),
        ("partner-agreement", _("What you may ask for")),
    ) if entered else ()
    force = people.force()
    return {
        "door_base": "partners_door/door.html",
        "force": force,
        "frame": {
            "force_name": force.name if force else "", "example": bool(force and force.example),
            "contact_email": force.contact_email if force else "",
            "ledger_head": ledger.head().hash,
        },
        "entered": entered,
        "navigation": [
            {"url": reverse(name), "text": text, "current": request.path == reverse(name)}
            for name, text in menu
        ],
        "version": __version__,
        "once": secrets.token_urlsafe(24),
    }
