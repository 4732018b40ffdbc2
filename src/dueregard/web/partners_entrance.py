"""How a person comes in at the partners' door: with the key once, then with a cookie for a while.

Without this file a partner without a system of its own could ask nothing. The cookie holds the
number of the key and never the key; what the key opens is looked up anew for every page.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dueregard.answers import Missing, Refused
from dueregard.documents.audience import Audience
from dueregard.web.api import by_key, problems
from dueregard.web.api.door import is_call, turned_page
from dueregard.web.api.problems import Turned
from dueregard.web.audience import View, page
from dueregard.web.partners_door_forms import EnterForm

COOKIE = "partner"
_SALT = "dueregard.partners-door"
# From the last page, and from when the key was entered: then it is asked for again.
REST, LONGEST = timedelta(minutes=30), timedelta(hours=8)
# What is not carried on when the key must be entered again on the way.
_NOT_TYPED = frozenset({"csrfmiddlewaretoken", "key"})


@dataclass(frozen=True, slots=True)
class Came:
    """What a cookie of ours says: by which key somebody came, when first and when last."""

    key_id: int
    since: datetime
    last: datetime

    def stands(self, now: datetime) -> bool:
        """Whether it is still good."""
        return now - self.last <= REST and now - self.since <= LONGEST


class PartnersEntrance:
    """Lets those who entered with a key see the pages for partners, and nobody else."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Answer, and put off the end of the cookie by another while."""
        response = self.get_response(request)
        if not is_call(request):
            _remember(request, response)
        return response

    def process_view(
        self, request: Any, view: View, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Let the page be shown, ask for the key, or say why the key opens nothing."""
        audience = getattr(view, "audience", None)
        if audience is None:
            raise ImproperlyConfigured(f"{view.__module__}.{view.__name__} declares no audience")
        if audience == Audience.PUBLIC or is_call(request):
            return None  # a call looks at its key itself
        try:
            by_key.not_too_long(request)
            return _let_in(request)
        except Turned as turned:
            return _turned(request, turned)

    def process_exception(self, request: Any, exception: Exception) -> HttpResponse | None:
        """What is not there, or may not be now, is a page that says so."""
        if is_call(request) or not isinstance(exception, Missing | Refused | Turned):
            return None
        return _turned(request, problems.turned_by(exception))


def entered(request: Any, form: EnterForm) -> Turned | None:
    """Enter with the key of a form; what is wrong with it otherwise, which the form says too."""
    try:
        by_key.enter(request, form.cleaned_data["key"])
    except Turned as turned:
        problems.note(request, turned)
        form.add_error("key", turned.detail)
        return turned
    return None


def leave(response: HttpResponse) -> HttpResponse:
    """Drop the cookie with this answer."""
    response.delete_cookie(COOKIE, samesite="Strict")
    return response


@page(Audience.PUBLIC)
def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's mark did not fit: it is of another visit, or cookies are off."""
    return turned_page(request, Turned(403, "form", _(
        "This form is too old, or your browser does not keep cookies. Nothing was sent. Go back "
        "in your browser, where what you wrote still stands: copy it, load the page again and "
        "send it once more."
    )))


def _let_in(request: Any) -> HttpResponse | None:
    came = _came(request)
    if came is not None and came.stands(request.now) and by_key.still(request, came.key_id):
        request.since = came.since
        return None
    if request.method == "POST":
        return _again(request)
    if came is not None:
        messages.info(request, _("A while has passed. Enter the key again to go on."))
    then = request.get_full_path()
    return redirect(reverse("partner-enter") + (f"?{urlencode({'then': then})}" if then != "/"
                                                else ""))


def _again(request: Any) -> HttpResponse | None:
    """Ask for the key again with everything that was typed kept; go on with it once it is here."""
    form = EnterForm(request.POST if "key" in request.POST else None)
    turned = entered(request, form) if form.is_valid() else None
    if form.is_bound and form.is_valid():
        return None
    typed = [(name, value) for name, values in request.POST.lists() if name not in _NOT_TYPED
             for value in values]
    return render(request, "partners_door/again.html", {"form": form, "typed": typed},
                  status=turned.status if turned else 401)


def _turned(request: Any, turned: Turned) -> HttpResponse:
    problems.note(request, turned)
    return turned_page(request, turned)


def _came(request: HttpRequest) -> Came | None:
    """What the cookie says; None where there is none, or none of ours."""
    try:
        key_id, since, last = _signer().unsign_object(request.COOKIES.get(COOKIE, ""))
    except signing.BadSignature:
        return None
    return Came(key_id, datetime.fromtimestamp(since, UTC), datetime.fromtimestamp(last, UTC))


def _remember(request: Any, response: HttpResponse) -> None:
    found = getattr(request, "entered", None)
    if found is None or COOKIE in response.cookies:
        return
    if not found.answer:
        leave(response)
        return
    since = getattr(request, "since", request.now)
    said = [found.key_id, int(since.timestamp()), int(request.now.timestamp())]
    response.set_cookie(
        COOKIE, _signer().sign_object(said), max_age=REST, httponly=True, samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _signer() -> signing.Signer:
    return signing.Signer(salt=_SALT)
