"""The library: dated guidance and what happened elsewhere, and where each stands."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from dueregard.documents.audience import Audience
from dueregard.identify.packs import queries as packs
from dueregard.lenses.guidance import STANDING_NAMES, Guidance, Standing
from dueregard.lenses.shapes import Precedent
from dueregard.web.audience import page

ELSEWHERE = "elsewhere"
_TONE = {Standing.IN_FORCE: "live", Standing.DRAFT: "idea", Standing.SUPERSEDED: "stopped"}


@page(Audience.PANEL)
def library(request: Any) -> HttpResponse:
    """What to follow, what not yet and what no more; and what happened elsewhere."""
    bank = packs.bank()
    words = request.GET.get("q", "").strip()
    standing = request.GET.get("standing", "")
    pieces = [
        _piece(each) for each in bank.guidance
        if standing in ("", each.standing) and _has(words, each)
    ]
    elsewhere = [
        each for each in bank.precedents.values()
        if standing == ELSEWHERE or (words and not standing)
        if _has(words, each)
    ]
    return render(request, "library/library.html", {
        "pieces": pieces, "elsewhere": sorted(elsewhere, key=lambda each: each.date, reverse=True),
        "words": words, "standing": standing,
        "standings": [*STANDING_NAMES.items(), (ELSEWHERE, "What happened elsewhere")],
        "filtered": bool(words or standing), "all_elsewhere": len(bank.precedents),
    })


def _piece(each: Guidance) -> dict[str, Any]:
    bank = packs.bank()
    titles = {one.id: one.title for one in bank.guidance}
    return {
        "it": each, "tone": _TONE[each.standing], "by": titles.get(each.replaced_by, ""),
        "rules": [rule for rule in bank.law if rule.id in each.law],
    }


def _has(words: str, each: Guidance | Precedent) -> bool:
    """Whether every word stands somewhere in it."""
    by = each.publisher if isinstance(each, Guidance) else each.source
    flag = each.flag if isinstance(each, Guidance) else ""
    text = " ".join((each.title, by, each.date, each.what, flag)).lower()
    return all(word in text for word in words.lower().split()[:8])


urlpatterns = [path("library/", library, name="library")]
