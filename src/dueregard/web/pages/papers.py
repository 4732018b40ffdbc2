"""Every paper about a use: what is missing from each, on a page, and as files to take away."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from dueregard.answers import DueRegardError
from dueregard.desk import papers as shelves
from dueregard.desk.papers import ShelfLine
from dueregard.documents import FORMATS
from dueregard.documents.audience import Audience
from dueregard.manage.papers.drafting import WHERE_NAMES, Gap, Where
from dueregard.web.audience import page
from dueregard.web.use_frame import frame

# The two that people ask for stand first; the rest on the paper's own page.
_FIRST = (".pdf", ".odt")
_PAGES: dict[Where, str] = {
    Where.REGISTER: "use-describe", Where.FACTS: "use-facts", Where.EVIDENCE: "identify",
    Where.LAW: "law", Where.POINTS: "identify", Where.OPTIONS: "prioritise",
    Where.ANSWERS: "prioritise", Where.COMMITTEE: "manage",
}


@page(Audience.FORCE, permission="register.read")
def papers(request: Any, ref: str) -> HttpResponse:
    """The shelf: each paper, what it is for, what is missing from it."""
    return render(request, "papers/papers.html", frame(ref, step="manage") | {
        "papers": [
            {"line": each, "formats": _formats(ref, each.key, _FIRST), "gaps": _gaps(ref, each)}
            for each in shelves.shelf(ref, now=request.now)
        ],
        "back_url": reverse("manage", args=[ref]),
    })


@page(Audience.FORCE, permission="register.read")
def paper(request: Any, ref: str, name: str) -> HttpResponse:
    """One paper as the record stands now, with links to where its gaps are filled."""
    made = shelves.one(ref, name, now=request.now)
    return render(request, "papers/paper.html", frame(ref, step="manage") | {
        "line": made.line, "paper": made.document, "gaps": _gaps(ref, made.line),
        "formats": _formats(ref, name, tuple(FORMATS)),
        "back_url": reverse("papers", args=[ref]),
    })


@page(Audience.FORCE, permission="register.read")
def paper_file(request: Any, ref: str, name: str, form: str) -> HttpResponse:
    """The same as a file."""
    found = FORMATS.get(f".{form}")
    if found is None:
        raise Http404
    made = shelves.one(ref, name, now=request.now)
    try:
        written = found.write(made.document)
    except DueRegardError as error:
        messages.error(request, str(error))
        return redirect("paper", ref, name)
    response = HttpResponse(written, content_type=found.media_type)
    file_name = f"{ref}-{name}{'-draft' if made.line.draft else ''}{found.suffix}"
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def _formats(ref: str, name: str, suffixes: tuple[str, ...]) -> list[dict[str, str]]:
    return [
        {"label": FORMATS[each].label,
         "url": reverse("paper-file", args=[ref, name, each.removeprefix(".")])}
        for each in suffixes
    ]


def _gaps(ref: str, line: ShelfLine) -> list[dict[str, Any]]:
    """What is missing, by where it is written down, in the order in which it is asked."""
    by_where: dict[Where, list[Gap]] = {}
    for each in line.gaps:
        by_where.setdefault(each.where, []).append(each)
    return [
        {"where": WHERE_NAMES[where], "url": _where(ref, where), "gaps": found}
        for where, found in by_where.items()
    ]


def _where(ref: str, where: Where) -> str:
    return reverse("profile") if where is Where.PROFILE else reverse(_PAGES[where], args=[ref])


urlpatterns = [
    path("uses/<str:ref>/papers/", papers, name="papers"),
    path("uses/<str:ref>/papers/<str:name>/", paper, name="paper"),
    path("uses/<str:ref>/papers/<str:name>/download/<str:form>/", paper_file, name="paper-file"),
]
