"""Identify: what a use could do for and against people, and what is known about it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dueregard.documents.audience import Audience
from dueregard.identify.evidence import queries as evidence
from dueregard.identify.law import queries as law
from dueregard.identify.packs import queries as packs
from dueregard.identify.points import queries, rules
from dueregard.identify.points.rules import Kind, State
from dueregard.identify.points.sheets import LensPoints, Visible
from dueregard.identify.register import queries as register
from dueregard.identify.register.rules import IN_COLUMNS
from dueregard.lenses import bank as banks
from dueregard.lenses.facts import is_unknown, shown
from dueregard.lenses.law import Status
from dueregard.lenses.raising import suggested
from dueregard.lenses.wording import reason
from dueregard.people.rules import NATION_NAMES, may
from dueregard.web.audience import page
from dueregard.web.use_forms import where_asked
from dueregard.web.use_frame import frame


@page(Audience.FORCE, permission="register.read")
def identify(request: Any, ref: str) -> HttpResponse:
    """What could happen, who says so, and what to do next."""
    context = frame(ref, step="identify")
    use = context["use"]
    bank = packs.bank()
    facts = register.facts(ref)
    asked = [each for each in bank.facts_for(facts) if each.key not in IN_COLUMNS]
    seen = queries.visible_points(ref, request.actor)
    lenses = queries.through_lenses(seen.points)
    counts = rules.counted((each.kind, each.state) for each in seen.points)
    rules_of_law = law.sheet(ref, on=request.now.date())
    titles = {each.id: each.title for each in bank.lenses}
    context |= _first(ref, seen) | {
        "may_also_be": _may_also_be(facts),
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
        "laws": sum(each.status is not Status.DOES_NOT_APPLY for each in rules_of_law.lines),
        "in_the_way": len(rules_of_law.blocking), "nation": NATION_NAMES[rules_of_law.nation],
    }
    return render(request, "identify/identify.html", context)


def _first(ref: str, seen: Visible) -> dict[str, Any]:
    """What to look at first and what to find out first, each with where that is done."""
    short = {each.id: each.short for each in banks.load().lenses}
    earlier = queries.earlier_here(ref)
    return {
        "look_first": [
            {"point": each, "lens": short[each.lens], "earlier": earlier.get(each.key, ()),
             "more": len(earlier.get(each.key, ())[1:]),
             "url": f"{reverse('points', args=[ref, each.lens])}#point-{each.id}"}
            for each in queries.look_first(ref, seen.points)
        ],
        "displaced": [each.title for each in queries.displaced(ref, seen.points)],
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


def _may_also_be(facts: dict[str, str]) -> list[dict[str, str]]:
    """Other kinds of technology that the facts point to, and why."""
    bank = packs.bank()
    return [
        {"id": each, "name": bank.packs[each].name,
         "why": reason(because=because, facts=facts, known=bank.facts_for(facts))}
        for each, because in suggested(facts=facts, bank=bank)
    ]


urlpatterns = [
    path("uses/<str:ref>/identify/", identify, name="identify"),
]
