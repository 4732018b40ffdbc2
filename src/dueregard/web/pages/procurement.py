"""Questions to a supplier: set out, sent by link or sheet, graded, asked again, held to."""

import secrets
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from dueregard.answers import DueRegardError, Refused
from dueregard.documents import FORMATS
from dueregard.documents.audience import Audience
from dueregard.identify.register import queries as register
from dueregard.ledger.rules import AlreadyDone
from dueregard.lenses import bank as banks
from dueregard.lenses.suppliers import for_use
from dueregard.manage.conditions import queries as conditions
from dueregard.manage.procurement import actions, queries, rules
from dueregard.manage.procurement.queries import AnswerLine, EnquirySheet
from dueregard.manage.procurement.rules import Move
from dueregard.people.rules import Concern, may
from dueregard.web import procurement_forms as asked
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.use_frame import frame

SHEETS = (".xlsx", ".csv")


@page(Audience.FORCE, permission="procurement.read")
def suppliers(request: Any, ref: str) -> HttpResponse:
    """What suppliers were asked about a use, and how it stands."""
    context = frame(ref, step="manage")
    return render(request, "procurement/suppliers.html", context | {
        "enquiries": queries.of_use(ref),
        "ask_barred": asked.barred(may(request.actor, "procurement.ask", context["use"].concern)),
    })


@page(Audience.FORCE, permission="procurement.ask")
def ask(request: Any, ref: str) -> HttpResponse:
    """Set out the questions."""
    context = frame(ref, step="manage")
    use = context["use"]
    offered = for_use(facts=register.facts(ref), book=banks.load().suppliers)
    form = asked.EnquiryForm(
        request.POST if request.method == "POST" else None, offered=offered,
        earlier=queries.of_use(ref), initial={
            "supplier": use.supplier,
            "answer_by": request.now.date() + timedelta(days=asked.USUAL_DAYS),
        },
    )
    if form.is_valid():
        made = attempt(form, actions.ask, ref=ref, by=request.actor, now=request.now,
                       **form.cleaned_data)
        if made is not None:
            messages.success(request, _("The questions are set out. Now send them."))
            return redirect("enquiry", int(made.removeprefix("enquiry-")))
    return render(request, "procurement/ask.html", context | {
        "form": form, "back_url": reverse("suppliers", args=[ref]),
        "barred": asked.barred(may(request.actor, "procurement.ask", use.concern)),
    })


@page(Audience.FORCE, permission="procurement.read")
def enquiry(request: Any, enquiry_id: int) -> HttpResponse:
    """One set of questions: whose turn it is, the answers and what was made of them."""
    return _enquiry(request, queries.sheet(enquiry_id))


@page(Audience.FORCE, permission="procurement.ask")
def link(request: Any, enquiry_id: int) -> HttpResponse:
    """Make a link; it is shown once, on the page that answers the form."""
    found = queries.sheet(enquiry_id)
    form = asked.LinkForm(request.POST if request.method == "POST" else None, initial={
        "expires_on": request.now.date() + timedelta(days=asked.usual_link_days()),
    })
    context = frame(found.ref, step="manage")
    barred = _barred(request, context["use"].concern, found, needs=())
    if form.is_valid() and not barred:
        token = secrets.token_urlsafe(32)
        try:
            actions.open_link(enquiry_id=enquiry_id, token=token, by=request.actor,
                              now=request.now, **form.cleaned_data)
        except AlreadyDone:
            messages.info(request, _("The link was made and shown already. It is not kept, so it "
                                     "cannot be shown again: make a new one if you need it."))
            return redirect("enquiry", enquiry_id)
        except (Refused, DueRegardError) as problem:
            form.add_error(None, str(problem))
        else:
            return _enquiry(request, queries.sheet(enquiry_id), made=request.build_absolute_uri(
                reverse("supplier", args=[token])
            ))
    return _one_form(request, found, form, title=_("Make a link"), submit=_("Make the link"),
                     barred=barred, lead=_(
                         "Whoever holds the link can read these questions and answer them, "
                         "without an account, and sees nothing else. A new link ends the one "
                         "before."
                     ))


@page(Audience.FORCE, permission="procurement.ask")
@require_POST
def end_link(request: Any, enquiry_id: int) -> HttpResponse:
    """End the link at once."""
    return _do(request, enquiry_id, actions.revoke_link,
               _("The link is ended. It opens nothing any more."))


@page(Audience.FORCE, permission="procurement.ask")
@require_POST
def send_back(request: Any, enquiry_id: int) -> HttpResponse:
    """Ask the supplier again."""
    return _do(request, enquiry_id, actions.return_,
               _("The questions are with the supplier again. Tell them to use their link."))


@page(Audience.FORCE, permission="procurement.grade")
@require_POST
def close(request: Any, enquiry_id: int) -> HttpResponse:
    """Close the questions."""
    return _do(request, enquiry_id, actions.close,
               _("The questions are closed. The answers stay as claims, with their grades."))


@page(Audience.FORCE, permission="procurement.read")
def download(request: Any, enquiry_id: int, form: str) -> HttpResponse:
    """The questions as a spreadsheet to send."""
    if f".{form}" not in SHEETS:
        raise Http404
    found = queries.sheet(enquiry_id)
    paper = queries.sheet_paper(found, made_at=request.now.isoformat(timespec="seconds"))
    written = FORMATS[f".{form}"]
    response = HttpResponse(written.write(paper), content_type=written.media_type)
    response["Content-Disposition"] = f'attachment; filename="questions-{enquiry_id}.{form}"'
    return response


@page(Audience.FORCE, permission="procurement.ask")
def bring_in(request: Any, enquiry_id: int) -> HttpResponse:
    """Take in the spreadsheet that a supplier sent back."""
    found = queries.sheet(enquiry_id)
    posted = request.method == "POST"
    form = asked.SheetForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        with tempfile.TemporaryDirectory() as room:
            # The sheet is read here and its copy is gone with this room.
            path_ = Path(room) / f"sheet{Path(file.name).suffix.lower()}"
            path_.write_bytes(b"".join(file.chunks()))
            read = _bring_in(request, form, enquiry_id, path_)
        if read is not None:
            return read
    context = frame(found.ref, step="manage")
    return _one_form(
        request, found, form, title=_("Take in the supplier's spreadsheet"),
        submit=_("Take it in"),
        barred=_barred(request, context["use"].concern, found, needs=(Move.SUBMIT,)), lead=_(
            "Each row is checked. Rows that can be read count as sent by the supplier; the "
            "others are told to you."
        ))


@page(Audience.FORCE, permission="procurement.ask")
def call_in(request: Any, enquiry_id: int) -> HttpResponse:
    """Stop waiting for a supplier."""
    found = queries.sheet(enquiry_id)
    form = asked.CallInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, actions.call_in, enquiry_id=enquiry_id, by=request.actor,
                       now=request.now, **form.cleaned_data)
        if made is not None:
            messages.success(request, _("What was not sent counts as not answered."))
            return redirect("enquiry", enquiry_id)
    context = frame(found.ref, step="manage")
    return _one_form(request, found, form, title=_("Stop waiting"), submit=_("Stop waiting"),
                     barred=_barred(request, context["use"].concern, found, needs=(Move.CALL_IN,)))


@page(Audience.FORCE, permission="procurement.grade")
def grade(request: Any, enquiry_id: int, number: int) -> HttpResponse:
    """Read one answer beside what a good one holds, and say what it is worth."""
    found = queries.sheet(enquiry_id)
    line = found.answer(number)
    form = asked.GradeForm(request.POST if request.method == "POST" else None, line=line)
    if form.is_valid():
        made = attempt(form, actions.grade, answer_id=line.id, by=request.actor, now=request.now,
                       **form.cleaned_data)
        if made is not None:
            return redirect(_next_to_grade(queries.sheet(enquiry_id), number))
    context = frame(found.ref, step="manage")
    barred = asked.barred(
        may(request.actor, "procurement.grade", context["use"].concern),
        rules.may_now(state=found.state, move=Move.CLOSE),
    )
    sources = banks.load().suppliers.sources
    return render(request, "procurement/grade.html", context | {
        "enquiry": found, "line": line, "form": form, "barred": barred,
        "sources": [sources[each] for each in line.asked["sources"] if each in sources],
        "back_url": reverse("enquiry", args=[enquiry_id]),
    })


@page(Audience.FORCE, permission="procurement.condition")
def hold(request: Any, enquiry_id: int, number: int) -> HttpResponse:
    """Make a condition of a question that was not answered well."""
    found = queries.sheet(enquiry_id)
    line = found.answer(number)
    form = asked.HoldForm(request.POST if request.method == "POST" else None, line=line,
                          owners=conditions.owners(), now=request.now)
    if form.is_valid():
        made = attempt(form, actions.hold_to, answer_id=line.id, by=request.actor,
                       now=request.now, **form.cleaned_data)
        if made is not None:
            messages.success(request, _("It is a condition now, with an owner and a date."))
            return redirect("enquiry", enquiry_id)
    context = frame(found.ref, step="manage")
    answer = rules.may_hold_to(
        state=found.state, answered=line.said is not None, grade=line.grade,
        held_already=line.condition_id is not None,
    )
    return _one_form(
        request, found, form, title=_("Make a condition of it"), submit=_("Set the condition"),
        lead=line.asked["text"], barred=asked.barred(
            may(request.actor, "procurement.condition", context["use"].concern), answer
        ))


def _enquiry(request: Any, found: EnquirySheet, *, made: str = "") -> HttpResponse:
    context = frame(found.ref, step="manage")
    concern = context["use"].concern
    groups: dict[str, list[AnswerLine]] = {}
    for each in found.answers:
        groups.setdefault(each.asked["group_title"], []).append(each)
    response = render(request, "procurement/enquiry.html", context | {
        "enquiry": found, "groups": groups.items(), "made": made,
        "link_stands": found.link_stands(request.now),
        "may_ask": may(request.actor, "procurement.ask", concern),
        "may_grade": may(request.actor, "procurement.grade", concern),
        "may_hold": may(request.actor, "procurement.condition", concern),
        "close_barred": asked.barred(rules.may_close(
            state=found.state, ungraded=found.ungraded, to_send=found.to_send
        )),
    })
    if made:
        response["Cache-Control"] = "no-store"
    return response


def _one_form(
    request: Any, found: EnquirySheet, form: Any, *, title: str, submit: str, barred: str,
    lead: str = "",
) -> HttpResponse:
    return render(request, "identify/ask.html", frame(found.ref, step="manage") | {
        "form": form, "title": title, "submit": submit, "barred": barred, "lead": lead,
        "back_url": reverse("enquiry", args=[found.id]),
    })


def _do(request: Any, enquiry_id: int, action: Any, done: str) -> HttpResponse:
    try:
        action(enquiry_id=enquiry_id, by=request.actor, now=request.now)
        messages.success(request, done)
    except AlreadyDone:
        messages.success(request, done)
    except DueRegardError as problem:
        messages.error(request, str(problem))
    return redirect("enquiry", enquiry_id)


def _bring_in(request: Any, form: Any, enquiry_id: int, path_: Path) -> HttpResponse | None:
    name = Path(form.cleaned_data["file"].name).name
    try:
        read = actions.bring_in(enquiry_id=enquiry_id, path=path_, name=name,
                                said_by=form.cleaned_data["said_by"], by=request.actor,
                                now=request.now)
    except AlreadyDone:
        return redirect("enquiry", enquiry_id)
    except DueRegardError as problem:
        form.add_error("file", str(problem))
        return None
    taken = ngettext("%(count)d answer was taken in.", "%(count)d answers were taken in.",
                     len(read.taken)) % {"count": len(read.taken)}
    messages.success(request, taken)
    for each in read.odd:
        messages.warning(request, _("Row %(row)d was set aside. %(why)s") % {
            "row": each.row, "why": each.sentence,
        })
    return redirect("enquiry", enquiry_id)


def _barred(request: Any, concern: Concern, found: EnquirySheet, *, needs: Any) -> str:
    return asked.barred(
        may(request.actor, "procurement.ask", concern),
        *(rules.may_now(state=found.state, move=each) for each in needs),
    )


def _next_to_grade(found: EnquirySheet, number: int) -> str:
    """The next answer that nobody has graded, or the whole set again."""
    left = [each.number for each in found.answers if each.said is not None and each.grade is None]
    later = [each for each in left if each > number] or left
    if later:
        return reverse("enquiry-grade", args=[found.id, later[0]])
    return reverse("enquiry", args=[found.id])


urlpatterns = [
    path("uses/<str:ref>/suppliers/", suppliers, name="suppliers"),
    path("uses/<str:ref>/suppliers/ask/", ask, name="suppliers-ask"),
    path("enquiries/<int:enquiry_id>/", enquiry, name="enquiry"),
    path("enquiries/<int:enquiry_id>/link/", link, name="enquiry-link"),
    path("enquiries/<int:enquiry_id>/link/end/", end_link, name="enquiry-link-end"),
    path("enquiries/<int:enquiry_id>/again/", send_back, name="enquiry-again"),
    path("enquiries/<int:enquiry_id>/close/", close, name="enquiry-close"),
    path("enquiries/<int:enquiry_id>/stop-waiting/", call_in, name="enquiry-call-in"),
    path("enquiries/<int:enquiry_id>/bring-in/", bring_in, name="enquiry-bring-in"),
    path("enquiries/<int:enquiry_id>/questions.<str:form>", download, name="enquiry-sheet"),
    path("enquiries/<int:enquiry_id>/<int:number>/", grade, name="enquiry-grade"),
    path("enquiries/<int:enquiry_id>/<int:number>/hold/", hold, name="enquiry-hold"),
]
