"""Points: what the owner says of them, adds, words afresh, and makes one of two that say the same.

Without this file the points that the packs raise could be read, and nobody could answer them.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from dueregard.answers import Answer, Missing, Yes
from dueregard.documents.audience import Audience
from dueregard.identify.points import actions, queries, rules
from dueregard.identify.points.sheets import PointSheet
from dueregard.lenses import bank as banks
from dueregard.lenses.shapes import Lens
from dueregard.people.rules import may
from dueregard.web.asked_measures import asked
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.point_forms import LookForm, MergeForm, PointForm, WordsForm
from dueregard.web.pressing import press
from dueregard.web.use_frame import frame


@page(Audience.FORCE, permission="points.settle")
@require_POST
def raise_points(request: Any, ref: str) -> HttpResponse:
    """Read the facts again, and raise what they raise."""
    press(request, actions.raise_from_packs, ref=ref,
          done=_("The facts were read, and the points are up to date."))
    return redirect("identify", ref)


@page(Audience.FORCE, permission="register.read")
def look(request: Any, ref: str, lens: str) -> HttpResponse:
    """Read the points of one lens, and say of each whether it applies here."""
    seen = _lens(lens)
    found = queries.visible_points(ref, request.actor)
    here = next(each for each in queries.through_lenses(found.points) if each.lens == lens)
    form = LookForm(
        request.POST if request.method == "POST" else None,
        points=queries.in_reading_order(ref, here.points + here.set_aside),
    )
    if form.is_valid():
        said = form.said(form.cleaned_data)
        if not said:
            messages.info(request, _("Nothing was changed."))
            return redirect("identify", ref)
        made = attempt(form, actions.settle_several, ref=ref, said=said, by=request.actor,
                       now=request.now)
        if made is not None:
            messages.success(request, ngettext(
                "What you said of %(count)d point is kept.",
                "What you said of %(count)d points is kept.", len(said),
            ) % {"count": len(said)})
            return redirect("identify", ref)
    context = frame(ref, step="identify")
    answer = may(request.actor, "points.settle", context["use"].concern)
    return render(request, "identify/look.html", context | {
        "form": form, "lens": seen, "barred": _reason(answer), "seen": found,
        "may_settle": answer, "may_suggest": may(request.actor, "points.suggest"),
        "asked": asked(ref, here.points + here.set_aside),
        "may_attach": may(request.actor, "evidence.attach", context["use"].concern),
    })


@page(Audience.FORCE, permission="points.settle")
def add_point(request: Any, ref: str) -> HttpResponse:
    """Add a point that nothing has raised."""
    form = PointForm(
        request.POST if request.method == "POST" else None,
        initial={"lens": request.GET.get("lens", ""), "kind": request.GET.get("kind", "")},
    )
    if form.is_valid() and attempt(
        form, actions.add, ref=ref, by=request.actor, now=request.now, **form.given()
    ) is not None:
        messages.success(request, _("Your point is added."))
        return redirect("identify", ref)
    context = frame(ref, step="identify")
    answer = may(request.actor, "points.settle", context["use"].concern)
    return render(request, "identify/ask.html", context | {
        "form": form, "title": _("Add a point of your own"), "barred": _reason(answer),
        "lead": _("Something that could go wrong, could go well, or goes on going wrong if "
                  "nothing is done."),
        "submit": _("Add it"), "back_url": reverse("identify", args=[ref]),
    })


@page(Audience.FORCE, permission="points.settle")
def reword(request: Any, ref: str, point_id: int) -> HttpResponse:
    """Word a point afresh; the words that it had first are kept beside them."""
    point, context = _point(request, ref, point_id)
    first = point.first_words or point.words
    form = WordsForm(
        request.POST if request.method == "POST" else None,
        initial={"title": point.title, "text": point.text, "affected": point.affected},
    )
    if form.is_valid() and attempt(
        form, actions.reword, point_id=point_id, words=form.words(), by=request.actor,
        now=request.now,
    ) is not None:
        messages.success(request, _("The words are changed. The first words are kept."))
        return _back(point)
    return render(request, "identify/reword.html", context | {
        "form": form, "point": point, "first": first,
    })


@page(Audience.FORCE, permission="points.settle")
def merge(request: Any, ref: str, point_id: int) -> HttpResponse:
    """Make a point part of another that says the same, or split it off again."""
    point, context = _point(request, ref, point_id)
    side = queries.side(point_id, ref=ref)
    others = {
        each.id: each for each in queries.visible_points(ref, request.actor).points
    }
    may_join = tuple(
        each for each in others.values()
        if rules.may_merge(point=side, into=queries.side_of(each), reason="any")
    )
    form = MergeForm(
        request.POST if request.method == "POST" else None, point=point, others=may_join
    )
    if form.is_valid() and attempt(
        form, actions.merge, point_id=point_id, into_id=form.cleaned_data["into"],
        reason=form.cleaned_data["reason"], by=request.actor, now=request.now,
    ) is not None:
        messages.success(request, _("They are one point now. It can be split off again."))
        return _back(others[form.cleaned_data["into"]])
    return render(request, "identify/merge.html", context | {
        "form": form, "point": point, "whole": others.get(point.merged_into or 0),
        "possible": bool(may_join),
    })


@page(Audience.FORCE, permission="points.settle")
@require_POST
def split(request: Any, ref: str, point_id: int) -> HttpResponse:
    """Let a point stand for itself again."""
    point, _context = _point(request, ref, point_id)
    press(request, actions.split, point_id=point_id,
          done=_("It stands for itself again, and is to be looked at."))
    return _back(point)


def _point(request: Any, ref: str, point_id: int) -> tuple[PointSheet, dict[str, Any]]:
    """A point of this use that the person may read, with what the pages about it share."""
    context = frame(ref, step="identify")
    for each in queries.visible_points(ref, request.actor).points:
        if each.id == point_id:
            answer = may(request.actor, "points.settle", context["use"].concern)
            return each, context | {
                "barred": _reason(answer), "back_url": _address(each),
            }
    raise Missing(_("There is no such point of this use, or it is not shown to you yet."))


def _address(point: PointSheet) -> str:
    return f"{reverse('points', args=[point.ref, point.lens])}#point-{point.id}"


def _back(point: PointSheet) -> HttpResponse:
    return redirect(_address(point))


def _lens(lens_id: str) -> Lens:
    for each in banks.load().lenses:
        if each.id == lens_id:
            return each
    raise Http404


def _reason(answer: Answer) -> str:
    return "" if isinstance(answer, Yes) else answer.reason


urlpatterns = [
    path("uses/<str:ref>/points/raise/", raise_points, name="points-raise"),
    path("uses/<str:ref>/points/add/", add_point, name="point-add"),
    path("uses/<str:ref>/points/<int:point_id>/words/", reword, name="point-words"),
    path("uses/<str:ref>/points/<int:point_id>/merge/", merge, name="point-merge"),
    path("uses/<str:ref>/points/<int:point_id>/split/", split, name="point-split"),
    path("uses/<str:ref>/points/<str:lens>/", look, name="points"),
]
