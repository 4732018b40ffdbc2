"""The yearly drill: three disclosures drawn, each proved from the log and the tree, on a clock."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dueregard.documents.audience import Audience
from dueregard.manage.sharing.disclosures import queries as disclosures
from dueregard.manage.sharing.drills import actions, queries, rules
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.partner_forms import WordsForm
from dueregard.web.pressing import press

DRILL = "sharing.drill"


@page(Audience.FORCE, permission=DRILL)
def drills(request: Any) -> HttpResponse:
    """Every drill, and what one is."""
    return render(request, "requests/drills.html", {
        "drills": [{"it": each, "minutes": _minutes(each.seconds(request.now))}
                   for each in queries.drills()],
        "passed": queries.newest_passed(),
        "due": (newest := queries.newest_passed()) is None
        or request.now - newest > rules.BACK,
    })


@page(Audience.FORCE, permission=DRILL)
@require_POST
def begin(request: Any) -> HttpResponse:
    """Draw three, and start the clock."""
    made = press(request, actions.begin, seed=secrets.token_hex(16),
                 done=_("The clock runs: ten minutes."))
    if made is None:
        return redirect("sharing-drills")
    return redirect("sharing-drill", int(made.removeprefix("drill-")))


@page(Audience.FORCE, permission=DRILL)
def drill(request: Any, drill_id: int) -> HttpResponse:
    """One drill: what was drawn, what is proved of each, how long it has run."""
    it = queries.drill(drill_id)
    return render(request, "requests/drill.html", {
        "it": it, "minutes": _minutes(it.seconds(request.now)),
        "left": max(0, int((it.due - request.now).total_seconds())),
        "over": it.ended_at is None and request.now > it.due,
        "drawn": [_drawn(it, number) for number in it.drawn],
    })


@page(Audience.FORCE, permission=DRILL)
@require_POST
def show(request: Any, drill_id: int, disclosure_id: int) -> HttpResponse:
    """Prove one of those drawn."""
    press(request, actions.show, drill_id=drill_id, disclosure_id=disclosure_id,
          done=_("Looked up. Read each answer."))
    return redirect("sharing-drill", drill_id)


@page(Audience.FORCE, permission=DRILL)
def end(request: Any, drill_id: int) -> HttpResponse:
    """Stop the clock, and say what was learnt."""
    form = WordsForm(
        request.POST if request.method == "POST" else None, label=_("What did you learn?"),
        hint=_("What was hard to find, and what will be otherwise next time."),
        error=_("Say what you learnt, also if it was nothing"),
    )
    if form.is_valid():
        made = attempt(form, actions.end, drill_id=drill_id, by=request.actor, now=request.now,
                       **form.cleaned_data)
        if made is not None:
            messages.success(request, _("The clock is stopped, and the result is kept."))
            return redirect("sharing-drill", drill_id)
    return render(request, "partners/ask.html", {
        "form": form, "title": _("End the drill"), "submit": _("Stop the clock"),
        "back_url": reverse("sharing-drill", args=[drill_id]),
    })


def _drawn(it: queries.DrillLine, number: int) -> dict[str, Any]:
    shown = it.shown.get(number, ())
    return {
        "kept": disclosures.disclosure(number), "shown": [
            {"key": rules.QUESTION_NAMES[each.question], "said": each.said,
             "proved": each.proved} for each in shown],
        "whole": bool(shown) and all(each.proved for each in shown),
    }


def _minutes(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"


_ONE = "sharing/drills/<int:drill_id>/"
urlpatterns = [
    path("sharing/drills/", drills, name="sharing-drills"),
    path("sharing/drills/begin/", begin, name="sharing-drill-begin"),
    path(_ONE, drill, name="sharing-drill"),
    path(f"{_ONE}show/<int:disclosure_id>/", show, name="sharing-drill-show"),
    path(f"{_ONE}end/", end, name="sharing-drill-end"),
]
