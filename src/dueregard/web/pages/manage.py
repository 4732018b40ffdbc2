"""Manage: what was advised and decided about a use, and what it is held to."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.answers import Answer, No
from dueregard.documents.audience import Audience
from dueregard.manage.bodies import queries as bodies
from dueregard.manage.committee import actions as committee
from dueregard.manage.committee import queries as matters
from dueregard.manage.committee.rules import help_lines
from dueregard.manage.conditions import actions, queries, rules
from dueregard.manage.conditions.queries import ConditionLine
from dueregard.manage.conditions.rules import Move
from dueregard.manage.gates import queries as gates
from dueregard.manage.happenings import queries as happenings
from dueregard.people.rules import may
from dueregard.prioritise.assessment import queries as assessment
from dueregard.web.audience import page
from dueregard.web.committee_forms import ReferForm
from dueregard.web.doing import attempt
from dueregard.web.use_frame import frame

USUAL_DAYS = 14
MOST_OTHERS = 100
ACCEPT, RETURN = "accept", "return"


class AnswerForm(forms.Form):
    """What was done about a condition."""

    what_was_done = forms.CharField(
        label=gettext_lazy("What was done, and where can anyone see it?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Name the evidence: a paper, a page, a place, a date."),
        error_messages={"required": gettext_lazy("Say what was done")},
    )


class CheckForm(forms.Form):
    """Whether what was done passes the test."""

    found = forms.ChoiceField(
        label=gettext_lazy("Does it pass the test?"), widget=forms.RadioSelect,
        choices=[
            (ACCEPT, gettext_lazy("Yes, the condition is met")),
            (RETURN, gettext_lazy("No, send it back")),
        ],
        error_messages={"required": gettext_lazy("Choose whether it passes")},
    )
    words = forms.CharField(
        label=gettext_lazy("What did you see, or what is lacking?"), required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed when you send it back."),
    )

    def clean(self) -> dict[str, Any]:
        """Say beside the field that a return needs words."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("found") == RETURN and not cleaned.get("words"):
            self.add_error("words", _("Say what is lacking"))
        return cleaned


class HoldForm(forms.Form):
    """What shows that a condition which was met still holds."""

    words = forms.CharField(
        label=gettext_lazy("What did you see that shows it still holds?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say what you saw")},
    )


@page(Audience.FORCE, permission="register.read")
def manage(request: Any, ref: str) -> HttpResponse:
    """What came before the committee, what was decided, and what the use is held to."""
    context = frame(ref, step="manage")
    use = context["use"]
    stories = matters.by_use(ref)
    held_to = queries.by_use(ref)
    ways = gates.sheet(ref, on=request.now.date())
    return render(request, "manage/manage.html", context | {
        "stories": stories, "gate": ways.next, "overridden": ways.overridden,
        "unnamed": ways.unnamed,
        "open_reviews": sum(each.open for each in happenings.of_use(ref)),
        "open_matter": next((each for each in stories if each.decision is None), None),
        "conditions": sorted(held_to, key=lambda each: each.met),
        "overdue": [each for each in held_to if each.overdue],
        "waiting_advice": matters.unanswered(today=request.now.date(), ref=ref),
        "refer_barred": _reason(may(request.actor, "committee.refer", use.concern)),
        "may_read": may(request.actor, "committee.read"),
    })


@page(Audience.FORCE, permission="committee.refer")
def refer(request: Any, ref: str) -> HttpResponse:
    """Put a use to the committee, on the paper that is shown."""
    asking = bodies.advising(today=request.now.date())
    form = ReferForm(
        request.POST if request.method == "POST" else None, bodies=asking,
        initial={"deadline": request.now.date() + timedelta(days=USUAL_DAYS)},
    )
    if form.is_valid():
        made = attempt(form, committee.refer, ref=ref, by=request.actor, now=request.now,
                       **form.cleaned_data)
        if made is not None:
            messages.success(request, _(
                "It is before the committee. The paper now stands still, whatever changes here."
            ))
            return redirect("matter", int(made.removeprefix("matter-")))
    context = frame(ref, step="manage")
    use = context["use"]
    asked = [
        {"body": each.name, "members": matters.members_to_ask(
            use.concern, body_id=each.id, today=request.now.date()
        )}
        for each in asking
    ]
    weighed = assessment.latest(ref)
    barred = _reason(may(request.actor, "committee.refer", use.concern))
    open_matter = next((each for each in matters.by_use(ref) if each.decision is None), None)
    if not asking:
        barred = barred or _reason(bodies.one_to_ask(None, today=request.now.date())[1])
    if open_matter is not None:
        barred = barred or _("This use is before the committee already.")
    return render(request, "manage/refer.html", context | {
        "form": form, "barred": barred, "asked": asked, "open_matter": open_matter,
        "settled": weighed is not None and not weighed.is_open,
        "paper": matters.paper_for(
            ref, question=form.data.get("question") or _("Your question stands here."),
            help_with=help_lines(form.data.get("help_with", "")), now=request.now,
        ),
        "back_url": reverse("manage", args=[ref]),
    })


@page(Audience.FORCE, permission="register.read")
def condition(request: Any, condition_id: int) -> HttpResponse:
    """One condition: what, how anyone can tell, who, by when, and how it stands."""
    line = queries.one(condition_id)
    return render(request, "manage/condition.html", frame(line.ref, step="manage") | {
        "condition": line,
        "answer_barred": _barred(request, line, Move.ANSWER),
        "check_barred": _barred(request, line, Move.ACCEPT),
        "hold_barred": _hold_barred(request, line),
    })


@page(Audience.FORCE, permission="conditions.answer")
def answer(request: Any, condition_id: int) -> HttpResponse:
    """Say what was done about a condition."""
    line = queries.one(condition_id)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        initial={"what_was_done": line.what_was_done},
    )
    if form.is_valid():
        made = attempt(form, actions.answer, condition_id=condition_id, by=request.actor,
                       now=request.now, **form.cleaned_data)
        if made is not None:
            messages.success(request, _("It is kept. Somebody else now checks it."))
            return redirect("condition", condition_id)
    return _ask(request, line, Move.ANSWER, form=form, title=_("Say what was done"),
                submit=_("Send it to be checked"))


@page(Audience.FORCE, permission="conditions.accept")
def check(request: Any, condition_id: int) -> HttpResponse:
    """Hold what was done against the test."""
    line = queries.one(condition_id)
    form = CheckForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        met = form.cleaned_data["found"] == ACCEPT
        made = attempt(
            form, actions.accept if met else actions.return_, condition_id=condition_id,
            words=form.cleaned_data["words"], by=request.actor, now=request.now,
        )
        if made is not None:
            messages.success(request, _("The condition is met.") if met else _(
                "It goes back to its owner, with what is lacking."
            ))
            return redirect("condition", condition_id)
    return _ask(request, line, Move.ACCEPT, form=form, title=_("Check it against the test"),
                submit=_("Save what you found"))


@page(Audience.FORCE, permission="conditions.accept")
def hold(request: Any, condition_id: int) -> HttpResponse:
    """Find that a condition which was met still holds at its stage."""
    line = queries.one(condition_id)
    form = HoldForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, actions.hold, condition_id=condition_id, by=request.actor,
                       now=request.now, **form.cleaned_data)
        if made is not None:
            messages.success(request, _("It is found to hold."))
            return redirect("condition", condition_id)
    return render(request, "manage/ask.html", frame(line.ref, step="manage") | {
        "condition": line, "form": form, "title": _("Check that it still holds"),
        "submit": _("It holds"), "barred": _hold_barred(request, line),
        "back_url": reverse("condition", args=[line.id]),
    })


@page(Audience.FORCE, permission="register.read")
def tasks(request: Any) -> HttpResponse:
    """Every condition that is not met: the reader's own first, then by date."""
    lines = queries.unmet()
    mine = [each for each in lines if request.actor.id == each.owner_id]
    others = [each for each in lines if request.actor.id != each.owner_id]
    return render(request, "manage/tasks.html", {
        "mine": mine,
        "to_check": [
            each for each in lines if each.to_check
            and may(request.actor, "conditions.accept", each.concern)
        ],
        "others": others[:MOST_OTHERS], "left": max(0, len(others) - MOST_OTHERS),
    })


def _ask(
    request: Any, line: ConditionLine, move: Move, *, form: Any, title: str, submit: str
) -> HttpResponse:
    return render(request, "manage/ask.html", frame(line.ref, step="manage") | {
        "condition": line, "form": form, "title": title, "submit": submit,
        "barred": _barred(request, line, move),
        "back_url": reverse("condition", args=[line.id]),
    })


def _barred(request: Any, line: ConditionLine, move: Move) -> str:
    """Why this person cannot do it, in the order that the action asks; blank where they can."""
    right = "conditions.answer" if move == Move.ANSWER else "conditions.accept"
    answers: list[Answer] = [may(request.actor, right, line.concern)]
    if move != Move.ANSWER:
        answers.append(
            rules.may_check(checker=request.actor.id, answered_by=line.answered_by_id)
        )
    answers.append(rules.may_now(state=line.state, move=move))
    return next((each.reason for each in answers if isinstance(each, No)), "")


def _hold_barred(request: Any, line: ConditionLine) -> str:
    answers: list[Answer] = [
        may(request.actor, "conditions.accept", line.concern),
        rules.may_hold(
            state=line.state, due_at_stage=line.due_at_stage, held=line.held_at is not None,
            checker=request.actor.id, answered_by=line.answered_by_id,
        ),
    ]
    return next((each.reason for each in answers if isinstance(each, No)), "")


def _reason(answer: Answer) -> str:
    return answer.reason if isinstance(answer, No) else ""


urlpatterns = [
    path("uses/<str:ref>/manage/", manage, name="manage"),
    path("uses/<str:ref>/refer/", refer, name="refer"),
    path("conditions/", tasks, name="tasks"),
    path("conditions/<int:condition_id>/", condition, name="condition"),
    path("conditions/<int:condition_id>/hold/", hold, name="condition-hold"),
    path("conditions/<int:condition_id>/answer/", answer, name="condition-answer"),
    path("conditions/<int:condition_id>/check/", check, name="condition-check"),
]
