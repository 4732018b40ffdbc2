"""Ranges by several people: who is asked, one's own range, and all of them once all are in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from dueregard.answers import No
from dueregard.documents.audience import Audience
from dueregard.identify.register import queries as register
from dueregard.people import queries as people
from dueregard.people.rules import PERMISSIONS, may
from dueregard.prioritise.assessment import queries as assessment
from dueregard.prioritise.panel import actions, queries, rules
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.panel_forms import CallForm, RangeForm
from dueregard.web.use_frame import frame
from dueregard.weighing import constants

WRITE, GIVE = "weighing.write", "weighing.estimate"


@page(Audience.FORCE, permission=WRITE)
def call(request: Any, ref: str) -> HttpResponse:
    """Choose who is asked for ranges, and for which effects."""
    sheet = assessment.latest(ref)
    if sheet is None:
        raise Http404
    form = CallForm(
        request.POST if request.method == "POST" else None,
        people=[(each.id, each.name) for each in people.roster()
                if each.active and set(each.roles) & set(PERMISSIONS[GIVE])],
        effects=[(each.id, f"{option.name}: {each.text}")
                 for option in sheet.options for each in option.effects],
    )
    if form.is_valid() and attempt(
        form, actions.call, ref=ref, person_ids=form.cleaned_data["people"],
        effect_ids=form.cleaned_data["effects"], by=request.actor, now=request.now,
    ) is not None:
        messages.success(request, _("They are asked. Tell them: each gives a first range alone."))
        return redirect("ranges", ref)
    context = frame(ref, step="prioritise")
    answer = may(request.actor, WRITE, context["use"].concern)
    return render(request, "identify/ask.html", context | {
        "form": form, "title": _("Ask several people for ranges"), "submit": _("Ask them"),
        "lead": _("Each gives a range alone. When all are in, they see where they differ, without "
                  "names, and talk. Then each gives a second range. Both are kept."),
        "barred": answer.reason if isinstance(answer, No) else "",
        "back_url": reverse("weighing", args=[ref]),
    })


@page(Audience.FORCE, permission=GIVE)
def ranges(request: Any, ref: str) -> HttpResponse:
    """Each effect for which ranges are asked, and what may be seen of it."""
    return render(request, "weighing/ranges.html", {
        "use": register.sheet(ref), "panel": queries.panel(ref, reader=request.actor.id),
    })


@page(Audience.FORCE, permission=GIVE)
def give(request: Any, ref: str, effect_id: int) -> HttpResponse:
    """Give a range for one effect in the round that is open, or change one's own."""
    found = queries.panel(ref, reader=request.actor.id)
    line = found.line(effect_id)
    own = line.own.get(line.turn.open or 0)
    form = RangeForm(
        request.POST if request.method == "POST" else None,
        lens=constants.load().lenses[line.effect.lens],
        initial={
            name: getattr(own, name)
            for name in ("chance_low", "chance_high", "size_low", "size_high", "because")
        } if own else {},
    )
    if form.is_valid() and attempt(form, actions.give, ref=ref, effect_id=effect_id,
                                   by=request.actor, now=request.now, **form.said()) is not None:
        messages.success(request, _("Your range is kept. Nobody sees it until all are in."))
        return redirect("ranges", ref)
    answer = rules.may_give(turn=line.turn, seat=found.seat)
    return render(request, "identify/ask.html", {
        "form": form, "use": register.sheet(ref), "title": line.effect.text,
        "lead": _("%(option)s. Who: %(who)s. Round %(round)d.") % {
            "option": line.option, "who": line.effect.affected, "round": line.turn.open or 2},
        "submit": _("Keep my range"), "back_url": reverse("ranges", args=[ref]),
        "barred": answer.reason if isinstance(answer, No) else "",
    })


urlpatterns = [
    path("uses/<str:ref>/prioritise/weighing/panel/", call, name="panel-call"),
    path("uses/<str:ref>/ranges/", ranges, name="ranges"),
    path("uses/<str:ref>/ranges/<int:effect_id>/", give, name="range-give"),
]
