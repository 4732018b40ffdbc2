"""Weigh the options of a use: complete what was said of them, safeguards, gates, and weigh."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dueregard.answers import No
from dueregard.desk.held_back import held_back
from dueregard.documents.audience import Audience
from dueregard.identify.evidence import queries as evidence
from dueregard.ledger.rules import Actor
from dueregard.lenses import bank as banks
from dueregard.manage.conditions import queries as conditions
from dueregard.people.rules import may
from dueregard.prioritise.assessment.rules import EffectKind
from dueregard.prioritise.weighing import actions, queries, rules
from dueregard.prioritise.weighing.proposing import ControlLine
from dueregard.prioritise.weighing.queries import Desk
from dueregard.web import tasks
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.pressing import press
from dueregard.web.use_frame import frame
from dueregard.web.weighing_forms import CompleteForm, ControlForm, GatesForm, GroupForm, MoveForm

WRITE, PASS = actions.WRITE, "gates.pass"


@page(Audience.FORCE, permission="register.read")
def weighing(request: Any, ref: str) -> HttpResponse:
    """How far the options are ready to be weighed, and each weighing there was."""
    context = frame(ref, step="prioritise")
    found = queries.desk(ref, held=_held(request, ref))
    concern = context["use"].concern
    return render(request, "weighing/desk.html", context | {
        "desk": found, "may_write": may(request.actor, WRITE, concern),
        "may_pass": may(request.actor, PASS, concern),
        "titles": {each.id: each.title for each in banks.load().lenses},
    })


@page(Audience.FORCE, permission=WRITE)
def option(request: Any, ref: str, number: int) -> HttpResponse:
    """All that one option does, on one page, with what each effect lacks."""
    found = _desk(request, ref).option(number)
    form = CompleteForm(
        request.POST if request.method == "POST" else None, effects=found.effects,
        known=evidence.of_use(ref),
    )
    if form.is_valid() and attempt(
        form, actions.complete, ref=ref, option=number, said=form.said(), by=request.actor,
        now=request.now,
    ) is not None:
        messages.success(request, _("It is kept. What is blank is listed under “Find out first”."))
        return redirect("weighing", ref)
    return render(request, "weighing/option.html", _around(request, ref, WRITE) | {
        "form": form, "option": found,
        "titles": {each.id: each.title for each in banks.load().lenses},
    })


@page(Audience.FORCE, permission=WRITE)
def add_control(request: Any, ref: str) -> HttpResponse:
    """Add a safeguard that takes away from risks."""
    found = _desk(request, ref)
    risks = [
        (each.line.id, f"{one.option.name}: {each.line.text}")
        for one in found.options for each in one.effects if each.line.kind is EffectKind.RISK
    ]
    form = ControlForm(request.POST if request.method == "POST" else None, risks=risks)
    if form.is_valid() and attempt(form, actions.add_control, ref=ref, by=request.actor,
                                   now=request.now, **form.said()) is not None:
        messages.success(request, _("The safeguard is added."))
        return redirect("weighing", ref)
    return render(request, "weighing/control.html", _around(request, ref, WRITE) | {
        "form": form, "title": _("Add a safeguard"), "submit": _("Add it"),
        "conditions": conditions.by_use(ref),
    })


@page(Audience.FORCE, permission=WRITE)
def move_control(request: Any, ref: str, control_id: int) -> HttpResponse:
    """Say how far a safeguard is now."""
    line = _control(request, ref, control_id)
    form = MoveForm(request.POST if request.method == "POST" else None,
                    initial={"state": line.state.value, "shown": line.shown})
    if form.is_valid() and attempt(form, actions.move_control, ref=ref, control_id=control_id,
                                   by=request.actor, now=request.now, **form.said()) is not None:
        messages.success(request, _("It is kept."))
        return redirect("weighing", ref)
    return render(request, "weighing/control.html", _around(request, ref, WRITE) | {
        "form": form, "title": line.name, "submit": _("Keep it"), "drop": line.id,
    })


@page(Audience.FORCE, permission=WRITE)
def drop_control(request: Any, ref: str, control_id: int) -> HttpResponse:
    """Take a safeguard out, once it was asked whether that is meant."""
    line = _control(request, ref, control_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, actions.drop_control, ref=ref, control_id=control_id,
                                   by=request.actor, now=request.now) is not None:
        messages.success(request, _("The safeguard is taken out."))
        return redirect("weighing", ref)
    return render(request, "identify/ask.html", _around(request, ref, WRITE) | {
        "form": form, "title": _("Take this safeguard out?"), "lead": line.name,
        "submit": _("Take it out"), "kind": "warning",
    })


@page(Audience.FORCE, permission=WRITE)
def group(request: Any, ref: str, number: int) -> HttpResponse:
    """Say how much what happens to one group counts; 1 counts it like everybody."""
    lines = _desk(request, ref).groups
    if not 0 < number <= len(lines):
        raise Http404
    line = lines[number - 1]
    form = GroupForm(
        request.POST if request.method == "POST" else None,
        initial={"times": f"{line.times:g}", "reason": line.reason},
    )
    if form.is_valid() and attempt(
        form, actions.count_group, ref=ref, name=line.name, by=request.actor, now=request.now,
        **form.cleaned_data,
    ) is not None:
        messages.success(request, _("It is kept. Every weighing shows both: with it, and with "
                                    "everybody counted alike."))
        return redirect("weighing", ref)
    return render(request, "identify/ask.html", _around(request, ref, WRITE) | {
        "form": form, "title": _("Who counts more: %(group)s") % {"group": line.name},
        "submit": _("Keep this"),
        "lead": _("Most weighings count everybody alike. Where a group has more to lose, you may "
                  "count what happens to it more. What happens to others is never taken off it."),
    })


@page(Audience.FORCE, permission=PASS)
def gates(request: Any, ref: str, number: int) -> HttpResponse:
    """Say how one option stands at each gate. The record can hold it back all the same."""
    found = _desk(request, ref).option(number)
    if found.option.carry_on:
        raise Http404
    form = GatesForm(request.POST if request.method == "POST" else None, lines=found.gates)
    if form.is_valid() and attempt(
        form, actions.say_gates, ref=ref, option=number, said=form.said(), by=request.actor,
        now=request.now,
    ) is not None:
        messages.success(request, _("It is kept."))
        return redirect("weighing", ref)
    return render(request, "identify/ask.html", _around(request, ref, PASS) | {
        "form": form, "title": _("Gates: %(option)s") % {"option": found.option.name},
        "submit": _("Keep this"),
        "lead": _("A gate is never traded against a benefit. What nobody has said is not yet "
                  "passed."),
    })


@page(Audience.FORCE, permission=WRITE)
@require_POST
def weigh(request: Any, ref: str) -> HttpResponse:
    """Weigh the options now; where there are many effects, behind the pages."""
    found = _desk(request, ref)
    effects = sum(len(each.effects) for each in found.options)
    if effects > rules.WHILE_WAITING:
        made = press(request, actions.ask_to_weigh, ref=ref, enqueue=tasks.enqueue,
                     done=_("The options are being weighed."))
        return redirect("job", int(made.removeprefix("job-"))) if made else redirect(
            "weighing", ref)
    made = press(request, _weigh_and_keep, ref=ref, done=_("The options are weighed."))
    return redirect("weighed", int(made.removeprefix("weighing-"))) if made else redirect(
        "weighing", ref)


@page(Audience.FORCE, permission=WRITE)
@require_POST
def try_constants(request: Any, weighing_id: int) -> HttpResponse:
    """Have each constant of the method tried."""
    made = press(request, actions.ask_to_try, weighing_id=weighing_id, enqueue=tasks.enqueue,
                 done=_("Each constant of the method is being tried."))
    return redirect("job", int(made.removeprefix("job-"))) if made else redirect(
        "weighed", weighing_id)


def _weigh_and_keep(*, ref: str, by: Actor, now: datetime) -> str:
    """One call for the button: the working out first, so that nobody's writing waits for it."""
    found = queries.weigh(ref, held=held_back(ref, on=now.date()))
    return actions.keep(ref=ref, found=found, by=by, now=now)


def _held(request: Any, ref: str) -> queries.Held:
    return held_back(ref, on=request.now.date())


def _desk(request: Any, ref: str) -> Desk:
    found = queries.desk(ref, held=_held(request, ref))
    if found is None:
        raise Http404
    return found


def _control(request: Any, ref: str, control_id: int) -> ControlLine:
    found = next(
        (each for each in _desk(request, ref).controls if each.id == control_id), None)
    if found is None:
        raise Http404
    return found


def _around(request: Any, ref: str, permission: str) -> dict[str, Any]:
    context = frame(ref, step="prioritise")
    answer = may(request.actor, permission, context["use"].concern)
    return context | {
        "barred": answer.reason if isinstance(answer, No) else "",
        "back_url": reverse("weighing", args=[ref]),
    }


urlpatterns = [
    path("uses/<str:ref>/prioritise/weighing/", weighing, name="weighing"),
    path("uses/<str:ref>/prioritise/weighing/options/<int:number>/", option,
         name="weighing-option"),
    path("uses/<str:ref>/prioritise/weighing/groups/<int:number>/", group, name="weighing-group"),
    path("uses/<str:ref>/prioritise/weighing/gates/<int:number>/", gates, name="weighing-gates"),
    path("uses/<str:ref>/prioritise/weighing/safeguards/add/", add_control,
         name="safeguard-add"),
    path("uses/<str:ref>/prioritise/weighing/safeguards/<int:control_id>/", move_control,
         name="safeguard"),
    path("uses/<str:ref>/prioritise/weighing/safeguards/<int:control_id>/drop/", drop_control,
         name="safeguard-drop"),
    path("uses/<str:ref>/prioritise/weighing/weigh/", weigh, name="weigh"),
    path("weighings/<int:weighing_id>/try/", try_constants, name="weighed-try"),
]
