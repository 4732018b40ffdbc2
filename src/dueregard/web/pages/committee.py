"""The committee: what is put to it, its members' opinions, its advice, the reply, the decision."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dueregard import documents
from dueregard.answers import DueRegardError
from dueregard.documents.audience import Audience
from dueregard.manage.committee import actions, queries
from dueregard.manage.committee.rules import MOVE_NAMES, MOVES, Move
from dueregard.manage.committee.sheets import MatterSheet
from dueregard.manage.conditions import queries as conditions
from dueregard.manage.conditions.rules import Stage
from dueregard.people.rules import may
from dueregard.prioritise.weighing import queries as weighings
from dueregard.report.patterns import queries as patterns
from dueregard.report.patterns.rules import Kind
from dueregard.web.audience import page
from dueregard.web.committee_forms import (
    ITEMS_AT_FIRST,
    MORE_ITEMS,
    AdviceForm,
    DecisionForm,
    ExtendForm,
    InterestForm,
    OpinionForm,
    PaperForm,
    ReplyForm,
)
from dueregard.web.doing import attempt
from dueregard.web.pressing import press

# Where a person makes a move; closing is a button on the page itself.
STEPS = {
    Move.OPINE: "matter-opinion", Move.EXTEND: "matter-extend", Move.CLOSE: "matter-close",
    Move.ADVISE: "matter-advice", Move.REPLY: "matter-reply", Move.DECIDE: "matter-decision",
}


@page(Audience.COMMITTEE, permission="committee.read")
def committee(request: Any) -> HttpResponse:
    """Every matter: the reader's own turn first."""
    lines = queries.matters(reader=request.actor, now=request.now)
    return render(request, "committee/committee.html", {
        "mine": [each for each in lines if each.mine],
        "others": [each for each in lines if not each.mine and not each.decided],
        "decided": [each for each in lines if each.decided],
        "may_refer": may(request.actor, "committee.refer"),
    })


@page(Audience.COMMITTEE, permission="committee.read")
def matter(request: Any, matter_id: int) -> HttpResponse:
    """One matter: what was asked, who is in, what came of it, and what this reader can do."""
    sheet = _sheet(request, matter_id)
    paper = sheet.paper.for_audience(Audience.COMMITTEE)
    return render(request, "committee/matter.html", {
        "matter": sheet, "paper": paper, "formats": list(documents.FORMATS.values()),
        "weighing": next(iter(weighings.weighings(sheet.ref)), None),
        "use_url": reverse("manage", args=[sheet.ref])
        if may(request.actor, "register.read") else "",
        "may_suggest": may(request.actor, "points.suggest"),
        **_steps(request, sheet),
    })


@page(Audience.COMMITTEE, permission="committee.read")
def paper(request: Any, matter_id: int, form: str) -> HttpResponse:
    """The frozen paper as a file."""
    made = documents.FORMATS.get(f".{form}")
    if made is None:
        raise Http404
    frozen = _sheet(request, matter_id).paper.for_audience(Audience.COMMITTEE)
    try:
        content = made.write(frozen)
    except DueRegardError as problem:
        messages.error(request, str(problem))
        return redirect("matter", matter_id)
    response = HttpResponse(content, content_type=made.media_type)
    response["Content-Disposition"] = f'attachment; filename="committee-paper-{matter_id}.{form}"'
    return response


@page(Audience.COMMITTEE, permission="committee.opine")
def opinion(request: Any, matter_id: int) -> HttpResponse:
    """A member's own opinion, hidden from the others until all are in."""
    sheet = _sheet(request, matter_id)
    own = sheet.own
    form = OpinionForm(
        request.POST if request.method == "POST" else None,
        initial={
            "outcome": own.outcome, "reasons": own.reasons, "conditions": own.conditions,
            "interest": own.interest,
        } if own else {},
    )
    if form.is_valid():
        made = attempt(form, actions.opine, matter_id=matter_id, by=request.actor,
                       now=request.now, **form.cleaned_data)
        if made is not None:
            messages.success(request, _(
                "Your opinion is kept. The others see it once all are in, or opinions are closed."
            ))
            return redirect("matter", matter_id)
    return _ask(
        request, sheet, Move.OPINE, form=form, title=_("Your opinion"),
        submit=_("Give this opinion"),
        lead=_("Nobody else sees it until everyone who was asked is in, or the chair or the "
               "secretary closes opinions after the date. You can change it until then."),
    )


@page(Audience.COMMITTEE, permission="committee.opine")
def step_aside(request: Any, matter_id: int) -> HttpResponse:
    """A member with an interest says so and gives no opinion."""
    form = InterestForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, actions.step_aside, matter_id=matter_id, by=request.actor,
                       now=request.now, **form.cleaned_data)
        if made is not None:
            messages.success(request, _("You have stepped aside. Nobody waits for you now."))
            return redirect("matter", matter_id)
    return _ask(
        request, _sheet(request, matter_id), Move.OPINE, form=form, title=_("Step aside"),
        submit=_("Step aside"),
        lead=_("If you, your family or your work would gain or lose by this, step aside. You "
               "give no opinion, and you take no part in the advice."),
    )


@page(Audience.COMMITTEE, permission="committee.enter")
def enter(request: Any, matter_id: int, opinion_id: int) -> HttpResponse:
    """The secretary enters what a member who does not sign in wrote."""
    sheet = _sheet(request, matter_id)
    member = next((each for each in sheet.members if each.opinion_id == opinion_id), None)
    if member is None:
        raise Http404
    form = PaperForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, actions.enter_from_paper, matter_id=matter_id,
                       opinion_id=opinion_id, by=request.actor, now=request.now,
                       **form.cleaned_data)
        if made is not None:
            messages.success(request, _("It is entered, and marked as entered by you from paper."))
            return redirect("matter", matter_id)
    return _ask(
        request, sheet, Move.ENTER, form=form, submit=_("Enter it"),
        title=_("What %(name)s sent") % {"name": member.name},
        lead=_("Enter their words as they wrote them. Your name stands beside them. Nobody else "
               "sees it until all are in, or opinions are closed; you do not see it here again "
               "before that either."),
    )


@page(Audience.COMMITTEE, permission="committee.extend")
def extend(request: Any, matter_id: int) -> HttpResponse:
    """Give members more time."""
    sheet = _sheet(request, matter_id)
    form = ExtendForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, actions.extend, matter_id=matter_id, by=request.actor,
                       now=request.now, **form.cleaned_data)
        if made is not None:
            messages.success(request, _("Members have more time."))
            return redirect("matter", matter_id)
    return _ask(request, sheet, Move.EXTEND, form=form, title=_("Give members more time"),
                submit=_("Give them until then"))


@page(Audience.COMMITTEE, permission="committee.close")
@require_POST
def close(request: Any, matter_id: int) -> HttpResponse:
    """Close opinions."""
    press(request, actions.close, matter_id=matter_id,
          done=_("Opinions are closed and shown. Next: write the advice."))
    return redirect("matter", matter_id)


@page(Audience.COMMITTEE, permission="committee.advise")
def advise(request: Any, matter_id: int) -> HttpResponse:
    """The advice, with the things that the committee asks for."""
    sheet = _sheet(request, matter_id)
    items = _items(request)
    if request.method == "POST" and "more" in request.POST:
        form = AdviceForm(items=items + MORE_ITEMS, initial=request.POST.dict())
    else:
        form = AdviceForm(request.POST if request.method == "POST" else None, items=items)
    if form.is_valid():
        given = form.cleaned_data
        made = attempt(
            form, actions.advise, matter_id=matter_id, outcome=given["outcome"],
            reasons=given["reasons"], dissent=given["dissent"], items=form.items,
            by=request.actor, now=request.now,
        )
        if made is not None:
            messages.success(request, _(
                "The advice is given. It changes nothing by itself: a decision maker replies next."
            ))
            return redirect("matter", matter_id)
    return _ask(request, sheet, Move.ADVISE, form=form, title=_("The committee's advice"),
                template="committee/advise.html", wordings=patterns.adopted(Kind.CONTROL))


@page(Audience.COMMITTEE, permission="committee.reply")
def reply(request: Any, matter_id: int) -> HttpResponse:
    """The reply to each item of the advice."""
    sheet = _sheet(request, matter_id)
    if sheet.advice is None:
        return _ask(request, sheet, Move.REPLY, form=None, title=_("Reply to the advice"))
    form = ReplyForm(request.POST if request.method == "POST" else None, advice=sheet.advice)
    if form.is_valid():
        made = attempt(
            form, actions.reply, matter_id=matter_id, replies=form.replies,
            words=form.cleaned_data["words"], by=request.actor, now=request.now,
        )
        if made is not None:
            messages.success(request, _("Your reply is given. Next: decide."))
            return redirect("matter", matter_id)
    return _ask(request, sheet, Move.REPLY, form=form, title=_("Reply to the advice"),
                template="committee/reply.html")


@page(Audience.COMMITTEE, permission="committee.decide")
def decide(request: Any, matter_id: int) -> HttpResponse:
    """The decision, apart from the advice."""
    sheet = _sheet(request, matter_id)
    form = DecisionForm(
        request.POST if request.method == "POST" else None, matter=sheet, owners=conditions.owners()
    )
    if form.is_valid():
        given = form.cleaned_data
        made = attempt(
            form, actions.decide, matter_id=matter_id, verdict=given["verdict"],
            reasons=given["reasons"], departs_because=given["departs_because"],
            review_on=given["review_on"], by_post=given["by_post"], conditions=form.conditions,
            by=request.actor, now=request.now,
        )
        if made is not None:
            messages.success(request, _("It is decided. The conditions now have owners and dates."))
            return redirect("matter", matter_id)
    return _ask(request, sheet, Move.DECIDE, form=form, title=_("Decide"),
                template="committee/decide.html",
                open_checks=conditions.open_at(conditions.by_use(sheet.ref), Stage.GO_LIVE))


def _sheet(request: Any, matter_id: int) -> MatterSheet:
    return queries.matter(matter_id, reader=request.actor, now=request.now)


def _ask(
    request: Any, sheet: MatterSheet, move: Move, *, form: Any, title: str,
    template: str = "committee/ask.html", **more: Any,
) -> HttpResponse:
    """A page with one form, or the rule's reason why there is none."""
    turn = next(each for each in sheet.turns if each.move == move)
    return render(request, template, {
        "matter": sheet, "form": form, "title": title, "barred": turn.reason,
        "back_url": reverse("matter", args=[sheet.id]), **more,
    })


def _steps(request: Any, sheet: MatterSheet) -> dict[str, Any]:
    """What this reader can do now; and why not, where it would be their part to do it."""
    now, waiting = [], []
    for turn in sheet.turns:
        if turn.move == Move.ENTER:
            # What came on paper is entered beside the name of whoever sent it.
            continue
        name, text = STEPS[turn.move], MOVE_NAMES[turn.move]
        if turn.answer:
            if turn.move == Move.OPINE and sheet.own:
                text = _("Change your opinion")
            now.append({"text": text, "url": reverse(name, args=[sheet.id]),
                        "button": turn.move == Move.CLOSE,
                        "minor": turn.move == Move.EXTEND})
        elif turn.move in MOVES[sheet.state] and may(request.actor, f"committee.{turn.move}"):
            waiting.append({"text": text, "reason": turn.reason})
    return {
        "now": now, "waiting": waiting,
        "may_enter": any(each.move == Move.ENTER and bool(each.answer) for each in sheet.turns),
        "may_step_aside": any(
            each.move == Move.OPINE and bool(each.answer) for each in sheet.turns
        ),
    }


def _items(request: Any) -> int:
    given = request.POST.get("items", "")
    return int(given) if given.isdecimal() and len(given) < 3 else ITEMS_AT_FIRST


urlpatterns = [
    path("committee/", committee, name="committee"),
    path("committee/<int:matter_id>/", matter, name="matter"),
    path("committee/<int:matter_id>/opinion/", opinion, name="matter-opinion"),
    path("committee/<int:matter_id>/step-aside/", step_aside, name="matter-step-aside"),
    path("committee/<int:matter_id>/enter/<int:opinion_id>/", enter, name="matter-enter"),
    path("committee/<int:matter_id>/extend/", extend, name="matter-extend"),
    path("committee/<int:matter_id>/close/", close, name="matter-close"),
    path("committee/<int:matter_id>/advice/", advise, name="matter-advice"),
    path("committee/<int:matter_id>/reply/", reply, name="matter-reply"),
    path("committee/<int:matter_id>/decision/", decide, name="matter-decision"),
    path("committee/<int:matter_id>/paper/<str:form>/", paper, name="matter-paper"),
]
