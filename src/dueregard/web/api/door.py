"""The edge of the partners' door: what time it is, and no answer that is not in the one shape."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from dueregard.documents.audience import Audience
from dueregard.web.api.problems import MEDIA_TYPE, Turned, answer
from dueregard.web.audience import page

_NOWHERE = "There is nothing at this address. The description is at /api/v1/openapi.json."


class Door:
    """Gives each call its `now`. No cookie is read or set, and nobody keeps an answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Say what time it is, and dress what Django itself refuses."""
        request.now = datetime.now(UTC)
        response = self.get_response(request)
        if response.status_code >= 400 and response["Content-Type"] != MEDIA_TYPE:
            response = _dressed(response)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


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
    return answer(Turned(404, "missing", _NOWHERE))


@page(Audience.PUBLIC)
def failed(request: HttpRequest | None) -> HttpResponse:
    """Something went wrong on our side. Django has logged it."""
    return answer(Turned(500, "failed", "Nothing of your call was kept. Try again in a minute; if "
                                        "it happens again, tell the force. If a life is at risk, "
                                        "telephone the force now."))
