"""The panel room: sittings, the list and the draw, what became of each clip, blind ratings."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dueregard import documents
from dueregard.answers import DueRegardError, No
from dueregard.documents.audience import Audience
from dueregard.manage.bodies import queries as bodies
from dueregard.manage.scrutiny import actions, form, pack, queries, report, rules
from dueregard.manage.scrutiny.listing import Listed, read
from dueregard.manage.scrutiny.makeup import queries as makeup
from dueregard.manage.scrutiny.queries import ClipLine, SittingSheet
from dueregard.manage.scrutiny.rules import Move, Standing
from dueregard.people.rules import audience_of, may
from dueregard.web import uploads
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.pressing import press
from dueregard.web.scrutiny_forms import (
    AccountForm,
    AsideForm,
    CallForm,
    EnterForm,
    ListForm,
    RatingForm,
    SeedForm,
)

READ = "scrutiny.read"


@page(Audience.PANEL, permission=READ)
def scrutiny(request: Any) -> HttpResponse:
    """Every panel and every sitting; reports that wait too long first."""
    today = request.now.date()
    return render(request, "scrutiny/scrutiny.html", {
        "panels": [each for each in bodies.bodies(today=today)
                   if each.kind.id == rules.PANEL_KIND],
        "sittings": queries.sittings(now=request.now),
        "late": queries.unanswered(now=request.now),
        "owed": queries.owed(request.actor.id),
        "may_found": may(request.actor, "bodies.found"),
    })


@page(Audience.PANEL, permission="scrutiny.call")
def call(request: Any, body_id: int) -> HttpResponse:
    """Call a sitting of a panel."""
    body = bodies.body(body_id, today=request.now.date())
    asked = CallForm(request.POST if request.method == "POST" else None)
    if asked.is_valid():
        made = attempt(asked, actions.call, body_id=body_id, by=request.actor, now=request.now,
                       **asked.cleaned_data)
        if made is not None:
            messages.success(request, _("The sitting is called. Next, the force lodges its list."))
            return redirect("sitting", int(made.removeprefix("sitting-")))
    return render(request, "scrutiny/ask.html", {
        "form": asked, "caption": body.name, "title": _("Call a sitting"),
        "submit": _("Call it"), "back_url": reverse("panel-room", args=[body_id]),
    })


@page(Audience.PANEL, permission=READ)
def sitting(request: Any, sitting_id: int) -> HttpResponse:
    """One sitting: whose turn it is, what this reader can do, and all that may be seen of it."""
    sheet = queries.sheet(sitting_id, reader=request.actor, now=request.now)
    told = form.load()
    return render(request, "scrutiny/sitting.html", {
        "sitting": sheet, "row": sheet.row, "told": told, "command": report.command(sheet.told),
        "clear": "" if sheet.clear else sheet.clear.reason,  # type: ignore[union-attr]
        "colours": {each.id: each.name for each in told.colours},
        "voices": makeup.voices(sheet.row), "inside": audience_of(request.actor) >= Audience.FORCE,
        "by": report.BY_NAMES,
        "late_after": rules.REPLY_WITHIN, "me": request.actor.id,
        "files": [
            {"label": each.label,
             "url": reverse("sitting-pack", args=[sitting_id, each.suffix[1:]])}
            for each in documents.FORMATS.values()
        ],
    })


@page(Audience.PANEL, permission="scrutiny.lodge")
def lodge(request: Any, sitting_id: int) -> HttpResponse:
    """The force lodges its list, before any seed is known. The file itself is not kept."""
    posted = request.method == "POST"
    asked = ListForm(request.POST if posted else None, request.FILES if posted else None)
    if asked.is_valid():
        listed = _listed(asked)
        if listed is not None and attempt(
            asked, actions.lodge, sitting_id=sitting_id, listed=listed, by=request.actor,
            now=request.now,
        ) is not None:
            messages.success(request, _(
                "The list is lodged, and its digest is shown. Now the panel sets its words."))
            return redirect("sitting", sitting_id)
    return _ask(request, sitting_id, Move.LODGE, form=asked, title=_("Lodge the list"),
                submit=_("Lodge this list"))


@page(Audience.PANEL, permission=READ)
def list_file(request: Any, sitting_id: int) -> HttpResponse:
    """The list as it was lodged, to the byte: its SHA-256 is the digest."""
    row = queries.row_of(sitting_id)
    if not row.list_text:
        raise Http404
    return _csv(row.list_text, name="list.csv")


@page(Audience.PANEL, permission="scrutiny.seed")
def seed(request: Any, sitting_id: int) -> HttpResponse:
    """The panel sets the seed in words of its own, and the draw is made."""
    asked = SeedForm(request.POST if request.method == "POST" else None,
                     initial={"strata": ["power", "ethnicity"], "size": 12})
    if asked.is_valid():
        given = asked.cleaned_data
        made = attempt(
            asked, actions.seed, sitting_id=sitting_id, words=given["words"], size=given["size"],
            strata=given["strata"], minimum=given["minimum"] or 0, by=request.actor,
            now=request.now,
        )
        if made is not None:
            messages.success(request, _("The clips are drawn. Anybody can draw the same again."))
            return redirect("sitting", sitting_id)
    return _ask(request, sitting_id, Move.SEED, form=asked, title=_("Set the panel's words"),
                submit=_("Draw the clips"))


@page(Audience.PANEL, permission="scrutiny.account")
def account(request: Any, sitting_id: int, number: int) -> HttpResponse:
    """Say what became of a clip. Nothing is drawn in its place."""
    _sheet, clip = _clip(request, sitting_id, number)
    asked = AccountForm(request.POST if request.method == "POST" else None, initial={
        "standing": "" if clip.standing == Standing.WAITING else clip.standing,
        "reason": clip.reason})
    if asked.is_valid():
        given = asked.cleaned_data
        if attempt(asked, actions.account, clip_id=clip.id, standing=Standing(given["standing"]),
                   why=given["why"], reason=given["reason"], by=request.actor,
                   now=request.now) is not None:
            messages.success(request, _("It is noted."))
            return redirect("sitting", sitting_id)
    title = _("Clip %(number)d: %(ref)s") % {"number": number, "ref": clip.ref}
    return _ask(request, sitting_id, Move.ACCOUNT, form=asked, title=title, submit=_("Note it"))


@page(Audience.PANEL, permission="scrutiny.rate")
def rate(request: Any, sitting_id: int, number: int) -> HttpResponse:
    """Rate one clip, alone. The next one that waits comes after it."""
    sheet, clip = _clip(request, sitting_id, number)
    seat = queries.own_seat(sheet.body, request.actor)
    asked = RatingForm(
        request.POST if request.method == "POST" else None, asked=form.load().asked(clip.power),
        initial=queries.own_rating(clip.id, seat.id) if seat else {})
    if asked.is_valid() and attempt(asked, actions.rate, clip_id=clip.id, judged=asked.judged,
                                    by=request.actor, now=request.now) is not None:
        return _on(request, sitting_id)
    return _rating(request, sheet, clip, asked, barred=_barred_from(sheet, clip))


@page(Audience.PANEL, permission="scrutiny.enter")
def enter(request: Any, sitting_id: int, number: int) -> HttpResponse:
    """Enter a rating that a member gave on paper or by telephone."""
    sheet, clip = _clip(request, sitting_id, number)
    asked = EnterForm(
        request.POST if request.method == "POST" else None, asked=form.load().asked(clip.power),
        seats=[(each.id, each.name) for each in sheet.on_paper])
    if asked.is_valid() and attempt(
        asked, actions.enter, clip_id=clip.id, seat_id=asked.cleaned_data["seat"],
        judged=asked.judged, by=request.actor, now=request.now,
    ) is not None:
        messages.success(request, _("The rating is entered, and marked as entered from paper."))
        return redirect("sitting", sitting_id)
    return _rating(request, sheet, clip, asked, barred=_barred(sheet, Move.ENTER))


@page(Audience.PANEL, permission="scrutiny.rate")
def aside(request: Any, sitting_id: int, number: int) -> HttpResponse:
    """Step aside from a clip: an interest, or rather not watching."""
    sheet, clip = _clip(request, sitting_id, number)
    asked = AsideForm(request.POST if request.method == "POST" else None)
    if asked.is_valid() and attempt(asked, actions.step_aside, clip_id=clip.id, by=request.actor,
                                    now=request.now, **asked.cleaned_data) is not None:
        messages.success(request, _("You do not rate it. Nobody waits for you there."))
        return _on(request, sitting_id)
    return _ask(request, sitting_id, Move.RATE, form=asked,
                title=_("Do not rate clip %(number)d") % {"number": clip.number},
                submit=_("I do not rate it"), sheet=sheet)


@page(Audience.PANEL, permission="scrutiny.close")
@require_POST
def close(request: Any, sitting_id: int) -> HttpResponse:
    """Close ratings: from here on none has a name."""
    press(request, actions.close, sitting_id=sitting_id,
          done=_("Ratings are closed. From now on no rating has a name."))
    return redirect("sitting", sitting_id)


@page(Audience.PANEL, permission=READ)
def ratings_file(request: Any, sitting_id: int) -> HttpResponse:
    """Every rating once they are closed, by letter: for `dueregard measure footage`."""
    sheet = queries.sheet(sitting_id, reader=request.actor, now=request.now)
    if sheet.tally is None or audience_of(request.actor) < Audience.FORCE:
        raise Http404
    return _csv(pack.ratings(sheet.told), name=f"ratings-{sitting_id}.csv")


@page(Audience.PANEL, permission=READ)
def pack_file(request: Any, sitting_id: int, suffix: str) -> HttpResponse:
    """The rating form on paper, a page a clip: for a member who does not sign in."""
    made = documents.FORMATS.get(f".{suffix}")
    sheet = queries.sheet(sitting_id, reader=request.actor, now=request.now)
    if made is None or not sheet.clips:
        raise Http404
    try:
        content = made.write(pack.paper(
            sheet.told, refs=[(each.number, each.ref, each.power) for each in sheet.clips],
            made_at=request.now.isoformat()))
    except DueRegardError as problem:
        messages.error(request, str(problem))
        return redirect("sitting", sitting_id)
    return HttpResponse(content, content_type=made.media_type, headers={
        "Content-Disposition": f'attachment; filename="rating-form-{sitting_id}.{suffix}"'})


def _listed(asked: ListForm) -> Listed | None:
    """The list in the file that was sent; None, with the reason on the form."""
    file = asked.cleaned_data["file"]
    sha256 = uploads.keep(file)
    try:
        return read(uploads.path_of(sha256))
    except DueRegardError as problem:
        asked.add_error("file", str(problem).replace(
            str(uploads.path_of(sha256)), Path(file.name).name))
    finally:
        uploads.let_go(sha256)
    return None


def _clip(request: Any, sitting_id: int, number: int) -> tuple[SittingSheet, ClipLine]:
    sheet = queries.sheet(sitting_id, reader=request.actor, now=request.now)
    clip = next((each for each in sheet.clips if each.number == number), None)
    if clip is None:
        raise Http404
    return sheet, clip


def _on(request: Any, sitting_id: int) -> HttpResponse:
    """To the next clip that waits for this member; back to the sitting when none does."""
    following = queries.sheet(sitting_id, reader=request.actor, now=request.now).next_clip
    if following is None:
        messages.success(request, _("You have rated every clip that you may. Thank you."))
        return redirect("sitting", sitting_id)
    messages.success(request, _("Kept. Nobody sees it until ratings are closed."))
    return redirect("clip-rate", sitting_id, following.number)


def _rating(
    request: Any, sheet: SittingSheet, clip: ClipLine, asked: RatingForm, *, barred: str
) -> HttpResponse:
    left = sum(each.to_rate for each in sheet.clips)
    return render(request, "scrutiny/rate.html", {
        "form": asked, "sitting": sheet, "clip": clip, "barred": barred, "left": left,
        "told": form.load(), "own": not isinstance(asked, EnterForm),
        "back_url": reverse("sitting", args=[sheet.line.id]),
    })


def _ask(
    request: Any, sitting_id: int, move: Move, *, form: Any, sheet: SittingSheet | None = None,
    **more: str,
) -> HttpResponse:
    sheet = sheet or queries.sheet(sitting_id, reader=request.actor, now=request.now)
    return render(request, "scrutiny/ask.html", {
        "form": form, "sitting": sheet, "row": sheet.row, "barred": _barred(sheet, move),
        "caption": sheet.body.name, "back_url": reverse("sitting", args=[sitting_id]),
        "shows_list": move == Move.SEED, **more,
    })


def _barred(sheet: SittingSheet, move: Move) -> str:
    for answer in (rules.may_now(state=sheet.state, move=move),
                   rules.may_from_seat(posts=sheet.posts, move=move)):
        if isinstance(answer, No):
            return answer.reason
    return ""


def _barred_from(sheet: SittingSheet, clip: ClipLine) -> str:
    found = _barred(sheet, Move.RATE)
    answer = rules.may_rate(standing=clip.standing, aside=clip.aside, clear=sheet.clear)
    return found or (answer.reason if isinstance(answer, No) else "")


def _csv(text: str, *, name: str) -> HttpResponse:
    return HttpResponse(text.encode(), content_type="text/csv; charset=utf-8", headers={
        "Content-Disposition": f'attachment; filename="{name}"'})


urlpatterns = [
    path("scrutiny/", scrutiny, name="scrutiny"),
    path("scrutiny/panels/<int:body_id>/sitting/", call, name="sitting-call"),
    path("scrutiny/<int:sitting_id>/", sitting, name="sitting"),
    path("scrutiny/<int:sitting_id>/list/", lodge, name="sitting-lodge"),
    path("scrutiny/<int:sitting_id>/list.csv", list_file, name="sitting-list"),
    path("scrutiny/<int:sitting_id>/words/", seed, name="sitting-seed"),
    path("scrutiny/<int:sitting_id>/clips/<int:number>/", account, name="clip-account"),
    path("scrutiny/<int:sitting_id>/clips/<int:number>/rate/", rate, name="clip-rate"),
    path("scrutiny/<int:sitting_id>/clips/<int:number>/enter/", enter, name="clip-enter"),
    path("scrutiny/<int:sitting_id>/clips/<int:number>/aside/", aside, name="clip-aside"),
    path("scrutiny/<int:sitting_id>/close/", close, name="sitting-close"),
    path("scrutiny/<int:sitting_id>/ratings.csv", ratings_file, name="sitting-ratings"),
    path("scrutiny/<int:sitting_id>/form.<str:suffix>", pack_file, name="sitting-pack"),
]
