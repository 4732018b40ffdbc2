"""The partners' own pages: enter with a key, ask under its agreement, read how each request stands.

Everything is done by the same acts as the calls of the API, and shown through the same shapes.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from dueregard.answers import DueRegardError
from dueregard.documents.audience import Audience
from dueregard.manage.keys import queries as keys
from dueregard.manage.keys.queries import Entered
from dueregard.manage.sharing import rules
from dueregard.manage.sharing.disclosures import queries as disclosures
from dueregard.manage.sharing.disclosures.queries import DisclosureLine
from dueregard.manage.sharing.disclosures.rules import NOTICE_NAMES
from dueregard.manage.sharing.queries import RequestLine
from dueregard.manage.sharing.rules import State, Way
from dueregard.sharing import catalogue
from dueregard.sharing.saying import marking_name
from dueregard.sharing.terms import Terms
from dueregard.web import partners_entrance
from dueregard.web.api import acts, problems
from dueregard.web.api.problems import Turned
from dueregard.web.api.shapes import AgreementSeen, DisclosureSeen, RequestSeen
from dueregard.web.asked_rows import asked_rows
from dueregard.web.audience import page
from dueregard.web.partners_door_forms import (
    PROBLEMS,
    EnterForm,
    MoreForm,
    NoticeForm,
    PartnerAskForm,
    ProblemForm,
    SignForm,
)
from dueregard.web.templatetags.plain import day

# Of these the partner has to do the next thing.
_YOURS = frozenset({State.NEEDS_MORE, State.DISCLOSED, State.RECALLED})
# Which field says it, where an act refuses what was typed.
_BESIDE = {"items": "items", "reason": "reason", "subject": "subject", "words": "words",
           "digest": "sha256"}


@page(Audience.PUBLIC)
def enter(request: Any) -> HttpResponse:
    """Enter with a key."""
    form, turned = EnterForm(_posted(request)), None
    then = request.POST.get("then") or request.GET.get("then") or "/"
    if form.is_valid():
        turned = partners_entrance.entered(request, form)
        if turned is None:
            inside = url_has_allowed_host_and_scheme(then, allowed_hosts=None)
            return redirect(then if inside else "/")
    response = render(request, "partners_door/enter.html", {"form": form, "then": then},
                      status=turned.status if turned else 200)
    if turned is not None and turned.wait is not None:
        response["Retry-After"] = str(turned.wait)
    return response


@page(Audience.PARTNER)
def leave(request: Any) -> HttpResponse:
    """Sign out: the cookie is dropped."""
    if request.method != "POST":
        return render(request, "partners_door/leave.html")
    messages.success(request, _("You are signed out."))
    return partners_entrance.leave(redirect("partner-enter"))


@page(Audience.PARTNER)
def start(request: Any) -> HttpResponse:
    """This key's requests, the newest first, and how each stands."""
    entered: Entered = request.entered
    before = request.GET.get("before", "")
    found = keys.own_requests(entered, before=int(before) if _is_number(before) else None)
    return render(request, "partners_door/start.html", {
        "requests": [_line(each, entered.terms) for each in found],
        "older": found[-1].id if len(found) == keys.PAGE else None, "before": before,
    })


@page(Audience.PARTNER)
def agreement(request: Any) -> HttpResponse:
    """What the agreement lets its partner ask for."""
    entered, names = request.entered, catalogue.load()
    seen = AgreementSeen.of(entered.terms, partner=entered.partner_name,
                            key_expires=entered.expires_on)
    purposes = {each.key: each.name or each.key for each in seen.purposes}
    return render(request, "partners_door/agreement.html", {
        "it": seen, "purposes": purposes.values(), "items": [
            {"it": each, "marking": marking_name(each.marking),
             "purposes": [purposes.get(key, key) for key in each.purposes]}
            for each in seen.items],
        "people": [names.people.get(each, each) for each in seen.people],
        "roles": [names.named["role"].get(each, each) for each in seen.roles],
    })


@page(Audience.PARTNER)
def ask(request: Any) -> HttpResponse:
    """Ask; or first, would it be allowed? Neither loses what was typed."""
    entered: Entered = request.entered
    terms, decision = entered.terms or Terms(), None
    form = PartnerAskForm(
        _posted(request), terms=terms, ref=entered.ref, partner_id=entered.partner_id,
        initial={"marking": terms.marking.value if terms.marking else ""},
    )
    would = request.POST.get("then") == form.WOULD
    if form.is_valid() and would:
        decision = _attempt(request, form, acts.would, form.asking)
    elif form.is_valid():
        number = _attempt(request, form, acts.ask, form.asking, way=Way.PAGE, once=_once(request))
        if number is not None:
            _tell_asked(request, life=form.life)
            return redirect("partner-request", number)
    return render(request, "partners_door/ask.html", {
        "form": form, "decision": decision, "title": _("Ask for something to be shared"),
        "may_try": True, "logged": bool(decision and form.asking.subject),
        "back_url": reverse("partner-start"),
    })


@page(Audience.PARTNER)
def one(request: Any, number: int) -> HttpResponse:
    """One request whole. That it is read is on the log before it is shown."""
    whole = acts.read(request.entered, number, now=request.now)
    seen = RequestSeen.of(whole.sheet, sent=whole.sent, reports=whole.reports)
    terms = whole.sheet.terms
    return render(request, "partners_door/one.html", {
        "it": seen, "line": _line(whole.sheet, terms),
        "rows": asked_rows(whole.sheet.asked, terms, recipient=whole.sheet.recipient),
        "failed": [each.model_dump() for each in seen.failed],
        "granted": rules.items_of(terms, seen.granted),
        "sent": [_sent(shown, line, terms)
                 for shown, line in zip(seen.sent, whole.sent, strict=True)],
        "reports": [{"it": each, "kind": PROBLEMS[each.kind]} for each in seen.reports],
    })


@page(Audience.PARTNER)
def more(request: Any, number: int) -> HttpResponse:
    """Give what the force asked for."""
    whole = acts.read(request.entered, number, now=request.now)
    if whole.sheet.state is not State.NEEDS_MORE and request.method != "POST":
        return redirect("partner-request", number)
    form = MoreForm(_posted(request), it=whole.sheet)
    if form.is_valid() and _done(request, form, acts.more, number, form.asking):
        messages.success(request, _("The force has it now."))
        return redirect("partner-request", number)
    return render(request, "partners_door/ask.html", {
        "form": form, "title": _("Give what was asked for"), "wanted": whole.sheet.more_wanted,
        "back_url": reverse("partner-request", args=[number]),
    })


@page(Audience.PARTNER)
def receipt(request: Any, number: int, sent: int) -> HttpResponse:
    """Sign for something that was sent."""
    line = keys.own_disclosure(request.entered, number, sent)
    form = SignForm(_posted(request), sha256=line.sha256)
    return _asks(request, number, form, acts.receipt, sent, title=_("Sign for what arrived"),
                 submit=_("Sign"), done=_("You have signed for it."),
                 lead=_("Your name, your post and the key are kept as its receipt."))


@page(Audience.PARTNER)
def notice(request: Any, number: int, notice: int) -> HttpResponse:
    """Say what was done about a correction or a recall."""
    keys.own_notice(request.entered, number, notice)
    return _asks(request, number, NoticeForm(_posted(request)), acts.notice, notice,
                 title=_("Say what you did"), submit=_("Tell the force"),
                 done=_("The force has your answer."))


@page(Audience.PARTNER)
def report(request: Any, number: int) -> HttpResponse:
    """Report a problem with what was sent, or with the request itself."""
    keys.own_request(request.entered, number)
    form = ProblemForm(
        _posted(request), initial={"disclosure": request.GET.get("sent", "")},
        sent=[(each.id, f"{', '.join(each.item_names)}, {day(each.at)}")
              for each in disclosures.of_request(number)],
    )
    return _asks(request, number, form, acts.report, title=_("Report a problem"),
                 submit=_("Report it"), done=_("The force has your report."),
                 lead=_("Somebody at the force reads it and answers here. If a life is at risk, "
                        "telephone the force now."))


def _asks(
    request: Any, number: int, form: Any, act: Callable[..., Any], *about: Any, title: str,
    submit: str, done: str, lead: str = "",
) -> HttpResponse:
    """Ask for something about a request, do it, and go back to it."""
    if form.is_valid():
        given = getattr(form, "given", None) or form.cleaned_data
        if _done(request, form, act, number, *about, **given):
            messages.success(request, done)
            return redirect("partner-request", number)
    return render(request, "partners_door/form.html", {
        "form": form, "title": title, "submit": submit, "lead": lead, "number": number,
        "back_url": reverse("partner-request", args=[number]),
    })


def _done(request: Any, form: Any, act: Callable[..., Any], *about: Any, **given: Any) -> bool:
    """Whether an act that gives nothing back was done."""
    _attempt(request, form, act, *about, once=_once(request), **given)
    return not form.errors


def _attempt(request: Any, form: Any, act: Callable[..., Any], *about: Any, **given: Any) -> Any:
    """Do it with the key that entered; what stands in the way is said on the form."""
    try:
        return act(request.entered, *about, now=request.now, **given)
    except (Turned, DueRegardError) as problem:
        turned = problems.turned_by(problem)
        problems.note(request, turned)
        beside = _BESIDE.get(turned.code)
        form.add_error(beside if beside in form.fields else None, turned.detail)
        return None


def _tell_asked(request: Any, *, life: bool) -> None:
    if life:
        messages.warning(request, _("It is with the force. You said that a life is in danger now: "
                                    "telephone the force now, and do not wait for an answer here."))
    else:
        messages.success(request, _("It is with the force. How it stands is told here."))


def _line(line: RequestLine, terms: Terms | None) -> dict[str, Any]:
    """A request in a list, as whoever asked reads it."""
    yours = line.state in _YOURS
    return {
        "id": line.id, "at": line.asked_at, "state": line.state.value,
        "what": rules.items_of(terms or Terms(), line.wanted),
        "state_name": _("Needs more from you") if line.state is State.NEEDS_MORE
        else line.state_name,
        "whose": _("It is with you.") if yours
        else _("It is with %(whom)s.") % {"whom": line.owner},
    }


def _sent(shown: DisclosureSeen, line: DisclosureLine, terms: Terms) -> dict[str, Any]:
    return {
        "it": shown, "items": rules.items_of(terms, shown.items), "means": line.means_name,
        "how_much": line.how_much, "notices": [
            {"it": said, "kind": NOTICE_NAMES[each.kind]}
            for said, each in zip(shown.notices, line.notices, strict=True)],
    }


def _posted(request: Any) -> Any:
    return request.POST if request.method == "POST" else None


def _once(request: Any) -> str | None:
    return request.POST.get("once") or None


def _is_number(said: str) -> bool:
    return said.isascii() and said.isdecimal() and len(said) < 10


_ONE = "requests/<int:number>/"
urlpatterns = [
    path("", start, name="partner-start"),
    path("enter/", enter, name="partner-enter"),
    path("leave/", leave, name="partner-leave"),
    path("agreement/", agreement, name="partner-agreement"),
    path("ask/", ask, name="partner-ask"),
    path(_ONE, one, name="partner-request"),
    path(f"{_ONE}more/", more, name="partner-more"),
    path(f"{_ONE}sent/<int:sent>/receipt/", receipt, name="partner-receipt"),
    path(f"{_ONE}notices/<int:notice>/", notice, name="partner-notice"),
    path(f"{_ONE}problem/", report, name="partner-report"),
]
