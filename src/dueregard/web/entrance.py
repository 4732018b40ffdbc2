"""The workbench's entrance: who is asking, what time it is, and whether this page is for them."""

from datetime import UTC, datetime
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dueregard.answers import Answer, Missing, No, Refused, Yes
from dueregard.documents.audience import Audience
from dueregard.ledger.rules import Actor
from dueregard.people import actions as people
from dueregard.people import queries
from dueregard.people.rules import audience_of, may
from dueregard.web.accounts import UNTIL
from dueregard.web.audience import View

NOBODY = Actor(id=None, name="somebody who has not signed in")
# Sign-in pages come from a library and are for everyone.
_FOR_EVERYONE = ("allauth.",)


class Entrance:
    """Gives each request its `actor` and `now`, and keeps people out of pages not for them."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Say who acts and what time it is, once, at the edge."""
        request.now = datetime.now(UTC)
        request.actor = NOBODY
        if request.user.is_authenticated and _groups_are_old(request):
            logout(request)
        if request.user.is_authenticated:
            request.actor = queries.actor(request.user.pk, form=_form_mark(request))
        return self.get_response(request)

    def process_view(
        self, request: Any, view: View, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Let the page be shown, send the person to sign in, or refuse with the reason."""
        audience = getattr(view, "audience", None)
        if audience is None:
            if view.__module__.startswith(_FOR_EVERYONE):
                return None
            raise ImproperlyConfigured(f"{view.__module__}.{view.__name__} declares no audience")
        if audience == Audience.PUBLIC:
            return None
        if not request.user.is_authenticated:
            if queries.force() is None:
                return redirect("begin")
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        answer = _may_see(request.actor, audience, view.permission)  # type: ignore[attr-defined]
        if isinstance(answer, No):
            return _refused(request, answer)
        if settings.ENV.second_factor and not settings.DEMO and _has_one_step(request):
            messages.info(request, _("Set up a second step first. Then the workbench opens."))
            return redirect("mfa_activate_totp")
        return None


    def process_exception(self, request: Any, exception: Exception) -> HttpResponse | None:
        """Something asked for that is not here is a page that says so, not a fault."""
        if isinstance(exception, Missing):
            return render(
                request, "error.html",
                {"title": _("Not found"), "text": str(exception)}, status=404,
            )
        return None


def _groups_are_old(request: Any) -> bool:
    """True when the groups that were read at sign-in must be read again."""
    until = request.session.get(UNTIL)
    return until is not None and request.now.timestamp() >= until


def _has_one_step(request: Any) -> bool:
    """True when a password alone opened this session. The force's sign-in asks for its own."""
    return UNTIL not in request.session and not is_mfa_enabled(request.user)


def _may_see(actor: Actor, audience: Audience, permission: str | None) -> Answer:
    if permission is not None:
        return may(actor, permission)
    if audience_of(actor).sees(audience):
        return Yes()
    return No("This page is for people inside the force.", "audience")


def _refused(request: Any, answer: No) -> HttpResponse:
    try:
        people.turn_away(
            path=request.path, answer=answer, by=request.actor, now=request.now
        )
    except Refused as refusal:
        return render(request, "403.html", {"text": refusal.reason}, status=403)
    raise AssertionError("turn_away always refuses")  # pragma: no cover - the line above it raises


def _form_mark(request: HttpRequest) -> str | None:
    if request.method != "POST":
        return None
    mark = request.POST.get("once", "")
    return f"{request.user.pk}:{mark}"[:64] if mark else None
