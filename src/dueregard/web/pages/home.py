"""The start page: what this person is asked for now."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from dueregard.desk import queries
from dueregard.documents.audience import Audience
from dueregard.people.rules import may
from dueregard.web.audience import page


@page(Audience.PANEL)
def home(request: Any) -> HttpResponse:
    """What this person can do next, the most pressing first."""
    start = queries.start(actor=request.actor, now=request.now)
    return render(request, "home/start.html", {
        "start": start,
        "actions": [
            {"text": each.sentence, "why": each.why, "url": reverse(each.link, args=each.args)}
            for each in start.actions
        ],
        "figures": [
            {"count": each.count, "words": each.words,
             "url": reverse(each.link) + (f"?{each.query}" if each.query else "")}
            for each in start.figures
        ],
        "public_address": settings.PUBLIC_ADDRESS.rstrip("/"),
        "may_appoint": may(request.actor, "people.appoint"),
    })


urlpatterns = [path("", home, name="home")]
