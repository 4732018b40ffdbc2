"""The supplier's door: one set of questions behind a link, and nothing else of the force's."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.answers import DueRegardError, Missing, Refused
from dueregard.documents.audience import Audience
from dueregard.ledger.rules import AlreadyDone
from dueregard.manage.procurement import actions, queries, rules
from dueregard.manage.procurement.queries import SupplierLine, SupplierView
from dueregard.web import limits
from dueregard.web.audience import page
from dueregard.web.supplier_forms import SendForm, SupplierAnswerForm

STRETCH = 600
MOST_WRONG, MOST_BY_LINK = 20, 400
_WRONG, _BY_LINK = "supplier-wrong", "supplier-link"
_LABELS = {
    "to-do": gettext_lazy("Not answered"), "saved": gettext_lazy("Answered"),
    "confirm": gettext_lazy("To confirm"), "again": gettext_lazy("Asked again"),
    "sent": gettext_lazy("Sent"), "closed": gettext_lazy("Not answered"),
}
_COLOURS = {"to-do": "none", "saved": "done", "confirm": "due", "again": "due", "sent": "done",
            "closed": "none"}


@page(Audience.PUBLIC)
def questions(request: Any, token: str) -> HttpResponse:
    """The list of questions, and how far the supplier has come."""
    found = _enter(request, token, what="list")
    if isinstance(found, HttpResponse):
        return found
    groups: dict[str, list[dict[str, Any]]] = {}
    for line in found.lines:
        groups.setdefault(line.group, []).append(_task(line, token))
    return _shown(render(request, "supplier/questions.html", {
        "view": found, "groups": groups.items(), "token": token,
    }))


@page(Audience.PUBLIC)
def question(request: Any, token: str, number: int) -> HttpResponse:
    """One question: why it is asked, what a good answer holds, and the answer."""
    found = _enter(request, token, what=f"question {number}")
    if isinstance(found, HttpResponse):
        return found
    try:
        line = found.line(number)
    except Missing:
        return _nothing(request)
    form = SupplierAnswerForm(
        request.POST if request.method == "POST" else None, line=line, version=found.version,
        today=request.now.date(),
    )
    if not line.barred and form.is_valid():
        made = _attempt(form, actions.keep, token=token, number=number, given=form.given(),
                        now=request.now, form=_mark(request))
        if made is not None:
            return _shown(redirect(_next(request, found, number, token)))
    return _shown(render(request, "supplier/question.html", {
        "view": found, "line": line, "form": form, "back_url": _list(token),
        "last": number == found.lines[-1].number,
    }))


@page(Audience.PUBLIC)
def send(request: Any, token: str) -> HttpResponse:
    """Send the answers to the force."""
    found = _enter(request, token, what="send")
    if isinstance(found, HttpResponse):
        return found
    if not found.open:
        return _shown(redirect(_list(token)))
    form = SendForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = _attempt(form, actions.submit, token=token, now=request.now,
                        said_by=form.cleaned_data["said_by"], form=_mark(request))
        if made is not None:
            return _shown(redirect(_list(token)))
    return _shown(render(request, "supplier/send.html", {
        "view": found, "form": form, "back_url": _list(token),
        "left": [each for each in found.lines if each.stands in ("to-do", "confirm", "again")],
    }))


def _enter(request: Any, token: str, *, what: str) -> SupplierView | HttpResponse:
    """What the link opens; or one plain page, the same whatever is wrong with the link."""
    who = request.META.get("REMOTE_ADDR", "")
    at = {"now": request.now, "seconds": STRETCH}
    if limits.knocks(_WRONG, who, **at) >= MOST_WRONG:
        return _busy(request)
    if limits.knock(_BY_LINK, rules.hashed(token)[:32], **at) > MOST_BY_LINK:
        return _busy(request)
    try:
        if request.method == "POST":
            enquiry_id = queries.entered(token=token, now=request.now)
        else:
            enquiry_id = actions.read(token=token, what=what, now=request.now)
    except (Missing, Refused):
        enquiry_id = None
    if enquiry_id is None:
        limits.knock(_WRONG, who, **at)
        return _nothing(request)
    return queries.shown_by_link(enquiry_id)


def _attempt(form_: Any, action: Any, **arguments: Any) -> str | None:
    """As `attempt`, where the action takes the mark of the form under the name `form`."""
    try:
        return str(action(**arguments))
    except AlreadyDone as done:
        return done.result
    except DueRegardError as error:
        form_.add_error(None, str(error))
    return None


def _mark(request: Any) -> str | None:
    return request.POST.get("once") or None


def _nothing(request: Any) -> HttpResponse:
    return _shown(render(request, "supplier/nothing.html", {
        "title": _("This link does not work"),
        "text": _("It may have been ended, its time may be over, or a part of the address may be "
                  "missing. Ask the person who sent it to you for a new one."),
    }, status=404))


def _busy(request: Any) -> HttpResponse:
    response = _shown(render(request, "supplier/nothing.html", {
        "title": _("Too many tries"),
        "text": _("This page was asked for too often. Wait ten minutes, then try again."),
    }, status=429))
    response["Retry-After"] = str(STRETCH)
    return response


def _shown(response: HttpResponse) -> HttpResponse:
    """Kept by no browser and no search engine: the address itself is the key."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _task(line: SupplierLine, token: str) -> dict[str, Any]:
    return {
        "text": f"{line.number}. {line.title}", "url": _question(token, line.number),
        "status": _COLOURS[line.stands], "label": _LABELS[line.stands],
    }


def _next(request: Any, found: SupplierView, number: int, token: str) -> str:
    """The next question that can be answered, or the list."""
    later = [each.number for each in found.lines if each.number > number and not each.barred]
    if request.POST.get("then") == "list" or not later:
        return _list(token)
    return _question(token, later[0])


def _list(token: str) -> str:
    return reverse("supplier", args=[token])


def _question(token: str, number: int) -> str:
    return reverse("supplier-question", args=[token, number])


urlpatterns = [
    path("supplier/<str:token>/", questions, name="supplier"),
    path("supplier/<str:token>/send/", send, name="supplier-send"),
    path("supplier/<str:token>/<int:number>/", question, name="supplier-question"),
]
