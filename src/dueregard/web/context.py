"""What every page is given besides its own content."""

import secrets
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from dueregard import __version__
from dueregard.ledger import queries as ledger
from dueregard.people import queries as people
from dueregard.people.rules import may


def workbench(request: Any) -> dict[str, Any]:
    """The force, the menu that this person may use, the ledger's head, a mark for the form."""
    return {
        "force": people.force(),
        "navigation": _menu(request),
        "demo": settings.DEMO,
        "single_sign_on": settings.SINGLE_SIGN_ON,
        "public_address": settings.PUBLIC_ADDRESS,
        "ledger_head": ledger.head(),
        "version": __version__,
        "session_seconds": settings.SESSION_COOKIE_AGE,
        "once": secrets.token_urlsafe(24),
    }


def _menu(request: Any) -> list[dict[str, Any]]:
    actor = getattr(request, "actor", None)
    if actor is None or actor.id is None:
        return []
    entries = (
        ("home", _("Start"), None),
        ("register", _("Uses"), "register.read"),
        ("committee", _("Committee"), "committee.read"),
        ("coverage", _("Coverage"), "reviews.read"),
        ("profile", _("Our place"), "profile.write"),
        ("ledger", _("Ledger"), "ledger.read"),
        ("people", _("People"), "people.appoint"),
        ("search", _("Search"), None),
    )
    addresses = {name: reverse(name) for name, _text, _permission in entries}
    return [
        {
            "url": addresses[name], "text": text,
            "current": request.path == addresses[name]
            or (name != "home" and request.path.startswith(addresses[name])),
        }
        for name, text, permission in entries
        if permission is None or may(actor, permission)
    ]
