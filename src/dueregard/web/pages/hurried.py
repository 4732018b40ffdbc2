"""How often something was shared in a hurry, quarter by quarter, with a link to each time."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.documents.audience import Audience
from dueregard.manage.sharing.hurried.rules import HURRIED, Counts, Hurried, Look
from dueregard.manage.sharing.rules import FOUND_NAMES, WAY_NAMES, Way
from dueregard.people.rules import may
from dueregard.report.hurried import queries
from dueregard.report.hurried.paper import LOOK_NAMES, TITLES, looks_of
from dueregard.report.hurried.queries import OfQuarter
from dueregard.web.audience import page

# How each look is marked: what nobody looked at in its time is what to ask about.
_MARKS: dict[Look, tuple[str, Any]] = {
    Look.SOON: ("met", gettext_lazy("Looked at")), Look.IN_TIME: ("met", gettext_lazy("Looked at")),
    Look.LATE: ("overdue", gettext_lazy("Late")), Look.NOBODY: ("overdue", gettext_lazy("Late")),
    Look.STILL: ("due", gettext_lazy("Due")),
}


@page(Audience.FORCE, permission="sharing.decide")
def hurried(request: Any) -> HttpResponse:
    """The counts that the public reads, of the quarter that goes on too, and what was counted."""
    return render(request, "requests/hurried.html", {
        "quarters": [_quarter(each, request.now) for each in queries.quarters(now=request.now)],
        "may_publish": may(request.actor, "reviews.read"),
    })


def _quarter(it: OfQuarter, now: Any) -> dict[str, Any]:
    counts = it.told.counts or {}
    return {
        "title": it.told.name,
        "ways": [{"title": TITLES[way], "used": counts[way].used,
                  "lines": _lines(counts[way], way)} for way in HURRIED],
        "uses": [_use(each, now) for each in it.uses],
    }


def _lines(counts: Counts, way: Way) -> list[str]:
    """Each count with its name; of what was not used there is nothing more to say."""
    if not counts.used:
        return []
    named = [
        (_("Went out at once"), counts.at_once),
        *((LOOK_NAMES[each], counts.looks[each]) for each in looks_of(way)),
        *((_("Found: %s") % name.lower(), counts.found[each])
          for each, name in FOUND_NAMES.items() if counts.looked),
    ]
    return [f"{name}: {count}" for name, count in named]


def _use(it: Hurried, now: Any) -> dict[str, Any]:
    look = it.look(now=now)
    return {
        "it": it, "way": WAY_NAMES[it.way], "mark": _MARKS[look] if look else None,
        "look": LOOK_NAMES[look] if look else _("Did not go out at once"),
        "found": FOUND_NAMES[it.found] if it.found else "",
    }


urlpatterns = [path("sharing/hurried/", hurried, name="sharing-hurried")]
