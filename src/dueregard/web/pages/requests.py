"""Requests to share: would it be allowed, asking, one request, and what is decided about it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from dueregard.answers import Missing, Refused
from dueregard.documents.audience import Audience
from dueregard.manage.sharing import actions, queries, rules
from dueregard.manage.sharing.disclosures import actions as disclosing
from dueregard.manage.sharing.disclosures import queries as disclosures
from dueregard.manage.sharing.queries import RequestLine, RequestSheet
from dueregard.manage.sharing.queue import queries as queue
from dueregard.manage.sharing.rules import State, Way
from dueregard.people.rules import Concern, may
from dueregard.sharing import catalogue, sheet
from dueregard.web import extracts
from dueregard.web.asked_rows import Row, asked_rows
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.partner_forms import WordsForm
from dueregard.web.request_forms import (
    AddForm,
    AskForm,
    AssessForm,
    BandForm,
    DecideForm,
    LookForm,
)

ASK, READ, ASSESS, DECIDE = "sharing.ask", "sharing.read", "sharing.assess", "sharing.decide"


@page(Audience.FORCE, permission=ASK)
def would(request: Any) -> HttpResponse:
    """Would this be allowed? Decided on what holds at this moment.

    Nothing of it is kept, unless it names a person by a key: then that somebody asked is logged.
    """
    pair = _pair(request)
    if pair is None:
        return _choose(request, "sharing-would", _("Would this be allowed?"),
                       _("Choose under which agreement, and to whom."))
    ref, partner_id, name = pair
    form, decision = _ask_form(request, ref, partner_id, without=AskForm.FOR_THE_QUEUE), None
    if form.is_valid():
        try:
            decision = actions.would(asking=form.asking, by=request.actor, now=request.now)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
    return render(request, "requests/would.html", {
        "form": form, "decision": decision, "name": name, "at": request.now,
        "laws": _laws(decision.rests_on) if decision else (),
        "logged": decision is not None and bool(form.asking.subject),
    })


@page(Audience.FORCE, permission=ASK)
def new(request: Any) -> HttpResponse:
    """Write a request down: as a draft, or sent at once."""
    pair = _pair(request)
    if pair is None:
        return _choose(request, "sharing-request-new", _("Ask for something to be shared"),
                       _("Choose under which agreement, and to whom it would go."))
    ref, partner_id, name = pair
    form = _ask_form(request, ref, partner_id)
    if form.is_valid():
        draft = request.POST.get("then") == "draft"
        made = attempt(form, actions.ask, asking=form.asking, by=request.actor, now=request.now,
                       draft=draft)
        if made is not None:
            messages.success(request, _("The draft is kept.") if draft else _(
                "It is with the information-sharing officer."))
            return redirect("sharing-request", rules.number_of(made))
    return render(request, "requests/ask.html", {
        "form": form, "title": _("Ask for something to be shared"), "caption": name,
        "back_url": reverse("sharing-queue"), "may_draft": True,
    })


@page(Audience.FORCE, permission=READ)
def one(request: Any, request_id: int) -> HttpResponse:
    """One request whole. That it is read is on the log before it is shown."""
    line = _readable(request, request_id)
    actions.consult(request_id=request_id, by=request.actor, now=request.now)
    found = queries.request(request_id, reader=request.actor.id, now=request.now)
    actor, state = request.actor, found.state
    given = disclosures.of_request(request_id)
    return render(request, "requests/one.html", {
        "it": found, "rows": _rows(found), "disclosures": [
            {"it": each, "here": extracts.is_here(request_id, each.sha256)
             and each.collected_at is None} for each in given],
        "place": queue.place(request_id, now=request.now) if state in rules.WAITING else None,
        "own": line.asked_by_id == actor.id,
        "may_assess": bool(may(actor, ASSESS)),
        "may_decide": bool(may(actor, DECIDE)) and state is State.ASSESSED and not found.own,
        "may_give": bool(may(actor, "sharing.disclose")),
        "may_look": bool(may(actor, DECIDE)) and line.to_look and actor.id != found.shared_by_id,
        "may_add": bool(found.missing) and (
            line.asked_by_id == actor.id or bool(may(actor, DECIDE))),
        "found_name": dict(rules.FOUND_NAMES).get(rules.Found(found.looked_found), "")
        if found.looked_found else "",
        "settled": found.kept if found.settled_at else None,
    })


@page(Audience.FORCE, permission=ASK)
def change(request: Any, request_id: int) -> HttpResponse:
    """Go on with a draft, or give the more that was asked for."""
    line = _readable(request, request_id)
    actions.consult(request_id=request_id, by=request.actor, now=request.now)
    found = queries.request(request_id, reader=request.actor.id, now=request.now)
    if line.partner_id is None:
        raise Missing("This request was made without an agreement, and is not changed.")
    form = AskForm(
        request.POST if request.method == "POST" else None, terms=found.terms,
        ref=line.agreement, partner_id=line.partner_id, initial=AskForm.initial_of(
            found.asked, recipient=found.recipient, subject=found.subject, event=found.event,
            group=found.group, true_signs=[key for key, said in found.signs.items() if said],
            collected_for_law=_said(found.collected_for_law),
        ),
    )
    if form.is_valid():
        made = attempt(form, actions.change, request_id=request_id, asking=form.asking,
                       by=request.actor, now=request.now,
                       send=request.POST.get("then") != "draft")
        if made is not None:
            messages.success(request, _("It is kept."))
            return redirect("sharing-request", request_id)
    return render(request, "requests/ask.html", {
        "form": form, "title": _("Change the request"), "caption": line.agreement_name,
        "back_url": reverse("sharing-request", args=[request_id]), "more": found.more_wanted,
        "may_draft": line.state is State.DRAFT,
    })


@page(Audience.FORCE, permission=ASSESS)
def assess(request: Any, request_id: int) -> HttpResponse:
    """Say what we know of a request; then it is decided."""
    actions.consult(request_id=request_id, by=request.actor, now=request.now)
    found = queries.request(request_id, reader=request.actor.id, now=request.now)
    form = AssessForm(_posted(request), initial={
        "subject": found.subject,
        "collected_for_law": _said(found.collected_for_law),
        "true_signs": [key for key, said in found.signs.items() if said is True],
        "false_signs": [key for key, said in found.signs.items() if said is False],
    })
    return _does(request, request_id, form, actions.assess, title=_("Assess the request"),
                 submit=_("It is assessed"), done=_("It waits for a decision."),
                 given=lambda: form.given)


@page(Audience.FORCE, permission=ASSESS)
def want_more(request: Any, request_id: int) -> HttpResponse:
    """Say what is missing."""
    form = WordsForm(_posted(request), label=_("What is missing?"), error=_("Say what is missing"),
                     hint=_("Whoever asks reads it, and has the request until they answer."))
    return _does(request, request_id, form, actions.want_more, title=_("Ask for more"),
                 submit=_("Ask them"), done=_("They have it now."))


@page(Audience.FORCE, permission=DECIDE)
def decide(request: Any, request_id: int) -> HttpResponse:
    """Decide: all, part, or not; alone or as one of two."""
    actions.consult(request_id=request_id, by=request.actor, now=request.now)
    found = queries.request(request_id, reader=request.actor.id, now=request.now)
    names = {each.key: each.name or each.key for each in found.terms.schedule}
    form = DecideForm(_posted(request), items=[
        (each, names.get(each, each)) for each in found.asked.items or ()])
    if form.is_valid():
        said = form.cleaned_data
        common = {"request_id": request_id, "by": request.actor, "now": request.now}
        made = attempt(
            form, disclosing.authorise_urgently if found.way is Way.URGENT else actions.authorise,
            items=said["items"], reason=said["reason"], **common,
        ) if said["share"] == "yes" else attempt(
            form, actions.refuse, reason=said["reason"], consequences=said["consequences"],
            **common,
        )
        if made is not None:
            messages.success(request, _what_came(queries.line(request_id)))
            return redirect("sharing-request", request_id)
    return render(request, "requests/decide.html", {
        "form": form, "it": found, "back_url": reverse("sharing-request", args=[request_id]),
    })


def _what_came(after: RequestLine) -> str:
    """What follows from a decision, to whoever has just made it."""
    if after.state is State.ASSESSED:
        return _("Yours is in. It is hidden until a second person decides.")
    if after.way is Way.URGENT and after.state is State.DISCLOSED:
        return _("Yes. Ring %(who)s: they may tell them now what stands below. It is written down "
                 "as told.") % {"who": after.asked_by_name}
    return _("It is decided.")


@page(Audience.FORCE, permission=ASSESS)
def override(request: Any, request_id: int) -> HttpResponse:
    """Put a request into another band."""
    form = BandForm(_posted(request))
    return _does(request, request_id, form, actions.override, title=_("Change how urgent it is"),
                 submit=_("Change it"), done=_("It is changed."))


@page(Audience.FORCE, permission=DECIDE)
def look(request: Any, request_id: int) -> HttpResponse:
    """Look at what went out in a hurry, and add what is missing of it."""
    actions.consult(request_id=request_id, by=request.actor, now=request.now)
    found = queries.request(request_id, reader=request.actor.id, now=request.now)
    form = LookForm(_posted(request), missing=found.missing)
    return _does(request, request_id, form, actions.look, submit=_("Save"),
                 title=_("Look at what was shared in a hurry"), done=_("It is looked at."))


@page(Audience.FORCE, permission=ASK)
def add(request: Any, request_id: int) -> HttpResponse:
    """Add who took what was shared in a hurry, and the key of the person."""
    _readable(request, request_id)
    actions.consult(request_id=request_id, by=request.actor, now=request.now)
    found = queries.request(request_id, reader=request.actor.id, now=request.now)
    form = AddForm(_posted(request), missing=found.missing)
    return _does(request, request_id, form, actions.add_afterwards, submit=_("Save"),
                 title=_("Add what there was no time for"), done=_("It is added."))


@page(Audience.FORCE, permission=ASK)
def close(request: Any, request_id: int) -> HttpResponse:
    """Close a request."""
    _readable(request, request_id)
    form = WordsForm(_posted(request), label=_("Why is it closed?"), error=_("Say why"),
                     hint=_("Whoever asked reads it. No names of people."))
    return _does(request, request_id, form, actions.close, title=_("Close the request"),
                 submit=_("Close it"), done=_("It is closed."),
                 given=lambda: {"because": form.cleaned_data["words"]})


def _readable(request: Any, request_id: int) -> RequestLine:
    """The request, if this person may read it: those who answer for sharing, and who asked."""
    line = queries.line(request_id)
    owners = frozenset({line.asked_by_id} if line.asked_by_id else ())
    if not may(request.actor, READ, Concern(owners=owners)):
        raise Missing("There is no such request among those that you asked.")
    return line


def _pair(request: Any) -> tuple[str, int, str] | None:
    """Under which agreement and to whom, from the address; None where it is not chosen yet."""
    pairs = queries.pairs(now=request.now)
    asked = (request.GET.get("agreement", ""), request.GET.get("partner", ""))
    for ref, name, key, partner in pairs:
        if (ref, str(key)) == asked:
            return ref, key, f"{partner}: {name}"
    return None


def _choose(request: Any, link: str, title: str, lead: str) -> HttpResponse:
    return render(request, "requests/choose.html", {
        "title": title, "lead": lead, "back_url": reverse("sharing-queue"), "pairs": [
            {"url": f"{reverse(link)}?agreement={ref}&partner={key}", "name": name,
             "partner": partner} for ref, name, key, partner in queries.pairs(now=request.now)],
    })


def _ask_form(
    request: Any, ref: str, partner_id: int, *, without: tuple[str, ...] = ()
) -> AskForm:
    terms = queries.terms_for(ref, at=request.now)
    return AskForm(_posted(request), terms=terms, ref=ref, partner_id=partner_id, without=without,
                   initial={"marking": terms.marking.value if terms.marking else ""})


def _posted(request: Any) -> Any:
    return request.POST if request.method == "POST" else None


def _said(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


def _does(
    request: Any, request_id: int, form: Any, action: Callable[..., str], *, title: str,
    submit: str, done: str, given: Callable[[], dict[str, Any]] | None = None,
) -> HttpResponse:
    """Ask for something about a request, do it, and go back to it."""
    line = queries.line(request_id)
    if form.is_valid():
        values = given() if given else form.cleaned_data
        made = attempt(form, action, request_id=request_id, by=request.actor, now=request.now,
                       **values)
        if made is not None:
            messages.success(request, done)
            return redirect("sharing-request", request_id)
    return render(request, "partners/ask.html", {
        "form": form, "title": title, "submit": submit,
        "caption": f"{line.partner_name}, {line.ref}",
        "back_url": reverse("sharing-request", args=[request_id]),
    })


def _laws(keys: tuple[str, ...]) -> tuple[str, ...]:
    known = catalogue.load().gateways
    return tuple(known[each].name if each in known else each for each in keys)


def _rows(it: RequestSheet) -> list[Row]:
    """What was asked, in words, and what we know of it."""
    unknown = {True: _("Yes"), False: _("No"), None: ""}
    signs = sheet.load().signs
    return [
        *asked_rows(it.asked, it.terms, recipient=it.recipient),
        {"key": _("Collected for law enforcement"), "value": unknown[it.collected_for_law]},
        {"key": _("Key of the person"), "value": it.subject},
        {"key": _("Signs of urgency"), "value": [
            signs[key].said for key, said in it.signs.items() if said and key in signs]},
    ]


_ONE = "sharing/requests/<int:request_id>/"
urlpatterns = [
    path("sharing/would/", would, name="sharing-would"),
    path("sharing/requests/new/", new, name="sharing-request-new"),
    path(_ONE, one, name="sharing-request"),
    path(f"{_ONE}change/", change, name="sharing-request-change"),
    path(f"{_ONE}assess/", assess, name="sharing-request-assess"),
    path(f"{_ONE}more/", want_more, name="sharing-request-more"),
    path(f"{_ONE}decide/", decide, name="sharing-request-decide"),
    path(f"{_ONE}urgency/", override, name="sharing-request-override"),
    path(f"{_ONE}look/", look, name="sharing-request-look"),
    path(f"{_ONE}add/", add, name="sharing-request-add"),
    path(f"{_ONE}close/", close, name="sharing-request-close"),
]
