"""The gates of a use: how each stands, what it asks and lacks, and the forms that go through it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.answers import Answer, No
from dueregard.documents.audience import Audience
from dueregard.lenses.gate_shapes import BLOCK, PartType
from dueregard.manage.gates import actions, queries, rules
from dueregard.manage.gates.queries import AnswerLine, GateLine, GatesSheet
from dueregard.manage.gates.rules import How, Obstacle, Sort, State
from dueregard.people.rules import may
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.gate_forms import GoForm, TellForm
from dueregard.web.use_frame import frame

_STAGES = {"engage": gettext_lazy("Engage"), "evolve": gettext_lazy("Evolve"),
    "embed": gettext_lazy("Embed"),
}
_TAGS = {
    State.NOT_NEEDED: "none", State.OPEN: "waiting", State.PASSED: "done",
    State.OVERRIDDEN: "overdue", State.LEFT_OUT: "none", State.REOPENED: "due",
    State.ENDED: "due",
}
_ACTIONS = {
    How.PASSED: actions.pass_, How.OVERRIDDEN: actions.override, How.LEFT_OUT: actions.leave_out,
}


@page(Audience.FORCE, permission="register.read")
def gates(request: Any, ref: str) -> HttpResponse:
    """All the gates of a use, what is asked at them, and what was ever overridden."""
    context = frame(ref, step="manage")
    sheet = queries.sheet(ref, on=request.now.date())
    needed = [each for each in sheet.lines if each.state is not State.NOT_NEEDED]
    return render(request, "gates/gates.html", context | {
        "sheet": sheet, "stages": _stages(sheet), "overridden": sheet.overridden,
        "behind": sum(each.behind for each in needed), "needed": len(needed),
        "asked": [_asked_item(ref, each) for each in _asked(sheet)],
        "tell_barred": _reason(may(request.actor, "gates.tell", sheet.use.concern)),
    })


@page(Audience.FORCE, permission="register.read")
def gate(request: Any, ref: str, gate_id: str) -> HttpResponse:
    """One gate: its five slots, what is in the way, what was said, and each time it was passed."""
    context = frame(ref, step="manage")
    sheet = queries.sheet(ref, on=request.now.date())
    line = sheet.line(gate_id)
    return render(request, "gates/gate.html", context | {
        "sheet": sheet, "line": line, "gate": line.gate, "slots": _slots(line),
        "stage": _STAGES[line.gate.stage], "tag": _TAGS[line.state],
        "groups": _groups(request, sheet, line),
        "blocks": line.gate.law == BLOCK, "warnings": sheet.warnings,
        "asked": [_said(ref, each) for each in sheet.asked_at(line.gate)],
        "ways": _ways(request, sheet, line), "back_url": reverse("gates", args=[ref]),
    })


@page(Audience.FORCE, permission="register.read")
def go(request: Any, ref: str, gate_id: str, how: str) -> HttpResponse:
    """Pass a gate, override what is in the way, or say that it is not needed: by post, and why."""
    if how not in set(How):
        raise Http404
    way = How(how)
    sheet = queries.sheet(ref, on=request.now.date())
    line = sheet.line(gate_id)
    form = GoForm(
        request.POST if request.method == "POST" else None, override=way is How.OVERRIDDEN
    )
    if form.is_valid():
        made = attempt(form, _ACTIONS[way], ref=ref, gate=gate_id, going=form.going(),
                       by=request.actor, now=request.now)
        if made is not None:
            messages.success(request, {
                How.PASSED: _("The gate is passed."),
                How.OVERRIDDEN: _("The gate is overridden. That is shown for ever."),
                How.LEFT_OUT: _("It is kept that this gate is not needed, and why."),
            }[way])
            return redirect("gates", ref)
    found = next((each for each in _ways(request, sheet, line) if each["how"] == way), None)
    return render(request, "gates/go.html", frame(ref, step="manage") | {
        "form": form, "gate": line.gate, "how": way, "title": _title(way),
        "groups": rules.grouped((each.sort, each.text) for each in line.obstacles),
        "barred": found["barred"] if found else _(
            "This cannot be done with this gate as it stands."
        ),
        "back_url": reverse("gate", args=[ref, gate_id]), "overriding": way is How.OVERRIDDEN,
    })


@page(Audience.FORCE, permission="register.read")
def tell(request: Any, ref: str, fact_id: str) -> HttpResponse:
    """Say one thing that is asked at gates, and see what was said before."""
    context = frame(ref, step="manage")
    line = queries.told_of(ref).get(fact_id)
    if line is None:
        raise Http404
    posted, wanted = request.method == "POST", request.POST.get("rows", "")
    more = posted and "more" in request.POST
    rows = int(wanted) if wanted.isdecimal() and len(wanted) < 4 else 0
    form = TellForm(request.POST if posted else None, line=line, rows=rows + 2 * more)
    barred = _reason(may(request.actor, "gates.tell", context["use"].concern))
    if posted and not more and form.is_valid():
        made = attempt(form, actions.tell, ref=ref, fact=fact_id, told=form.told(),
                       by=request.actor, now=request.now)
        if made is not None:
            messages.success(request, _("It is kept, and every gate that asks for it reads it."))
            return redirect("gates", ref)
    offers = any(each.type is PartType.COMMUNITY for each in line.fact.parts)
    return render(request, "gates/tell.html", context | {
        "form": form, "fact": line.fact, "line": line, "barred": barred,
        "said": queries.in_words(line), "earlier": [
            (each, queries.in_words(each)) for each in queries.earlier_answers(ref, fact_id)
        ],
        "communities": queries.communities() if offers else (),
        "back_url": reverse("gates", args=[ref]),
    })


def _stages(sheet: GatesSheet) -> list[dict[str, Any]]:
    return [
        {"title": title, "items": [
            _gate_item(sheet, each) for each in sheet.lines if each.gate.stage == key
        ]}
        for key, title in _STAGES.items()
    ]


def _gate_item(sheet: GatesSheet, line: GateLine) -> dict[str, Any]:
    lacking = len(line.obstacles)
    hint = line.gate.question
    if not line.behind and lacking:
        hint = _("%(count)d still in the way. %(question)s") % {
            "count": lacking, "question": line.gate.question,
        }
    return {
        "text": line.gate.title, "hint": hint, "status": _TAGS[line.state],
        "label": line.state_name, "url": reverse("gate", args=[sheet.use.ref, line.gate.id]),
    }


def _asked(sheet: GatesSheet) -> list[AnswerLine]:
    """What a use of this depth is asked at any gate."""
    tier = sheet.use.tier or queries.DEEPEST
    return [each for each in sheet.answers if tier in each.fact.tiers]


def _asked_item(ref: str, line: AnswerLine) -> dict[str, Any]:
    left = len(line.gaps)
    return {
        "text": line.fact.title, "hint": line.fact.question,
        "url": reverse("gate-fact", args=[ref, line.fact.id]),
        "status": "due" if left else "done",
        "label": _("%(count)d blank") % {"count": left} if left else _("Filled in"),
    }


def _slots(line: GateLine) -> list[dict[str, Any]]:
    gate = line.gate
    return [
        {"key": _("Objective"), "value": gate.objective},
        {"key": _("Decision maker"), "value": gate.decision_maker},
        {"key": _("Question to proceed to the next stage"), "value": gate.question},
        {"key": _("Advice can be sought from"), "value": gate.advice_from},
        {"key": _("Documents to be completed"), "value": gate.documents},
    ]


def _groups(
    request: Any, sheet: GatesSheet, line: GateLine
) -> list[tuple[str, list[dict[str, str]]]]:
    """What is in the way, under a heading for each sort, with links that this person may follow."""
    ref, own_law = sheet.use.ref, bool(may(request.actor, "law.rule", sheet.use.concern))
    return [
        (rules.SORT_NAMES[sort], [
            _obstacle(ref, each, own_law=own_law) for each in line.obstacles if each.sort is sort
        ])
        for sort in Sort if any(each.sort is sort for each in line.obstacles)
    ]


def _obstacle(ref: str, obstacle: Obstacle, *, own_law: bool) -> dict[str, str]:
    """What is in the way, with the way to the page where it can be put right."""
    key = obstacle.key
    fact = ".".join(key.split(".")[:2])
    address = {
        Sort.LAW: lambda: reverse("law-say", args=[ref, key]) if own_law else reverse(
            "law", args=[ref]
        ),
        Sort.GAP: lambda: reverse("gate-fact", args=[ref, fact]),
        Sort.EARLIER: lambda: reverse("gate", args=[ref, key]),
        Sort.CONDITION: lambda: reverse("condition", args=[int(key.rpartition("-")[2])]),
    }[obstacle.sort]()
    return {"text": obstacle.text, "detail": obstacle.detail, "url": address}


def _said(ref: str, line: AnswerLine) -> dict[str, Any]:
    return {
        "key": line.fact.title, "value": list(queries.in_words(line)),
        "url": reverse("gate-fact", args=[ref, line.fact.id]),
    }


def _title(how: How) -> str:
    return {
        How.PASSED: _("Pass this gate"), How.OVERRIDDEN: _("Override what stands in the way"),
        How.LEFT_OUT: _("Say that this gate is not needed"),
    }[how]


def _ways(request: Any, sheet: GatesSheet, line: GateLine) -> list[dict[str, Any]]:
    """What can be done with the gate now, by whom; what cannot be done by anybody is left out."""
    found = []
    for how in How:
        fits = {
            How.PASSED: not line.obstacles,
            How.OVERRIDDEN: bool(line.obstacles),
            How.LEFT_OUT: line.gate.may_leave_out and not line.through,
        }[how]
        if not fits or how not in rules.WAYS[line.state]:
            continue
        right = "gates.pass" if how is How.PASSED else "gates.override"
        firm = [each for each in line.obstacles if each.firm]
        barred = _reason(may(request.actor, right, sheet.use.concern))
        if how is How.OVERRIDDEN and firm and not barred:
            barred = _("Not even an override goes round this: %(what)s") % {
                "what": rules.named(firm)
            }
        found.append({
            "how": how, "title": _title(how), "barred": barred,
            "url": reverse("gate-go", args=[sheet.use.ref, line.gate.id, how.value]),
        })
    return found


def _reason(answer: Answer) -> str:
    return answer.reason if isinstance(answer, No) else ""


urlpatterns = [
    path("uses/<str:ref>/gates/", gates, name="gates"),
    path("uses/<str:ref>/gates/<str:gate_id>/", gate, name="gate"),
    path("uses/<str:ref>/gates/<str:gate_id>/<str:how>/", go, name="gate-go"),
    path("uses/<str:ref>/gate-facts/<str:fact_id>/", tell, name="gate-fact"),
]
