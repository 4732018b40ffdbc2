"""A body's meetings: called, with an agenda and a pack; then who came, and the minutes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dueregard import documents
from dueregard.answers import DueRegardError, No
from dueregard.documents.audience import Audience
from dueregard.documents.document import Document
from dueregard.manage.bodies import queries as bodies
from dueregard.manage.meetings import actions, queries
from dueregard.manage.meetings.queries import MeetingSheet
from dueregard.manage.meetings.rules import Move
from dueregard.web.audience import page
from dueregard.web.body_forms import AgendaForm, MeetingForm, ReasonForm, RecordForm
from dueregard.web.doing import attempt
from dueregard.web.pressing import press


@page(Audience.COMMITTEE, permission="meetings.keep")
def call(request: Any, body_id: int) -> HttpResponse:
    """Call a meeting."""
    body = bodies.body(body_id, today=request.now.date())
    form = MeetingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, actions.call, body_id=body_id, by=request.actor, now=request.now,
                       **form.cleaned_data)
        if made is not None:
            messages.success(request, _("The meeting is called. Next: its agenda."))
            return redirect("meeting-agenda", int(made.removeprefix("meeting-")))
    return render(request, "bodies/ask.html", {
        "form": form, "title": _("Call a meeting"), "submit": _("Call it"),
        "caption": body.name, "back_url": reverse("body", args=[body_id]),
    })


@page(Audience.COMMITTEE, permission="committee.read")
def meeting(request: Any, meeting_id: int) -> HttpResponse:
    """One meeting: its agenda, its pack, who is served how, who came, its minutes."""
    sheet = _sheet(request, meeting_id)
    return render(request, "bodies/meeting.html", {
        "meeting": sheet, "formats": list(documents.FORMATS.values()),
        "waiting": [
            {"text": text, "reason": answer.reason} for move, text in _TEXTS.items()
            if isinstance(answer := sheet.answers[move], No) and answer.code not in
            {"role", "no-seat", "not-this-turn"}
        ],
    })


@page(Audience.COMMITTEE, permission="meetings.keep")
def agenda(request: Any, meeting_id: int) -> HttpResponse:
    """Which matters are taken, in which order."""
    sheet = _sheet(request, meeting_id)
    matters = queries.waiting(sheet.body_id, meeting_id=meeting_id)
    form = AgendaForm(
        request.POST if request.method == "POST" else None, matters=matters,
        taken=[each.matter_id for each in sheet.agenda],
    )
    if form.is_valid():
        made = attempt(form, actions.set_agenda, meeting_id=meeting_id, matters=form.chosen,
                       by=request.actor, now=request.now)
        if made is not None:
            messages.success(request, _("The agenda is kept."))
            return redirect("meeting", meeting_id)
    lead = "" if matters else _(
        "Nothing that was put to this body waits for advice. Once something is, it stands here."
    )
    return _ask(request, sheet, Move.AGENDA, form=form, title=_("The agenda"),
                submit=_("Keep this agenda"), lead=lead)


@page(Audience.COMMITTEE, permission="meetings.keep")
@require_POST
def send(request: Any, meeting_id: int) -> HttpResponse:
    """Freeze the pack and send it."""
    press(request, actions.send_pack, meeting_id=meeting_id, done=_(
        "The pack stands still. By e-mail it goes out within minutes; print it for the rest."
    ))
    return redirect("meeting", meeting_id)


@page(Audience.COMMITTEE, permission="meetings.keep")
@require_POST
def deliver(request: Any, meeting_id: int, seat_id: int) -> HttpResponse:
    """A person says that a printed pack was handed over or posted."""
    press(request, actions.delivered, meeting_id=meeting_id, seat_id=seat_id,
          done=_("It is written down that the pack reached them."))
    return redirect("meeting", meeting_id)


@page(Audience.COMMITTEE, permission="meetings.keep")
def record(request: Any, meeting_id: int) -> HttpResponse:
    """Who came, and what was said."""
    sheet = _sheet(request, meeting_id)
    form = RecordForm(request.POST if request.method == "POST" else None, meeting=sheet)
    if form.is_valid():
        made = attempt(
            form, actions.record, meeting_id=meeting_id, came=form.came, said=form.said,
            words=form.cleaned_data["words"], by=request.actor, now=request.now,
        )
        if made is not None:
            messages.success(request, _("The minutes are drafted. Next: the chair settles them."))
            return redirect("meeting", meeting_id)
    return _ask(request, sheet, Move.RECORD, form=form, title=_("Who came, and what was said"),
                submit=_("Draft the minutes"))


@page(Audience.COMMITTEE, permission="meetings.settle")
@require_POST
def settle(request: Any, meeting_id: int) -> HttpResponse:
    """The chair settles the minutes."""
    press(request, actions.settle, meeting_id=meeting_id,
          done=_("The minutes are settled. They are not changed any more."))
    return redirect("meeting", meeting_id)


@page(Audience.COMMITTEE, permission="meetings.keep")
def call_off(request: Any, meeting_id: int) -> HttpResponse:
    """Call a meeting off."""
    sheet = _sheet(request, meeting_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, actions.call_off, meeting_id=meeting_id, by=request.actor,
                       now=request.now, **form.cleaned_data)
        if made is not None:
            messages.success(request, _("The meeting is called off."))
            return redirect("meeting", meeting_id)
    return _ask(request, sheet, Move.CALL_OFF, form=form, title=_("Call this meeting off"),
                submit=_("Call it off"))


@page(Audience.COMMITTEE, permission="committee.read")
def read_pack(request: Any, meeting_id: int) -> HttpResponse:
    """The pack on a page."""
    return _read(request, meeting_id, queries.pack(meeting_id), name="meeting-pack-file")


@page(Audience.COMMITTEE, permission="committee.read")
def read_minutes(request: Any, meeting_id: int) -> HttpResponse:
    """The minutes on a page: settled, or the draft as the record stands."""
    paper = queries.minutes(meeting_id, now=request.now)
    return _read(request, meeting_id, paper, name="meeting-minutes-file")


@page(Audience.COMMITTEE, permission="committee.read")
def pack_file(request: Any, meeting_id: int, form: str) -> HttpResponse:
    """The pack as a file."""
    return _file(request, meeting_id, queries.pack(meeting_id), form=form, name="pack")


@page(Audience.COMMITTEE, permission="committee.read")
def minutes_file(request: Any, meeting_id: int, form: str) -> HttpResponse:
    """The minutes as a file."""
    paper = queries.minutes(meeting_id, now=request.now)
    return _file(request, meeting_id, paper, form=form, name="minutes")


def _sheet(request: Any, meeting_id: int) -> MeetingSheet:
    return queries.meeting(meeting_id, reader=request.actor, now=request.now)


def _ask(
    request: Any, sheet: MeetingSheet, move: Move, *, form: Any, **more: str
) -> HttpResponse:
    answer = sheet.answers[move]
    return render(request, "bodies/ask.html", {
        "form": form, "barred": answer.reason if isinstance(answer, No) else "",
        "caption": sheet.body, "back_url": reverse("meeting", args=[sheet.id]), **more,
    })


def _read(request: Any, meeting_id: int, paper: Document, *, name: str) -> HttpResponse:
    return render(request, "bodies/paper.html", {
        "paper": paper.for_audience(Audience.COMMITTEE),
        "back_url": reverse("meeting", args=[meeting_id]),
        "formats": [
            {"label": each.label, "url": reverse(name, args=[meeting_id, each.suffix[1:]])}
            for each in documents.FORMATS.values()
        ],
    })


def _file(
    request: Any, meeting_id: int, paper: Document, *, form: str, name: str
) -> HttpResponse:
    made = documents.FORMATS.get(f".{form}")
    if made is None:
        raise Http404
    try:
        content = made.write(paper.for_audience(Audience.COMMITTEE))
    except DueRegardError as problem:
        messages.error(request, str(problem))
        return redirect("meeting", meeting_id)
    response = HttpResponse(content, content_type=made.media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}-{meeting_id}.{form}"'
    return response


_TEXTS = {
    Move.SEND: gettext_lazy("Send the pack"), Move.RECORD: gettext_lazy("Record who came"),
}

urlpatterns = [
    path("bodies/<int:body_id>/call/", call, name="meeting-call"),
    path("meetings/<int:meeting_id>/", meeting, name="meeting"),
    path("meetings/<int:meeting_id>/agenda/", agenda, name="meeting-agenda"),
    path("meetings/<int:meeting_id>/send/", send, name="meeting-send"),
    path("meetings/<int:meeting_id>/served/<int:seat_id>/", deliver, name="meeting-deliver"),
    path("meetings/<int:meeting_id>/record/", record, name="meeting-record"),
    path("meetings/<int:meeting_id>/settle/", settle, name="meeting-settle"),
    path("meetings/<int:meeting_id>/call-off/", call_off, name="meeting-call-off"),
    path("meetings/<int:meeting_id>/pack/", read_pack, name="meeting-pack"),
    path("meetings/<int:meeting_id>/minutes/", read_minutes, name="meeting-minutes"),
    path("meetings/<int:meeting_id>/pack.<str:form>", pack_file, name="meeting-pack-file"),
    path("meetings/<int:meeting_id>/minutes.<str:form>", minutes_file,
         name="meeting-minutes-file"),
]
