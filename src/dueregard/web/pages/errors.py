"""What is shown when something cannot be: a form too old, a page that is not there."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dueregard.documents.audience import Audience
from dueregard.web.audience import page


@page(Audience.PUBLIC)
def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's mark did not fit: signed out meanwhile, or cookies are off."""
    return _error(request, 403, _("This form is too old to be sent"), _(
        "You were signed out since the form was opened, or your browser does not keep cookies. "
        "Nothing was saved. Go back, copy what you wrote, sign in and send it again."
    ))


@page(Audience.PUBLIC)
def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """No such page."""
    return _error(request, 404, _("Page not found"), _(
        "Check the address. If you followed a link, what it led to may have been moved or "
        "withdrawn: use search, or go to the start page."
    ))


@page(Audience.PUBLIC)
def failed(request: HttpRequest) -> HttpResponse:
    """Something broke on our side."""
    return _error(request, 500, _("Something went wrong"), _(
        "The fault is ours, and nothing of what you sent was saved. Try again in a minute; "
        "if it happens again, tell your administrator what you were doing."
    ))


def _error(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "error.html", {"title": title, "text": text}, status=status)
