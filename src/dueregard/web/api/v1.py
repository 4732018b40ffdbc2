"""Version 1 of the API: its calls, their description, and their addresses.

An address or a field that is here stays; what changes its meaning is a version 2 beside it.
"""

import json
from functools import cache
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from ninja import NinjaAPI, Path, Query, Status

from dueregard import __version__
from dueregard.documents.audience import Audience
from dueregard.manage.keys import queries as keys
from dueregard.manage.keys.queries import Entered
from dueregard.manage.sharing.actions import Asking
from dueregard.manage.sharing.rules import Way
from dueregard.web.api import acts
from dueregard.web.api.acts import Whole
from dueregard.web.api.by_key import ByKey
from dueregard.web.api.problems import MEDIA_TYPE, Problem, handle
from dueregard.web.api.shapes import (
    AgreementSeen,
    Answered,
    Asked,
    Done,
    More,
    Question,
    Receipt,
    Report,
    Requests,
    RequestSeen,
    RequestShort,
    asking,
)
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


_WRITTEN = refusals(400, 409, 413, 415)
PathNumber = Annotated[int, Path(ge=1, le=2_147_483_647)]


@api.get("agreement", url_name="agreement", response={200: AgreementSeen} | refusals())
def agreement(request: Any) -> AgreementSeen:
    """The agreement that your key opens: the keys of purposes, items, people and roles."""
    entered = request.entered
    return AgreementSeen.of(
        entered.terms, partner=entered.partner_name, key_expires=entered.expires_on
    )


@api.post("decide", url_name="decide", response={200: Answered} | refusals(400, 413, 415))
def decide(request: Any, question: Question) -> Answered:
    """Would this be allowed? Answered at once, with everything that would make it a yes.

    Nothing of it is kept, unless it names a person: then that you asked is logged.
    """
    found = acts.would(request.entered, _asking(request, question), now=request.now)
    return Answered.of(found, logged=bool(question.subject))


@api.post("requests", url_name="requests", response={201: RequestSeen} | _WRITTEN)
def ask(request: Any, asked: Asked) -> Status[RequestSeen]:
    """Ask for something to be shared. A person at the force decides; read here how it stands."""
    number = acts.ask(request.entered, _asking(request, asked), way=Way.KEY, once=asked.once,
                      now=request.now)
    return Status(201, _stands(request, number))


@api.get("requests", url_name="requests", response={200: Requests} | refusals())
def requests(request: Any, before: Annotated[int, Query(ge=1, le=2_147_483_647)] = 2_147_483_647
             ) -> Requests:
    """Your requests under this agreement, and how each stands."""
    found = keys.own_requests(request.entered, before=before)
    return Requests(
        requests=[RequestShort(**RequestShort.short(each)) for each in found],
        before=found[-1].id if len(found) == keys.PAGE else None,
    )


@api.get("requests/{int:number}", url_name="request", response={200: RequestSeen} | refusals(404))
def one(request: Any, number: PathNumber) -> RequestSeen:
    """How one of your requests stands, why, and what would make it a yes.

    Where it is about a person, that you read it is logged.
    """
    return _shown(acts.read(request.entered, number, now=request.now))


@api.post("requests/{int:number}/more", url_name="more",
          response={200: RequestSeen} | _WRITTEN | refusals(404))
def more(request: Any, number: PathNumber, asked: More) -> RequestSeen:
    """Give what was missing, where the force has asked for more."""
    acts.more(request.entered, number, _asking(request, asked), once=asked.once, now=request.now)
    return _stands(request, number)


@api.post("requests/{int:number}/receipt", url_name="receipt",
          response={200: RequestSeen} | _WRITTEN | refusals(404))
def receipt(request: Any, number: PathNumber, signed: Receipt) -> RequestSeen:
    """Say that something arrived. Your key signs for it."""
    acts.receipt(request.entered, number, signed.disclosure, sha256=signed.sha256,
                 now=request.now)
    return _stands(request, number)


@api.post("requests/{int:number}/notices/{int:notice}", url_name="notice",
          response={200: RequestSeen} | _WRITTEN | refusals(404))
def notice(request: Any, number: PathNumber, notice: PathNumber, done: Done) -> RequestSeen:
    """Say what you did about a correction or a recall."""
    acts.notice(request.entered, number, notice, words=done.words, now=request.now)
    return _stands(request, number)


@api.post("requests/{int:number}/problems", url_name="problems",
          response={201: RequestSeen} | _WRITTEN | refusals(404))
def problems(request: Any, number: PathNumber, report: Report) -> Status[RequestSeen]:
    """Report that something is wrong with what you were sent, or with the request itself."""
    acts.report(request.entered, number, kind=report.kind, words=report.words, once=report.once,
                disclosure_id=report.disclosure, now=request.now)
    return Status(201, _stands(request, number))


def _asking(request: Any, question: Question) -> Asking:
    entered: Entered = request.entered
    return asking(question, ref=entered.ref, partner_id=entered.partner_id)


def _stands(request: Any, number: int) -> RequestSeen:
    return _shown(acts.stands(request.entered, number, now=request.now))


def _shown(whole: Whole) -> RequestSeen:
    return RequestSeen.of(whole.sheet, sent=whole.sent, reports=whole.reports)


@cache
def description() -> dict[str, Any]:
    """The OpenAPI description of version 1."""
    made: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=ROOT)))
    made["info"]["x-release"] = __version__
    for methods in made["paths"].values():
        for call in methods.values():
            call["operationId"] = call["operationId"].removeprefix("dueregard_web_api_v1_")
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
