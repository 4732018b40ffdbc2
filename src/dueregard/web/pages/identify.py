"""Identify: what a use could do for and against people, and what is known about it."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dueregard.documents.audience import Audience
from dueregard.identify.evidence import queries as evidence
from dueregard.identify.points import queries, rules
from dueregard.identify.points.rules import Kind, State
from dueregard.identify.points.sheets import LensPoints, Visible
from dueregard.identify.register import queries as register
from dueregard.lenses import bank as banks
from dueregard.lenses.facts import is_unknown, shown
from dueregard.lenses.law import applying
from dueregard.lenses.shapes import Level, Nation
from dueregard.people import queries as people
from dueregard.people.rules import NATION_NAMES, may
from dueregard.web.audience import page
from dueregard.web.use_forms import where_asked
from dueregard.web.use_frame import frame

# These facts stand on the page of the use itself.
_OF_THE_USE = frozenset({
    "affected", "affected_count", "name", "purpose", "what_it_does", "owner", "supplier",
    "technology",
})


@page(Audience.FORCE, permission="register.read")
def identify(request: Any, ref: str) -> HttpResponse:
    """What could happen, who says so, and what to do next."""
    context = frame(ref, step="identify")
    use = context["use"]
    bank = banks.load()
    facts = register.facts(ref)
    asked = [each for each in bank.facts_for(use.technology) if each.key not in _OF_THE_USE]
    seen = queries.visible_points(ref, request.actor)
    lenses = queries.through_lenses(seen.points)
    counts = rules.counted((each.kind, each.state) for each in seen.points)
    force = people.force()
    nation = force.nation if force else Nation.ENGLAND
    law = _law(facts, on=request.now.date(), nation=nation)
    titles = {each.id: each.title for each in bank.lenses}
    context |= _first(ref, seen) | {
        "counts": counts, "seen": seen,
        "lenses": lenses,
        "tasks": [_task(ref, each) for each in lenses],
        "may_settle": may(request.actor, "points.settle", use.concern),
        "may_attach": may(request.actor, "evidence.attach", use.concern),
        "may_suggest": may(request.actor, "points.suggest"),
        "may_leave": queries.may_leave(ref),
        "out_of_date": counts.all and queries.out_of_date(ref),
        "evidence": [
            {"line": each, "lens": titles.get(each.lens, each.lens)}
            for each in evidence.of_use(ref)
        ],
        "only_supplier": [titles.get(each, each) for each in evidence.only_supplier_says(ref)],
        "known_facts": [
            {"key": each.label, "value": shown(fact=each, value=facts.get(each.key))}
            for each in asked if not is_unknown(facts.get(each.key))
        ],
        "unknown_facts": [each.label for each in asked if is_unknown(facts.get(each.key))],
        "facts_url": reverse("use-facts", args=[ref]),
        "law": law, "nation": NATION_NAMES[nation], "laws": sum(len(each["lines"]) for each in law),
    }
    return render(request, "identify/identify.html", context)


def _first(ref: str, seen: Visible) -> dict[str, Any]:
    """What to look at first and what to find out first, each with where that is done."""
    short = {each.id: each.short for each in banks.load().lenses}
    return {
        "look_first": [
            {"point": each, "lens": short[each.lens],
             "url": f"{reverse('points', args=[ref, each.lens])}#point-{each.id}"}
            for each in queries.look_first(ref, seen.points)
        ],
        "find_out": [
            {"text": each.fact.label, "hint": each.fact.hint, "settles": settles,
             "url": where_asked(each.fact, ref=ref)}
            for each, settles in queries.find_out(ref, seen.points)
        ],
    }


def _task(ref: str, here: LensPoints) -> dict[str, str]:
    """One lens: what is in it, and how many points nobody has looked at."""
    left = sum(each.state is State.RAISED for each in here.points)
    kinds = [each.kind for each in here.points]
    parts = [
        ngettext("%(count)d risk", "%(count)d risks", kinds.count(Kind.RISK))
        % {"count": kinds.count(Kind.RISK)},
        ngettext("%(count)d opportunity", "%(count)d opportunities",
                 kinds.count(Kind.OPPORTUNITY)) % {"count": kinds.count(Kind.OPPORTUNITY)},
        ngettext("%(count)d risk of doing nothing", "%(count)d risks of doing nothing",
                 kinds.count(Kind.DO_NOTHING)) % {"count": kinds.count(Kind.DO_NOTHING)},
    ]
    shown_parts = [words for words in parts if not words.startswith("0 ")]
    everything = here.points or here.set_aside
    return {
        "text": here.title, "hint": ", ".join(shown_parts) or _("Nothing is raised here."),
        "url": reverse("points", args=[ref, here.lens]) if everything else "",
        "status": "waiting" if left else "done" if everything else "none",
        "label": _("%(left)d to look at") % {"left": left} if left
        else _("Looked at") if everything else _("Nothing here"),
    }


# How strict each level of rule is, the strictest first, and what it means to the reader.
_LEVELS = (
    (Level.BLOCK, gettext_lazy("These must be in order before you start")),
    (Level.WARN, gettext_lazy("Check these, and be able to say why if one is missing")),
    (Level.INFO, gettext_lazy("Good to know")),
)


def _law(facts: dict[str, str], *, on: date, nation: Nation) -> list[dict[str, Any]]:
    """The rules of this force's nation that apply or may apply, the strictest level first."""
    found = applying(facts=facts, on=on, bank=banks.load(), nation=nation)
    lines = sorted(found, key=lambda each: (each.unknown, each.rule.id))
    groups = [
        {"title": title, "lines": [each for each in lines if each.rule.level is level]}
        for level, title in _LEVELS
    ]
    return [each for each in groups if each["lines"]]


urlpatterns = [
    path("uses/<str:ref>/identify/", identify, name="identify"),
]
