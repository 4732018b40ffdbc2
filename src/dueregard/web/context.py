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
from dueregard.web.accounts import UNTIL


def workbench(request: Any) -> dict[str, Any]:
    """The force, the menu that this person may use, the ledger's head, a mark for the form."""
    return {
        "force": people.force(),
        "navigation": _menu(request),
        "ask_url": _ask(request),
        "footer_links": _footer(request),
        "demo": settings.DEMO,
        "single_sign_on": settings.SINGLE_SIGN_ON,
        "public_address": settings.PUBLIC_ADDRESS,
        "ledger_head": ledger.head(),
        "version": __version__,
        **_session(request),
        "once": secrets.token_urlsafe(24),
    }


def _signed_in(request: Any) -> bool:
    actor = getattr(request, "actor", None)
    return actor is not None and actor.id is not None


def _ask(request: Any) -> str:
    """Where to ask: about the use whose page this is, where it is one."""
    if not _signed_in(request):
        return ""
    found = getattr(request, "resolver_match", None)
    ref = found.kwargs.get("ref", "") if found else ""
    return reverse("ask") + (f"?use={ref}" if ref else "")


def _session(request: Any) -> dict[str, Any]:
    """In how many seconds the session ends, and whether staying on the page can put that off."""
    until = request.session.get(UNTIL) if hasattr(request, "session") else None
    left = int(until - request.now.timestamp()) if until is not None else None
    if left is None or left > settings.SESSION_COOKIE_AGE:
        return {"session_seconds": settings.SESSION_COOKIE_AGE, "session_is_final": False}
    return {"session_seconds": max(left, 1), "session_is_final": True}


def _footer(request: Any) -> list[dict[str, str]]:
    if not _signed_in(request):
        return []
    return [
        {"url": reverse("ask"), "text": _("Who can I ask?")},
        {"url": reverse("decide"), "text": _("Help with a decision")},
        {"url": reverse("library"), "text": _("Library")},
        {"url": reverse("letters"), "text": _("Letters to me")},
        {"url": reverse("my-copy"), "text": _("A copy of what I may see")},
    ]


def _menu(request: Any) -> list[dict[str, Any]]:
    actor = getattr(request, "actor", None)
    if actor is None or actor.id is None:
        return []
    entries = (
        ("home", _("Start"), None),
        ("register", _("Uses"), "register.read"),
        ("committee", _("Committee"), "committee.read"),
        ("scrutiny", _("Scrutiny"), "scrutiny.read"),
        ("sharing", _("Sharing"), "partners.read"),
        ("tasks", _("To do"), "conditions.answer"),
        ("coverage", _("Coverage"), "reviews.read"),
        ("reporting", _("Telling others"), "register.read"),
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
