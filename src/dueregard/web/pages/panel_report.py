"""What a panel reports and what comes of it; how it is made up, and how its members fare."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from dueregard import documents
from dueregard.answers import DueRegardError, Missing, No
from dueregard.documents.audience import Audience
from dueregard.documents.document import Document, document_from_plain
from dueregard.manage.bodies import queries as bodies
from dueregard.manage.bodies.queries import BodySheet
from dueregard.manage.scrutiny import actions, form, queries, report, rules, tally
from dueregard.manage.scrutiny.makeup import queries as makeup
from dueregard.manage.scrutiny.queries import SittingSheet
from dueregard.manage.scrutiny.report import PointTold
from dueregard.manage.scrutiny.rules import Move, Paper
from dueregard.people import queries as people
from dueregard.people.rules import PERMISSIONS, audience_of, may
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.scrutiny_forms import (
    ClearForm,
    MakeupForm,
    ProcessForm,
    ReplyForm,
    ReportForm,
    WordsForm,
)

READ = "scrutiny.read"


@page(Audience.PANEL, permission="scrutiny.report")
def write(request: Any, sitting_id: int) -> HttpResponse:
    """Write the panel's report, from points that the ratings suggest."""
    sheet = _sheet(request, sitting_id)
    drafted = tally.drafted(sheet.told.clips, sheet.tally) if sheet.tally else ()
    asked = ReportForm(request.POST if request.method == "POST" else None, drafted=drafted)
    if asked.is_valid() and attempt(
        asked, actions.give_report, sitting_id=sitting_id, points=asked.points,
        by=request.actor, now=request.now,
    ) is not None:
        messages.success(request, _("The report is given. The force has 28 days to reply."))
        return redirect("sitting", sitting_id)
    return render(request, "scrutiny/report_form.html", _frame(
        sheet, Move.REPORT, form=asked, title=_("Write the panel's report")))


@page(Audience.PANEL, permission=READ)
def read(request: Any, sitting_id: int) -> HttpResponse:
    """The panel's report as it was given."""
    paper = _report(request, sitting_id)
    return render(request, "bodies/paper.html", {
        "paper": paper, "back_url": reverse("sitting", args=[sitting_id]),
        "formats": [
            {"label": each.label, "url": reverse("panel-report-file",
                                                 args=[sitting_id, each.suffix[1:]])}
            for each in documents.FORMATS.values()
        ],
    })


@page(Audience.PANEL, permission=READ)
def report_file(request: Any, sitting_id: int, suffix: str) -> HttpResponse:
    """The report as a file."""
    made = documents.FORMATS.get(f".{suffix}")
    if made is None:
        raise Http404
    try:
        content = made.write(_report(request, sitting_id))
    except DueRegardError as problem:
        messages.error(request, str(problem))
        return redirect("sitting", sitting_id)
    return HttpResponse(content, content_type=made.media_type, headers={
        "Content-Disposition": f'attachment; filename="panel-report-{sitting_id}.{suffix}"'})


@page(Audience.PANEL, permission=READ)
def answered(request: Any, sitting_id: int) -> HttpResponse:
    """You said, we did: each point, the reply and what changed, as the public would read it."""
    row = queries.row_of(sitting_id)
    if row.reported_at is None:
        raise Http404
    paper = report.you_said(queries.told(row, now=request.now), today=request.now.date(),
                            made_at=request.now.isoformat())
    return render(request, "bodies/paper.html", {
        "paper": paper, "back_url": reverse("sitting", args=[sitting_id]), "formats": [],
    })


@page(Audience.PANEL, permission="scrutiny.reply")
def reply(request: Any, sitting_id: int) -> HttpResponse:
    """Reply to each point, with reasons; what is accepted has an owner and a day."""
    sheet = _sheet(request, sitting_id)
    asked = ReplyForm(request.POST if request.method == "POST" else None,
                      points=sheet.told.points, people=_owners())
    if asked.is_valid() and attempt(
        asked, actions.reply, sitting_id=sitting_id, words=asked.cleaned_data["words"],
        replies=asked.replies, by=request.actor, now=request.now,
    ) is not None:
        messages.success(request, _("The reply is given. Each action has its owner and its day."))
        return redirect("sitting", sitting_id)
    return render(request, "scrutiny/reply.html", _frame(
        sheet, Move.REPLY, form=asked, title=_("Reply to the panel")))


@page(Audience.FORCE, permission="scrutiny.change")
def change(request: Any, sitting_id: int, number: int) -> HttpResponse:
    """Say what changed."""
    sheet = _sheet(request, sitting_id)
    point = _point(sheet, number)
    asked = WordsForm(
        request.POST if request.method == "POST" else None, label=_("What changed?"),
        hint=_("And where anybody can see that it did. It will be published: name nobody."),
        missing=_("Say what changed"))
    if asked.is_valid() and attempt(asked, actions.say_change, point_id=point.id, by=request.actor,
                                    now=request.now, **asked.cleaned_data) is not None:
        messages.success(request, _("It is noted. The panel and the public can read it."))
        return redirect("sitting", sitting_id)
    return render(request, "scrutiny/ask.html", _frame(
        sheet, Move.CHANGE, form=asked, title=_("What changed"), submit=_("Note it"),
        lead=point.action))


@page(Audience.PANEL, permission="scrutiny.tell")
def tell(request: Any, sitting_id: int) -> HttpResponse:
    """Note that the panel was told."""
    return _words(
        request, sitting_id, Move.TELL, actions.tell, title=_("The panel was told"),
        label=_("What was the panel told, and when?"), done=_("It is noted."),
        hint=_("It will be published with what changed."))


@page(Audience.PANEL, permission="scrutiny.debrief")
def debrief(request: Any, sitting_id: int) -> HttpResponse:
    """Note the debrief."""
    return _words(
        request, sitting_id, Move.DEBRIEF, actions.debrief, title=_("The debrief"),
        label=_("What should be kept of it?"), done=_("The debrief is noted."), required=False,
        hint=form.load().after + " " + _("Write nothing that anybody said in confidence."))


@page(Audience.PANEL, permission="scrutiny.speak")
def speak(request: Any, sitting_id: int) -> HttpResponse:
    """Say how it went, without one's name."""
    sheet = _sheet(request, sitting_id)
    asked = ProcessForm(request.POST if request.method == "POST" else None)
    if asked.is_valid() and attempt(
        asked, actions.speak, sitting_id=sitting_id, answers=asked.answers,
        words=asked.cleaned_data["words"], by=request.actor, now=request.now,
    ) is not None:
        messages.success(request, _("Thank you. Nobody can see that it was you."))
        return redirect("sitting", sitting_id)
    return render(request, "scrutiny/ask.html", _frame(
        sheet, Move.SPEAK, form=asked, title=_("How did it go?"), submit=_("Say it"),
        lead=_("Your name is not kept with it. The answers of all are shown together once three "
               "have spoken.")))


@page(Audience.PANEL, permission=READ)
def panel_room(request: Any, body_id: int) -> HttpResponse:
    """A panel: how it is made up, its terms and papers, its sittings."""
    today = request.now.date()
    body = _panel(request, body_id)
    posts = bodies.posts_in(body_id, person_id=request.actor.id, today=today)
    keeps = bool(may(request.actor, "scrutiny.keep")) and bool(
        bodies.may_keep(body_id, by=request.actor, today=today))
    mine = queries.own_seat(body, request.actor)
    return render(request, "scrutiny/panel.html", {
        "body": body, "keeps": keeps, "mine": mine,
        "my_papers": makeup.papers(mine.id, today=today) if mine else (),
        "members": [
            {"seat": each, "papers": makeup.papers(each.id, today=today)} for each in body.members
        ] if audience_of(request.actor) >= Audience.COMMITTEE else (),
        "makeup": makeup.makeup(body_id, today=today),
        "may_say": bool(may(request.actor, "scrutiny.make-up")) and bool(
            rules.may_from_seat(posts=posts, move=Move.CLOSE)),
        "may_call": bool(may(request.actor, "scrutiny.call")) and (
            bool(posts & rules.SEATS[Move.CLOSE]) or bool(may(request.actor, "bodies.found"))),
        "may_seats": may(request.actor, "committee.read"),
        "sittings": [each for each in queries.sittings(now=request.now)
                     if each.panel == body.name],
    })


@page(Audience.COMMITTEE, permission="scrutiny.keep")
def clear(request: Any, body_id: int, seat_id: int) -> HttpResponse:
    """Record a member's paper."""
    body = _panel(request, body_id)
    seat = next((each for each in body.members if each.id == seat_id), None)
    if seat is None:
        raise Missing("There is no such seat on this panel.")
    asked = ClearForm(request.POST if request.method == "POST" else None)
    if asked.is_valid() and attempt(
        asked, actions.clear, seat_id=seat_id, paper=Paper(asked.cleaned_data["paper"]),
        until=asked.cleaned_data["until"], by=request.actor, now=request.now,
    ) is not None:
        messages.success(request, _("It is recorded. It ends by itself on its last day."))
        return redirect("panel-room", body_id)
    return render(request, "scrutiny/ask.html", {
        "form": asked, "title": _("A paper of %(name)s") % {"name": seat.name},
        "caption": body.name, "submit": _("Record it"),
        "back_url": reverse("panel-room", args=[body_id]),
    })


@page(Audience.PANEL, permission="scrutiny.make-up")
def make_up(request: Any, body_id: int) -> HttpResponse:
    """Say how the panel is made up, the gap, and the plan."""
    body = _panel(request, body_id)
    found = makeup.makeup(body_id, today=request.now.date())
    asked = MakeupForm(
        request.POST if request.method == "POST" else None, people=_owners(),
        groups=[each.name for each in found.groups],
        initial={"gap": found.gap, "plan": found.plan})
    if asked.is_valid():
        given = asked.cleaned_data
        if attempt(asked, actions.say_makeup, body_id=body_id, groups=asked.counts,
                   gap=given["gap"], plan=given["plan"], owner_id=given["owner"],
                   due_on=given["due_on"], by=request.actor, now=request.now) is not None:
            messages.success(request, _("It is kept. The counts are shown to nobody."))
            return redirect("panel-room", body_id)
    return render(request, "scrutiny/ask.html", {
        "form": asked, "title": _("How the panel is made up"), "caption": body.name,
        "submit": _("Keep it"), "back_url": reverse("panel-room", args=[body_id]),
        "lead": _("Ask the members, and count only those who want to be counted. Never write "
                  "down who said what. What is shown is whether anybody says they belong to a "
                  "group, and never how many."),
    })


def _sheet(request: Any, sitting_id: int) -> SittingSheet:
    return queries.sheet(sitting_id, reader=request.actor, now=request.now)


def _panel(request: Any, body_id: int) -> BodySheet:
    body = bodies.body(body_id, today=request.now.date())
    if body.kind.id != rules.PANEL_KIND:
        raise Missing("This body is not a scrutiny panel.")
    return body


def _report(request: Any, sitting_id: int) -> Document:
    row = queries.row_of(sitting_id)
    if row.report is None:
        raise Http404
    return document_from_plain(row.report)


def _point(sheet: SittingSheet, number: int) -> PointTold:
    found = next((each for each in sheet.told.points if each.number == number), None)
    if found is None:
        raise Http404
    return found


def _owners() -> list[tuple[int, str]]:
    able = {each.value for each in PERMISSIONS["scrutiny.change"]}
    return [(each.id, each.name) for each in people.roster()
            if each.active and set(each.roles) & able]


def _words(
    request: Any, sitting_id: int, move: Move, action: Any, *, title: str, label: str,
    done: str, hint: str, required: bool = True,
) -> HttpResponse:
    sheet = _sheet(request, sitting_id)
    asked = WordsForm(request.POST if request.method == "POST" else None, label=label, hint=hint,
                      required=required)
    if asked.is_valid() and attempt(asked, action, sitting_id=sitting_id, by=request.actor,
                                    now=request.now, **asked.cleaned_data) is not None:
        messages.success(request, done)
        return redirect("sitting", sitting_id)
    return render(request, "scrutiny/ask.html", _frame(
        sheet, move, form=asked, title=title, submit=_("Note it")))


def _frame(sheet: SittingSheet, move: Move, **more: Any) -> dict[str, Any]:
    barred = next((
        answer.reason for answer in (
            rules.may_now(state=sheet.state, move=move),
            rules.may_from_seat(posts=sheet.posts, move=move),
        ) if isinstance(answer, No)
    ), "")
    return {
        "sitting": sheet, "row": sheet.row, "barred": barred, "caption": sheet.body.name,
        "back_url": reverse("sitting", args=[sheet.line.id]), **more,
    }


urlpatterns = [
    path("scrutiny/panels/<int:body_id>/", panel_room, name="panel-room"),
    path("scrutiny/panels/<int:body_id>/made-up/", make_up, name="panel-make-up"),
    path("scrutiny/panels/<int:body_id>/seats/<int:seat_id>/paper/", clear, name="panel-clear"),
    path("scrutiny/<int:sitting_id>/debrief/", debrief, name="sitting-debrief"),
    path("scrutiny/<int:sitting_id>/report/write/", write, name="panel-report-write"),
    path("scrutiny/<int:sitting_id>/report/", read, name="panel-report"),
    path("scrutiny/<int:sitting_id>/report/file.<str:suffix>", report_file,
         name="panel-report-file"),
    path("scrutiny/<int:sitting_id>/reply/", reply, name="panel-reply"),
    path("scrutiny/<int:sitting_id>/points/<int:number>/changed/", change, name="panel-change"),
    path("scrutiny/<int:sitting_id>/told/", tell, name="panel-tell"),
    path("scrutiny/<int:sitting_id>/you-said/", answered, name="panel-answered"),
    path("scrutiny/<int:sitting_id>/how-it-went/", speak, name="sitting-speak"),
]
