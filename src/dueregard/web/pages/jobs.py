"""Long work: how far it is, and what came of it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from dueregard.documents.audience import Audience
from dueregard.identify.packs.rules import REREAD
from dueregard.jobs import queries
from dueregard.jobs.queries import JobSheet
from dueregard.report.perception.actions import MEASURE
from dueregard.web.audience import page


@page(Audience.FORCE, permission="register.read")
def job(request: Any, job_id: int) -> HttpResponse:
    """One piece of work; only the part that changes where the page asks for it again."""
    found = queries.sheet(job_id)
    template = "jobs/progress.html" if request.htmx else "jobs/job.html"
    response = render(request, template, {
        "job": found, "result_url": _result_url(found), "measures": found.kind != REREAD,
        "back_url": _back_url(found),
    })
    response["Cache-Control"] = "no-store"
    return response


def _back_url(found: JobSheet) -> str:
    if found.kind == MEASURE:
        return reverse("perception")
    return reverse("identify", args=[found.about]) if found.about else reverse("home")


def _result_url(found: JobSheet) -> str:
    kind, _dash, name = found.result.partition("-")
    if kind == "pack":
        return reverse("pack", args=[name])
    if kind == "wave":
        return reverse("perception-wave", args=[int(name)])
    return reverse("evidence", args=[int(name)]) if kind == "evidence" else ""


urlpatterns = [path("jobs/<int:job_id>/", job, name="job")]
