"""One search box for uses, evidence and what is published."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from dueregard.desk import searching
from dueregard.desk.searching import Hit
from dueregard.documents.audience import Audience
from dueregard.web.audience import page


@page(Audience.PANEL)
def search(request: Any) -> HttpResponse:
    """What was found, grouped, with counts."""
    words = request.GET.get("q", "").strip()[:200]
    titles = {
        "uses": _("Uses"), "evidence": _("Evidence"), "published": _("Published records"),
    }
    return render(request, "search/search.html", {
        "words": words,
        "groups": [
            {"title": titles[each.key], "count": each.count,
             "more": each.count - len(each.hits),
             "hits": [{"title": hit.title, "text": hit.text, "url": _url(hit)}
                      for hit in each.hits]}
            for each in searching.search(words, actor=request.actor)
        ],
    })


def _url(hit: Hit) -> str:
    if hit.link:
        return reverse(hit.link, args=[hit.arg])
    address = settings.PUBLIC_ADDRESS.rstrip("/")
    return f"{address}/uses/{hit.slug}/" if address and hit.slug else ""


urlpatterns = [path("search/", search, name="search")]
