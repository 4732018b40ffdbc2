"""The signed heads of the ledger, as anybody may read them and a witness fetches them."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from dueregard.documents.audience import Audience
from dueregard.report.public_register.heads import queries
from dueregard.web.audience import page
from dueregard.web.public_keeping import kept

_PLAIN = "text/plain; charset=utf-8"


@page(Audience.PUBLIC)
@kept
def heads(request: HttpRequest) -> HttpResponse:
    """The list of heads, the newest first, and how to check with them."""
    text = request.GET.get("page", "1")
    number = int(text) if text.isdecimal() and 0 < len(text) < 7 else 1
    listing = queries.heads(page=number)
    return render(request, "public/ledger.html", {
        "listing": listing, "newest": queries.newest(), "witnessed": queries.newest_witnessed(),
        "page": Paginator(range(listing.count), queries.PAGE).get_page(number),
    })


@page(Audience.PUBLIC)
@kept
def newest(request: HttpRequest) -> HttpResponse:
    """The newest head as it was signed."""
    found = queries.newest()
    if found is None:
        raise Http404
    return HttpResponse(found.note, content_type=_PLAIN)


@page(Audience.PUBLIC)
@kept
def head(request: HttpRequest, size: int) -> HttpResponse:
    """One head as it was signed, at its address for good."""
    found = queries.head(size)
    if found is None:
        raise Http404
    return HttpResponse(found.note, content_type=_PLAIN)


@page(Audience.PUBLIC)
@kept
def since(request: HttpRequest, size: int) -> HttpResponse:
    """All heads after one, each with the proof that the one before is its beginning."""
    found = queries.head(size)
    if found is None:
        raise Http404
    return HttpResponse("".join(queries.since(size)) or found.note, content_type=_PLAIN)


urlpatterns = [
    path("ledger/", heads, name="public-ledger"),
    path("ledger/newest.txt", newest, name="public-head-newest"),
    path("ledger/<int:size>.txt", head, name="public-head"),
    path("ledger/since/<int:size>.txt", since, name="public-heads-since"),
]
