"""The ledger, told in sentences."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from dueregard.documents.audience import Audience
from dueregard.ledger import queries
from dueregard.web.audience import page
from dueregard.web.told import told

NEWEST = 100


@page(Audience.FORCE, permission="ledger.read")
def ledger(request: Any) -> HttpResponse:
    """The newest entries, of everything or of one use, and how to check them."""
    about = request.GET.get("use", "").strip().lower()
    if about.isdecimal():
        about = f"use-{int(about):04d}"
    entries = queries.history(about=about or None, newest=NEWEST)
    return render(request, "ledger/ledger.html", {
        "entries": [told(each) for each in entries], "about": about, "head": queries.head(),
        "newest": NEWEST,
    })


urlpatterns = [path("ledger/", ledger, name="ledger")]
