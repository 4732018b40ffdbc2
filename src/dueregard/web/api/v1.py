"""Version 1 of the API: its calls, their description, and their addresses.

An address or a field that is here stays; what changes its meaning is a version 2 beside it.
"""

import json
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from ninja import NinjaAPI

from dueregard import __version__
from dueregard.documents.audience import Audience
from dueregard.web.api.by_key import ByKey
from dueregard.web.api.problems import MEDIA_TYPE, Problem, handle
from dueregard.web.api.shapes import AgreementSeen
from dueregard.web.audience import page

ROOT = "/api/v1/"
_EVERY_CALL = (401, 403, 422, 429)
_ABOUT = (
    "What a partner of the force may ask, with a key that the force's information-sharing officer "
    "makes. A key opens one agreement and nothing of any other. It is sent in the header "
    "`Authorization: Bearer drk_…`; cookies are not looked at. Every refusal has one shape "
    "(RFC 9457) and says what to do next. Where a call names a person or is refused, it is on the "
    "force's ledger. If a life is at risk, do not wait for an answer here: telephone the force."
)

api = NinjaAPI(
    title="Due Regard: the partners' API", version="1", description=_ABOUT, docs_url=None,
    openapi_url=None, auth=ByKey(), urls_namespace="partners",
)
handle(api)


def refusals(*more: int) -> dict[int, type[Problem]]:
    """With which statuses a call may be refused, for the description."""
    return dict.fromkeys(sorted({*_EVERY_CALL, *more}), Problem)


@api.get("agreement", url_name="agreement", response={200: AgreementSeen} | refusals())
def agreement(request: Any) -> AgreementSeen:
    """The agreement that your key opens: the keys of purposes, items, people and roles."""
    entered = request.entered
    return AgreementSeen.of(
        entered.terms, partner=entered.partner_name, key_expires=entered.expires_on
    )


@cache
def description() -> dict[str, Any]:
    """The OpenAPI description of version 1."""
    made: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=ROOT)))
    made["info"]["x-release"] = __version__
    for methods in made["paths"].values():
        for call in methods.values():
            for status, response in call["responses"].items():
                if int(status) >= 400 and "content" in response:
                    response["content"] = {MEDIA_TYPE: response["content"]["application/json"]}
    return made


@page(Audience.PUBLIC)
def described(request: HttpRequest) -> HttpResponse:
    """The description, at an address that stays."""
    response = HttpResponse(json.dumps(description()), content_type="application/json")
    response["Cache-Control"] = "max-age=3600"
    return response


@page(Audience.PUBLIC)
def here(request: HttpRequest) -> HttpResponse:
    """What answers here, for whoever watches whether it does."""
    return HttpResponse('{"api": "Due Regard, partners", "version": 1, '
                        '"description": "/api/v1/openapi.json"}', content_type="application/json")


def _calls() -> list[URLPattern]:
    """Every call, declared to be for partners: the key itself is looked at by the call."""
    return [
        path(str(each.pattern), page(Audience.PARTNER)(each.callback), name=each.name)
        for each in api.urls[0]
        if isinstance(each, URLPattern) and each.name != "api-root"
    ]


urlpatterns = [
    path("", here, name="here"), path("openapi.json", described, name="description"), *_calls(),
]
