"""Put a point forward about a use that one does not own: one's own first, then others'.

Without this file only the owner of a use could say what it might do to people.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dueregard.answers import Yes
from dueregard.documents.audience import Audience
from dueregard.identify.points import actions, queries
from dueregard.identify.register import queries as register
from dueregard.manage.committee import queries as committee
from dueregard.people.rules import may
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.point_forms import PointForm
from dueregard.web.pressing import press


@page(Audience.FORCE, permission="register.read")
def suggest(request: Any, ref: str) -> HttpResponse:
    """What somebody inside the force sees in a use of somebody else's."""
    use = register.sheet(ref)
    return _suggest(request, ref, {
        "name": use.name, "use": use, "names": True,
        "here": reverse("points-suggest", args=[ref]),
        "nothing_url": reverse("points-nothing", args=[ref]),
        "back_url": reverse("identify", args=[ref]),
    })


@page(Audience.FORCE, permission="register.read")
@require_POST
def nothing(request: Any, ref: str) -> HttpResponse:
    """Somebody inside says that they see nothing more, and reads what others put forward."""
    _nothing(request, ref)
    owns = may(request.actor, "points.settle", register.sheet(ref).concern)
    return redirect("identify" if owns else "points-suggest", ref)


@page(Audience.COMMITTEE, permission="committee.read")
def suggest_on_matter(request: Any, matter_id: int) -> HttpResponse:
    """What a member sees in a use that was put to the committee, which they know by its paper."""
    matter = committee.matter(matter_id, reader=request.actor, now=request.now)
    return _suggest(request, matter.ref, {
        "name": matter.use_name, "use": None, "names": False,
        "here": reverse("matter-points", args=[matter_id]),
        "nothing_url": reverse("matter-points-nothing", args=[matter_id]),
        "back_url": reverse("matter", args=[matter_id]),
    })


@page(Audience.COMMITTEE, permission="committee.read")
@require_POST
def nothing_on_matter(request: Any, matter_id: int) -> HttpResponse:
    """A member says that they see nothing more, and reads what others put forward."""
    _nothing(request, committee.matter(matter_id, reader=request.actor, now=request.now).ref)
    return redirect("matter-points", matter_id)


def _suggest(request: Any, ref: str, around: dict[str, Any]) -> HttpResponse:
    form = PointForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(
        form, actions.suggest, ref=ref, by=request.actor, now=request.now, **form.given()
    ) is not None:
        messages.success(request, _("Your point is put forward. Its owner will look at it."))
        return redirect(around["here"])
    seen = queries.visible_points(ref, request.actor)
    answer = may(request.actor, "points.suggest")
    lenses = queries.through_lenses(tuple(each for each in seen.points if not each.own))
    mine = request.actor.id
    return render(request, "identify/suggest.html", around | {
        "form": form, "seen": seen, "barred": "" if isinstance(answer, Yes) else answer.reason,
        "listed": [each for each in lenses if each.points],
        "own": [each for each in seen.points if each.own and each.put_by == mine],
        "others": [each for each in seen.points if each.own and each.put_by != mine],
    })


def _nothing(request: Any, ref: str) -> None:
    press(request, actions.nothing_to_add, ref=ref,
          done=_("That is kept. You now see what other people put forward."))


urlpatterns = [
    path("uses/<str:ref>/points/suggest/", suggest, name="points-suggest"),
    path("uses/<str:ref>/points/nothing/", nothing, name="points-nothing"),
    path("committee/<int:matter_id>/points/", suggest_on_matter, name="matter-points"),
    path("committee/<int:matter_id>/points/nothing/", nothing_on_matter,
         name="matter-points-nothing"),
]
