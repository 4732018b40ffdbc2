"""Long work: how far it is, and what came of it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy

from dueregard.documents.audience import Audience
from dueregard.identify.packs.rules import REREAD
from dueregard.jobs import queries
from dueregard.jobs.queries import JobSheet
from dueregard.prioritise.next_actions.rules import RANK
from dueregard.prioritise.weighing.actions import TRY, WEIGH
from dueregard.report.inspection.actions import ARCHIVE
from dueregard.report.perception.actions import MEASURE
from dueregard.web.audience import page

# What came of work that measures nothing.
_RESULTS = {
    RANK: gettext_lazy("See what to do next"),
    REREAD: gettext_lazy("See the pack"), ARCHIVE: gettext_lazy("See the sample and its archive"),
    WEIGH: gettext_lazy("See what it says"), TRY: gettext_lazy("See what hangs on the method"),
}


@page(Audience.FORCE, permission="register.read")
def job(request: Any, job_id: int) -> HttpResponse:
    """One piece of work; only the part that changes where the page asks for it again."""
    found = queries.sheet(job_id)
    template = "jobs/progress.html" if request.htmx else "jobs/job.html"
    response = render(request, template, {
        "job": found, "result_url": _result_url(found), "measures": found.kind not in _RESULTS,
        "result_words": _RESULTS.get(found.kind, gettext_lazy("Read what was found")),
        "back_url": _back_url(found),
    })
    response["Cache-Control"] = "no-store"
    return response


def _back_url(found: JobSheet) -> str:
    if found.kind == ARCHIVE:
        return reverse("inspection-samples")
    if found.kind == MEASURE:
        return reverse("perception")
    if found.kind in (WEIGH, TRY):
        return reverse("weighing", args=[found.about])
    if found.kind == RANK:
        return reverse("next-actions")
    return reverse("identify", args=[found.about]) if found.about else reverse("home")


def _result_url(found: JobSheet) -> str:
    kind, _dash, name = found.result.partition("-")
    if kind == "pack":
        return reverse("pack", args=[name])
    if kind == "weighing":
        page_name = "weighed-method" if found.kind == TRY else "weighed"
        return reverse(page_name, args=[int(name)])
    if kind == "next":
        return reverse("next-actions")
    if kind == "draw":
        return reverse("inspection-sample", args=[int(name)])
    if kind == "wave":
        return reverse("perception-wave", args=[int(name)])
    return reverse("evidence", args=[int(name)]) if kind == "evidence" else ""


urlpatterns = [path("jobs/<int:job_id>/", job, name="job")]
