"""The bodies that speak to the force: what each is for, who sits on it, what they declared."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dueregard.answers import Missing, No
from dueregard.documents.audience import Audience
from dueregard.manage.bodies import actions, queries
from dueregard.manage.bodies.kinds import kinds
from dueregard.manage.bodies.queries import BodySheet, SeatLine
from dueregard.manage.bodies.rules import Post, Served
from dueregard.manage.meetings import queries as meetings
from dueregard.people import queries as people
from dueregard.people.rules import may
from dueregard.web.audience import page
from dueregard.web.body_forms import BodyForm, DeclareForm, EndForm, SeatForm
from dueregard.web.doing import attempt
from dueregard.web.pressing import press


@page(Audience.COMMITTEE, permission="committee.read")
def bodies(request: Any) -> HttpResponse:
    """Every body, by kind, with what each kind is for and is not for."""
    found = queries.bodies(today=request.now.date())
    return render(request, "bodies/bodies.html", {
        "kinds": [
            {"kind": each, "bodies": [body for body in found if body.kind.id == each.id]}
            for each in kinds()
        ],
        "may_found": may(request.actor, "bodies.found"),
        "may_word": may(request.actor, "committee.word"),
    })


@page(Audience.COMMITTEE, permission="bodies.found")
def add(request: Any) -> HttpResponse:
    """Make a body."""
    form = BodyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, actions.found, by=request.actor, now=request.now,
                       **form.cleaned_data)
        if made is not None:
            messages.success(request, _("The body is made. Next: say who sits on it."))
            return redirect("body", int(made.removeprefix("body-")))
    return _ask(request, form, title=_("Make a body"), submit=_("Make it"),
                back_url=reverse("bodies"))


@page(Audience.COMMITTEE, permission="committee.read")
def body(request: Any, body_id: int) -> HttpResponse:
    """One body: who sits on it, their terms and interests, its meetings."""
    sheet = _sheet(request, body_id)
    today = request.now.date()
    keeps = bool(queries.may_keep(body_id, by=request.actor, today=today))
    posts = queries.posts_in(body_id, person_id=request.actor.id, today=today)
    return render(request, "bodies/body.html", {
        "body": sheet, "keeps": keeps,
        "may_found": may(request.actor, "bodies.found"),
        "may_call": bool(posts & {Post.CHAIR, Post.SECRETARY})
        and bool(may(request.actor, "meetings.keep")),
        "meetings": meetings.of_body(body_id),
        "seats": [
            {"seat": each, "declares": keeps or each.person_id == request.actor.id}
            for each in sheet.now
        ],
    })


@page(Audience.COMMITTEE, permission="bodies.found")
def change(request: Any, body_id: int) -> HttpResponse:
    """Change a body's name, kind or quorum."""
    sheet = _sheet(request, body_id)
    form = BodyForm(
        request.POST if request.method == "POST" else None,
        initial={"name": sheet.name, "kind": sheet.kind.id, "quorum": sheet.quorum},
    )
    if form.is_valid():
        made = attempt(form, actions.change, body_id=body_id, by=request.actor, now=request.now,
                       **form.cleaned_data)
        if made is not None:
            messages.success(request, _("It is changed."))
            return redirect("body", body_id)
    return _ask(request, form, title=_("Change this body"), submit=_("Save"), caption=sheet.name,
                back_url=reverse("body", args=[body_id]))


@page(Audience.COMMITTEE, permission="bodies.keep")
def seat(request: Any, body_id: int) -> HttpResponse:
    """Give somebody a seat."""
    sheet = _sheet(request, body_id)
    form = SeatForm(
        request.POST if request.method == "POST" else None, people=_people(),
        initial={"since": request.now.date()},
    )
    if form.is_valid():
        given = form.cleaned_data
        made = attempt(
            form, actions.seat, body_id=body_id, person_id=given["person_id"],
            name=given["name"], post=Post(given["post"]), since=given["since"],
            until=given["until"], served=Served(given["served"]), email=given["email"],
            by=request.actor, now=request.now,
        )
        if made is not None:
            messages.success(request, _("They have a seat."))
            return redirect("body", body_id)
    return _ask(request, form, title=_("Give somebody a seat"), submit=_("Give them this seat"),
                caption=sheet.name, back_url=reverse("body", args=[body_id]),
                barred=_barred(request, body_id))


@page(Audience.COMMITTEE, permission="bodies.keep")
def end(request: Any, body_id: int, seat_id: int) -> HttpResponse:
    """End a term."""
    line = _seat(request, body_id, seat_id)
    form = EndForm(
        request.POST if request.method == "POST" else None, initial={"on": request.now.date()}
    )
    if form.is_valid():
        made = attempt(form, actions.end, seat_id=seat_id, by=request.actor, now=request.now,
                       **form.cleaned_data)
        if made is not None:
            messages.success(request, _("The term has an end."))
            return redirect("body", body_id)
    return _ask(request, form, title=_("End a term"), submit=_("End this term"),
                caption=line.name, back_url=reverse("body", args=[body_id]),
                barred=_barred(request, body_id))


@page(Audience.COMMITTEE, permission="bodies.declare")
def declare(request: Any, body_id: int, seat_id: int) -> HttpResponse:
    """Put an interest on the register."""
    line = _seat(request, body_id, seat_id)
    form = DeclareForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, actions.declare, seat_id=seat_id, by=request.actor,
                       now=request.now, **form.cleaned_data)
        if made is not None:
            messages.success(request, _("The interest is on the register."))
            return redirect("body", body_id)
    own = line.person_id is not None and line.person_id == request.actor.id
    return _ask(request, form, title=_("Declare an interest"),
                submit=_("Put it on the register"), caption=line.name,
                back_url=reverse("body", args=[body_id]),
                barred="" if own else _barred(request, body_id))


@page(Audience.COMMITTEE, permission="bodies.declare")
@require_POST
def lift(request: Any, body_id: int, interest_id: int) -> HttpResponse:
    """Note that an interest does not stand any more."""
    press(request, actions.lift, interest_id=interest_id,
          done=_("The interest does not stand any more. The register still shows it."))
    return redirect("body", body_id)


def _sheet(request: Any, body_id: int) -> BodySheet:
    return queries.body(body_id, today=request.now.date())


def _seat(request: Any, body_id: int, seat_id: int) -> SeatLine:
    found = next((each for each in _sheet(request, body_id).seats if each.id == seat_id), None)
    if found is None:
        raise Missing(f"There is no seat {seat_id} on this body.")
    return found


def _barred(request: Any, body_id: int) -> str:
    answer = queries.may_keep(body_id, by=request.actor, today=request.now.date())
    return answer.reason if isinstance(answer, No) else ""


def _ask(request: Any, form: Any, *, back_url: str, **more: str) -> HttpResponse:
    return render(request, "bodies/ask.html", {"form": form, "back_url": back_url, **more})


def _people() -> list[tuple[int, str]]:
    return [
        (each.id, f"{each.name} ({each.role_names})" if each.roles else each.name)
        for each in people.roster() if each.active
    ]


urlpatterns = [
    path("bodies/", bodies, name="bodies"),
    path("bodies/add/", add, name="body-add"),
    path("bodies/<int:body_id>/", body, name="body"),
    path("bodies/<int:body_id>/change/", change, name="body-change"),
    path("bodies/<int:body_id>/seat/", seat, name="body-seat"),
    path("bodies/<int:body_id>/seats/<int:seat_id>/end/", end, name="seat-end"),
    path("bodies/<int:body_id>/seats/<int:seat_id>/interest/", declare, name="seat-declare"),
    path("bodies/<int:body_id>/interests/<int:interest_id>/lift/", lift, name="interest-lift"),
]
