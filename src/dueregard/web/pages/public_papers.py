"""Papers that the public reads: tables, reports and answers. Only what is published gets here."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse

from dueregard import documents
from dueregard.documents.audience import Audience
from dueregard.report.public_register.papers import queries
from dueregard.report.public_register.papers.queries import Paper
from dueregard.web.audience import page
from dueregard.web.public_keeping import kept

# What this door can write by itself: nothing is drawn here, and no library is needed.
FORMATS = {"html": "to print", "csv": "as a table (CSV)", "odt": "to edit (ODT)",
           "json": "for a computer (JSON)"}


@page(Audience.PUBLIC)
@kept
def papers(request: HttpRequest) -> HttpResponse:
    """Every paper, the newest first."""
    cards = queries.cards()
    return render(request, "public/papers.html", {
        "standing": [each for each in cards if each.withdrawn_at is None],
        "withdrawn": [each for each in cards if each.withdrawn_at is not None],
    })


@page(Audience.PUBLIC)
@kept
def paper(request: HttpRequest, slug: str, version: int | None = None) -> HttpResponse:
    """One paper; where it was withdrawn, the dated note that stands in its place."""
    found = _found(slug, version)
    if found.document is None:
        return render(request, "public/paper_withdrawn.html", {"paper": found}, status=410)
    return render(request, "public/paper.html", {"paper": found, "files": [
        {"text": text, "url": reverse(
            "public-paper-file", args=[slug, found.card.version, suffix])}
        for suffix, text in FORMATS.items()
    ]})


@page(Audience.PUBLIC)
@kept
def paper_file(request: HttpRequest, slug: str, version: int, suffix: str) -> HttpResponse:
    """One version of a paper as a file, made of the stored document."""
    if suffix not in FORMATS:
        raise Http404
    found = _found(slug, version)
    if found.document is None:
        return JsonResponse(
            {"slug": slug, "withdrawn_at": found.card.withdrawn_at,
             "withdrawn_because": found.withdrawn_because}, status=410,
        )
    made = documents.FORMATS[f".{suffix}"]
    return HttpResponse(made.write(found.document), content_type=made.media_type, headers={
        "Content-Disposition": f'inline; filename="{slug}-{version}.{suffix}"',
    })


def _found(slug: str, version: int | None) -> Paper:
    found = queries.paper(slug, version=version)
    if found is None:
        raise Http404
    return found


urlpatterns = [
    path("papers/", papers, name="public-papers"),
    path("papers/<slug:slug>/", paper, name="public-paper"),
    path("papers/<slug:slug>/v/<int:version>/", paper, name="public-paper-version"),
    path("papers/<slug:slug>/v/<int:version>.<str:suffix>", paper_file,
         name="public-paper-file"),
]
