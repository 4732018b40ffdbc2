"""The edge of the partners' door: what time it is, whether it is a call or a page, and every fault.

A call is answered in the one shape of `problems`, whatever goes wrong, and has no cookies here; a
page is answered with a page.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from dueregard.documents.audience import Audience
from dueregard.web.api.problems import MEDIA_TYPE, TITLES, Turned, answer
from dueregard.web.audience import page

CALLS = "/api/"
_NOWHERE = "There is nothing at this address. The description is at /api/v1/openapi.json."
_FAILED = ("Nothing of it was kept. Try again in a minute; if it happens again, tell the force. If "
           "a life is at risk, telephone the force now.")


class Door:
    """Gives each request its `now`. Nobody keeps an answer, and a call has no cookies."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Say what time it is, and dress what Django itself refuses."""
        request.now = datetime.now(UTC)
        call = is_call(request)
        if call:
            # What is not there can be looked at by nothing behind this door; and an answer of
            # a few hundred bytes is sent as it is, because packing it costs more than it saves.
            for each in ("HTTP_COOKIE", "HTTP_ACCEPT_ENCODING"):
                request.META.pop(each, None)
        response = self.get_response(request)
        if call and response.status_code >= 400 and response["Content-Type"] != MEDIA_TYPE:
            response = _dressed(response)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response


def is_call(request: HttpRequest) -> bool:
    """Whether a partner's system asks, and not a person who reads a page."""
    return request.path_info.startswith(CALLS)


def turned_page(request: HttpRequest, turned: Turned) -> HttpResponse:
    """The page that says why somebody is turned away, in the words that a call would get."""
    response = render(request, "partners_door/turned.html", _told(turned), status=turned.status)
    if turned.wait is not None:
        response["Retry-After"] = str(turned.wait)
    return response


def _told(turned: Turned) -> dict[str, str]:
    return {"title": TITLES[turned.status], "text": turned.detail}


def _dressed(response: HttpResponse) -> HttpResponse:
    if response.status_code == 405:
        allowed = response.headers.get("Allow", "")
        dressed = answer(Turned(405, "method", "This address is asked in another way"
                                               f"{f': {allowed}' if allowed else ''}."))
        dressed["Allow"] = allowed
        return dressed
    if response.status_code >= 500:
        return failed(None)
    return answer(Turned(400, "unreadable", "This call cannot be read. See the description at "
                                            "/api/v1/openapi.json."))


@page(Audience.PUBLIC)
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing is at this address."""
    if is_call(request):
        return answer(Turned(404, "missing", _NOWHERE))
    return turned_page(request, Turned(
        404, "missing", "There is no page at this address. Check it, or go to your requests."
    ))


@page(Audience.PUBLIC)
def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent cannot be read at all."""
    turned = Turned(400, "unreadable", "What your browser sent cannot be read. Go back and try "
                                       "again.")
    return answer(turned) if is_call(request) else turned_page(request, turned)


@page(Audience.PUBLIC)
def failed(request: HttpRequest | None) -> HttpResponse:
    """Something went wrong on our side. Django has logged it."""
    turned = Turned(500, "failed", _FAILED)
    if request is None or is_call(request):
        return answer(turned)
    # Whatever went wrong may go wrong again: this page asks the record for nothing.
    return HttpResponse(render_to_string("partners_door/turned.html", _told(turned)), status=500)
