"""Everything that a force tells others, on one page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from dueregard.desk import reporting as queries
from dueregard.documents.audience import Audience
from dueregard.web.audience import page


@page(Audience.FORCE, permission="register.read")
def reporting(request: Any) -> HttpResponse:
    """What waits, what is late, and where each thing is told."""
    return render(request, "reporting/reporting.html", {
        "waiting": queries.waiting(now=request.now), "shelves": queries.shelves(request.actor),
    })


urlpatterns = [path("reporting/", reporting, name="reporting")]
