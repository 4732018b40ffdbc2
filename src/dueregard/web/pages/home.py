"""The start page, and what the software is."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from dueregard.documents.audience import Audience
from dueregard.web.audience import page


@page(Audience.PANEL)
def home(request: Any) -> HttpResponse:
    """What this person can do next."""
    return render(request, "home/start.html", {})


urlpatterns = [path("", home, name="home")]
