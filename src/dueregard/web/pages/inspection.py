"""For the inspector: the index of evidence, and the records behind each statement of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from dueregard.answers import DueRegardError
from dueregard.documents import FORMATS
from dueregard.documents.audience import Audience
from dueregard.report.inspection import index_paper, queries
from dueregard.report.inspection.counting import Record
from dueregard.web.audience import page

# A page of more records is read by nobody; the files have every one.
LONGEST = 100


@page(Audience.FORCE, permission="inspection.read")
def index(request: Any) -> HttpResponse:
    """Every statement with its figures, under what good looks like or under the headings."""
    by_heading = request.GET.get("by") == "heading"
    said = queries.index(now=request.now)
    sections = queries.by_heading(said) if by_heading else queries.by_characteristic(said)
    return render(request, "inspection/index.html", {
        "sections": sections, "by_heading": by_heading, "today": request.now.date(),
        "formats": [
            {"label": each.label, "url": reverse(
                "inspection-index-file", args=[each.suffix.removeprefix(".")])}
            for each in FORMATS.values()
        ],
    })


@page(Audience.FORCE, permission="inspection.read")
def index_file(request: Any, form: str) -> HttpResponse:
    """The index as a file."""
    paper = index_paper.index(queries.by_characteristic(queries.index(now=request.now)),
                              made_at=request.now.isoformat(timespec="seconds"))
    return _file(request, paper, form=form, name="evidence-index", back=reverse("inspection"))


@page(Audience.FORCE, permission="inspection.read")
def statement(request: Any, statement_id: str) -> HttpResponse:
    """One statement: what is counted, what good looks like, and every record behind it."""
    said = queries.statement(statement_id, now=request.now)
    lists = [
        {"title": title, "count": len(records), "gap": said.statement.gaps == key and records,
         "left": max(len(records) - LONGEST, 0),
         "records": [{"record": each, "url": _address(each)} for each in records[:LONGEST]]}
        for key, title, records in (
            ("found", said.statement.found, said.counted.found),
            ("rest", said.statement.rest, said.counted.rest),
        )
    ]
    return render(request, "inspection/statement.html", {
        "said": said, "lists": lists,
        "formats": [
            {"label": each.label, "url": reverse(
                "inspection-statement-file", args=[statement_id, each.suffix.removeprefix(".")])}
            for each in FORMATS.values()
        ],
    })


@page(Audience.FORCE, permission="inspection.read")
def statement_file(request: Any, statement_id: str, form: str) -> HttpResponse:
    """One statement and every record behind it as a file."""
    said = queries.statement(statement_id, now=request.now)
    paper = index_paper.statement(said, made_at=request.now.isoformat(timespec="seconds"))
    return _file(request, paper, form=form, name=statement_id.replace(".", "-"),
                 back=reverse("inspection-statement", args=[statement_id]))


def _address(record: Record) -> str:
    return reverse(record.place, args=[record.key]) if record.place else ""


def _file(request: Any, paper: Any, *, form: str, name: str, back: str) -> HttpResponse:
    found = FORMATS.get(f".{form}")
    if found is None:
        raise Http404
    try:
        written = found.write(paper)
    except DueRegardError as error:
        messages.error(request, str(error))
        return redirect(back)
    response = HttpResponse(written, content_type=found.media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}{found.suffix}"'
    return response


urlpatterns = [
    path("inspection/", index, name="inspection"),
    path("inspection/download/<str:form>/", index_file, name="inspection-index-file"),
    path("inspection/statements/<str:statement_id>/", statement, name="inspection-statement"),
    path("inspection/statements/<str:statement_id>/download/<str:form>/", statement_file,
         name="inspection-statement-file"),
]
