"""What a weighing says, for a committee of lay people: gates, sentences, then the figures."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dueregard.answers import DueRegardError, No
from dueregard.documents import FORMATS
from dueregard.documents.audience import Audience
from dueregard.documents.document import Block, Part, Points, Table
from dueregard.identify.register import queries as register
from dueregard.lenses import bank as banks
from dueregard.people.rules import may
from dueregard.prioritise.panel import queries as panel
from dueregard.prioritise.weighing import actions, in_words, queries
from dueregard.prioritise.weighing.queries import WeighingSheet
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.pressing import press
from dueregard.web.weighing_forms import LensesForm

READ, RANK = "weighing.read", "weighing.rank"
# These stand above all else, and nothing below them can change them.
ABOVE, LEAD = "gates", "lead"


@page(Audience.COMMITTEE, permission=READ)
def weighed(request: Any, weighing_id: int) -> HttpResponse:
    """One weighing: how each option stands at the gates, then what it says."""
    found = queries.weighing(weighing_id)
    parts, gates = _parts(found), in_words.at_gates(found.plain)
    every = queries.weighings(found.ref)
    own, inside = queries.ranking(found.ref, request.actor.id), may(request.actor, "register.read")
    return render(request, "weighing/weighed.html", {
        "found": found, "use": register.sheet(found.ref), "standings": gates,
        "held": [each.name for each in gates if not each.may],
        "gates": parts.pop(ABOVE), "parts": list(parts.values()),
        "newest": every[0].id == found.id, "every": every, "own": own,
        "seat": _("Seat %(number)d") % {"number": own[0]} if own else "",
        "waited_for": bool(inside) and panel.panel(
            found.ref, reader=request.actor.id).waiting,
        "since": queries.ranked_since(found),
        "may_rank": may(request.actor, RANK, register.sheet(found.ref).concern),
        "may_write": may(request.actor, actions.WRITE, register.sheet(found.ref).concern),
        "inside": inside, "formats": _formats(weighing_id),
    })


@page(Audience.COMMITTEE, permission=READ)
def file(request: Any, weighing_id: int, form: str) -> HttpResponse:
    """A weighing as a file in any format."""
    format_ = FORMATS.get(f".{form}")
    if format_ is None:
        raise Http404
    found = queries.weighing(weighing_id)
    try:
        written = format_.write(found.paper.for_audience(Audience.COMMITTEE))
    except DueRegardError as error:
        messages.error(request, str(error))
        return redirect("weighed", weighing_id)
    response = HttpResponse(written, content_type=format_.media_type)
    name = f"weighing-{weighing_id}{format_.suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@page(Audience.COMMITTEE, permission=READ)
def kept(_request: Any, weighing_id: int) -> HttpResponse:
    """Everything that went in and came out, byte for byte, to be weighed again anywhere."""
    response = HttpResponse(queries.weighing(weighing_id).weighed,
                            content_type="application/json")
    name = f"weighing-{weighing_id}-whole.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@page(Audience.COMMITTEE, permission=READ)
def sensitivity(request: Any, weighing_id: int) -> HttpResponse:
    """Which conclusions hang on a constant of the method."""
    found = queries.weighing(weighing_id)
    if found.sensitivity is None:
        raise Http404
    return render(request, "weighing/sensitivity.html", {
        "found": found, "paper": found.sensitivity.for_audience(Audience.COMMITTEE),
        "back_url": reverse("weighed", args=[weighing_id]),
    })


@page(Audience.COMMITTEE, permission=READ)
@require_POST
def again(request: Any, weighing_id: int) -> HttpResponse:
    """Work an old weighing out again with the constants of its day."""
    made = press(request, actions.again, weighing_id=weighing_id,
                 done=_("It was weighed again with the constants of its day."))
    if made == "same":
        messages.success(request, _("Everything is as it was, to the last figure."))
    elif made:
        messages.error(request, _("It is not as it was. The file was changed, or this version "
                                  "works it out in another way. Tell your administrator."))
    return redirect("weighed", weighing_id)


@page(Audience.COMMITTEE, permission=RANK)
def rank(request: Any, weighing_id: int) -> HttpResponse:
    """A member says which lenses matter most to them, for the newest round of the same use."""
    ref = queries.weighing(weighing_id).ref
    use, own = register.sheet(ref), queries.ranking(ref, request.actor.id)
    form = LensesForm(
        request.POST if request.method == "POST" else None, order=own[1] if own else (),
        lenses=[(each.id, each.title, each.meaning) for each in banks.load().lenses],
    )
    if form.is_valid() and attempt(form, actions.rank, ref=ref, order=form.order(),
                                   by=request.actor, now=request.now) is not None:
        messages.success(request, _("It is kept. It is placed among the views the next time the "
                                    "options are weighed, as a seat and without your name."))
        return redirect("weighed", weighing_id)
    answer = may(request.actor, RANK, use.concern)
    return render(request, "identify/ask.html", {
        "form": form, "use": use, "title": _("What matters most to you?"),
        "submit": _("Keep my order"), "back_url": reverse("weighed", args=[weighing_id]),
        "barred": answer.reason if isinstance(answer, No) else "",
        "lead": _("Put the lenses in your own order: 1 matters most. Lenses without a place come "
                  "after, in no order. Nobody sees it until you save it, and no vote is made of "
                  "it."),
    })


def _parts(found: WeighingSheet) -> dict[str, dict[str, Any]]:
    """The parts of the paper by their keys: sentences first, and the figures to be unfolded."""
    plain = found.plain
    # The gates have said this above.
    said = set(plain["sentences"][1:len(plain["proposal"]["option"])])
    more: dict[str, dict[str, Any]] = {
        "groups": {"gathered": in_words.by_group(plain)}, "now": {"lines": in_words.of_now(plain)},
        "next": {"numbered": in_words.to_do(plain)},
    }
    return {
        each.key: _split(each, said=said) | more.get(each.key, {})
        for each in found.paper.for_audience(Audience.COMMITTEE).parts
    }


def _split(part: Part, *, said: set[str]) -> dict[str, Any]:
    words: list[Block] = []
    for each in part.blocks:
        # The groups are said again in sentences of their own, each under its option.
        if isinstance(each, Table) or (part.key == "groups" and getattr(each, "tone", "") == LEAD):
            continue
        if isinstance(each, Points) and part.key == "says":
            each = replace(each, items=tuple(one for one in each.items if one not in said))
        words.append(each)
    tables = tuple(each for each in part.blocks if isinstance(each, Table))
    return {
        "key": part.key, "title": part.title, "words": replace(part, blocks=tuple(words)),
        "figures": replace(part, blocks=tables) if tables else None,
    }


def _formats(weighing_id: int) -> list[dict[str, str]]:
    return [
        {"label": each.label, "url": reverse(
            "weighed-file", args=[weighing_id, each.suffix.removeprefix(".")])}
        for each in FORMATS.values()
    ]


urlpatterns = [
    path("weighings/<int:weighing_id>/", weighed, name="weighed"),
    path("weighings/<int:weighing_id>/what-matters/", rank, name="weighed-rank"),
    path("weighings/<int:weighing_id>/whole.json", kept, name="weighed-whole"),
    path("weighings/<int:weighing_id>/paper.<str:form>", file, name="weighed-file"),
    path("weighings/<int:weighing_id>/method/", sensitivity, name="weighed-method"),
    path("weighings/<int:weighing_id>/again/", again, name="weighed-again"),
]
