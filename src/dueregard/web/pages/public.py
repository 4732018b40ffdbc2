"""What the public reads. Only published documents reach this file."""

import json
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dueregard import DEFINITION, documents
from dueregard.documents.audience import Audience
from dueregard.lenses import standards
from dueregard.report.public_register import linked, queries, rules, schema
from dueregard.report.public_register.asked import queries as asked
from dueregard.report.public_register.asked.queries import OfRecord
from dueregard.report.public_register.papers import queries as papers
from dueregard.report.public_register.queries import Listing, Record
from dueregard.report.publication.under_headings import said_in
from dueregard.report.standards.rules import Given, fill
from dueregard.report.standards.writing import as_paper, shape_of, write
from dueregard.web import public_keeping
from dueregard.web.audience import page
from dueregard.web.public_keeping import kept

_LONGEST_QUESTION = 100
# As which a record is given under a standard's headings: a print is slow, and a page prints.
STANDARD_FORMS = ("html", "xlsx", "csv", "json")


@page(Audience.PUBLIC)
@kept
def register(request: HttpRequest) -> HttpResponse:
    """Everything published: under its headings, under one of them, or what has some words."""
    words = request.GET.get("q", "").strip()[:_LONGEST_QUESTION]
    key = request.GET.get("show", "")
    if words:
        listing = queries.found(words=words, page=_number(request))
        return _list(request, listing, words=words)
    if key:
        shelf = queries.shelf(key, page=_number(request))
        if shelf is None:
            raise Http404
        title = next(each.title for each in rules.GROUPS if each.key == key)
        return _list(request, shelf, title=title)
    return render(request, "public/register.html", {
        "register": queries.front(), "gaps": papers.gap_cards(),
    })


def _list(
    request: HttpRequest, listing: Listing, *, title: str = "", words: str = ""
) -> HttpResponse:
    pages = Paginator(range(listing.count), queries.PAGE)
    return render(request, "public/list.html", {
        "listing": listing, "title": title, "words": words,
        "page": pages.get_page(_number(request)),
    })


def _number(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return int(text) if text.isdecimal() and 0 < len(text) < 7 else 1


@page(Audience.PUBLIC)
@kept
def record(request: HttpRequest, slug: str, version: int | None = None) -> HttpResponse:
    """One record; where it was withdrawn, the dated note that stands in its place."""
    found = _found(request, slug, version)
    if found.drawn is None:
        return render(request, "public/withdrawn.html", {"record": found}, status=410)
    today = public_keeping.today()
    under = found.newest and found.drawn.under_headings
    return render(request, "public/record.html", {
        "record": found, "today": today,
        "of_record": _asked_of(found, today=today) if found.newest else None,
        "standards": _under_standards(slug) if under else [],
    })


def _under_standards(slug: str) -> list[dict[str, Any]]:
    """Each standard with the addresses of this record under its headings, by form."""
    # The address of the first one tells all others: to work out a dozen takes longer than the page.
    known = list(standards.shipped().by_id.values())
    first = reverse("public-standard", args=[slug, known[0].id, STANDARD_FORMS[0]])
    folder = first.removesuffix(f"{known[0].id}.{STANDARD_FORMS[0]}")
    return [
        {"it": each, "files": [(form.upper(), f"{folder}{each.id}.{form}")
                               for form in STANDARD_FORMS]}
        for each in known
    ]


@page(Audience.PUBLIC)
@kept
def record_file(
    request: HttpRequest, slug: str, suffix: str, version: int | None = None
) -> HttpResponse:
    """One record as data: the stored document itself as JSON, or as the rows of a spreadsheet."""
    found = _found(request, slug, version)
    document = queries.document(found.card)
    if document is None:
        return JsonResponse(
            {"slug": slug, "withdrawn_at": found.card.withdrawn_at,
             "withdrawn_because": found.withdrawn_because}, status=410,
        )
    shown = document if suffix == "json" else rules.as_table(document)
    return _file(f".{suffix}", documents.write(shown, f".{suffix}"),
                 name=f"{slug}-{found.card.version}")


@page(Audience.PUBLIC)
@kept
def whole_json(request: HttpRequest) -> HttpResponse:
    """The whole register as data."""
    sign = public_keeping.signboard(request)
    body = {
        "schema": "urn:dueregard:public-register:1",
        "force": sign.force_name if sign else "",
        "ledger": {"seq": sign.ledger_seq, "head": sign.ledger_head} if sign else None,
        "records": list(queries.documents()),
    }
    text = json.dumps(body, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
    return _file(".json", text.encode(), name="register")


@page(Audience.PUBLIC)
@kept
def whole_csv(request: HttpRequest) -> HttpResponse:
    """The whole register as one table, a record a row."""
    sign = public_keeping.signboard(request)
    rows = (
        (each.title, f"/uses/{each.slug}/", each.status_name, str(each.version),
         each.published_at.isoformat(),
         each.withdrawn_at.isoformat() if each.withdrawn_at else "", each.summary, each.digest)
        for each in queries.cards()
    )
    whole = rules.whole(
        title=_("Technology and data we use"), made_at=sign.at.isoformat() if sign else "",
        rows=rows,
    )
    return _file(".csv", documents.write(whole, ".csv"), name="register")


@page(Audience.PUBLIC)
@kept
def whole_schema(request: HttpRequest) -> HttpResponse:
    """What the whole register as data holds, for a validator."""
    return HttpResponse(schema.text(), content_type="application/schema+json")


@page(Audience.PUBLIC)
@kept
def whole_linked(request: HttpRequest) -> HttpResponse:
    """The whole register in the words of schema.org."""
    return _linked(linked.catalogue(
        sign=public_keeping.signboard(request), cards=queries.cards(),
        at=request.build_absolute_uri,
        title=_("Technology and data we use"),
    ))


@page(Audience.PUBLIC)
@kept
def record_linked(request: HttpRequest, slug: str) -> HttpResponse:
    """One record in the words of schema.org."""
    found = _found(request, slug, None)
    document = queries.document(found.card)
    if document is None:
        return JsonResponse({"slug": slug, "withdrawn_at": found.card.withdrawn_at}, status=410)
    return _linked(linked.dataset(
        card=found.card, editions=found.editions, sign=public_keeping.signboard(request),
        keywords=(document.facts.get("technology", ""), found.card.status_name),
        at=request.build_absolute_uri,
    ))


@page(Audience.PUBLIC)
@kept
def record_standard(request: HttpRequest, slug: str, standard: str, form: str) -> HttpResponse:
    """One record under the headings of somebody's standard, made of what was published alone."""
    found = _found(request, slug, None)
    asked, document = standards.shipped().by_id.get(standard), queries.document(found.card)
    if document is None:
        return JsonResponse({"slug": slug, "withdrawn_at": found.card.withdrawn_at}, status=410)
    said = said_in(document)
    if asked is None or said is None or form not in STANDARD_FORMS:
        raise Http404
    first = localtime(min(each.published_at for each in found.editions)).date()
    filled = fill(
        asked, said, title=found.card.title, force=document.facts.get("force", ""),
        given=Given(
            address=request.build_absolute_uri(f"/uses/{slug}/"),
            first_published=f"{first.day} {first:%B %Y}",
        ),
        shape=shape_of(standard),
    )
    if form == "html":
        # In a page of ours: one that stands alone brings a style of its own, which we do not allow.
        paper = as_paper(filled, made_at=document.made_at)
        return render(request, "public/standard.html", {"record": found, "paper": paper})
    return _file(f".{form}", write(filled, f".{form}", made_at=document.made_at),
                 name=f"{slug}-{standard}")


def _linked(plain: dict[str, Any]) -> HttpResponse:
    text = json.dumps(plain, ensure_ascii=False, allow_nan=False, indent=2)
    return HttpResponse(f"{text}\n", content_type=linked.MEDIA_TYPE)


@page(Audience.PUBLIC)
@kept
def about(request: HttpRequest) -> HttpResponse:
    """What this list is, and how anyone can check that it was not rewritten."""
    return render(request, "public/about.html", {"definition": DEFINITION})


@page(Audience.PUBLIC)
@kept
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was checked by machine, and what no person has tested."""
    return render(request, "public/accessibility.html", {})


def _asked_of(record: Record, *, today: date) -> OfRecord:
    return asked.of_record(record.card.slug, today=today) if record.asked_about else asked.NOTHING


def _found(request: HttpRequest, slug: str, version: int | None) -> Record:
    sign = public_keeping.signboard(request)
    found = queries.record(slug, version=version, sign=sign)
    if found is None:
        raise Http404
    return found


def _file(suffix: str, content: bytes, *, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=documents.FORMATS[suffix].media_type, headers={
        "Content-Disposition": f'inline; filename="{name}{suffix}"',
    })


urlpatterns = [
    path("", register, name="public-register"),
    path("register.json", whole_json, name="public-register-json"),
    path("register.csv", whole_csv, name="public-register-csv"),
    path("register.schema.json", whole_schema, name="public-register-schema"),
    path("register.jsonld", whole_linked, name="public-register-jsonld"),
    path("uses/<slug:slug>/", record, name="public-record"),
    path("uses/<slug:slug>/v/<int:version>/", record, name="public-version"),
    path("uses/<slug:slug>.json", record_file, {"suffix": "json"}, name="public-json"),
    path("uses/<slug:slug>.csv", record_file, {"suffix": "csv"}, name="public-csv"),
    path("uses/<slug:slug>.jsonld", record_linked, name="public-jsonld"),
    path("uses/<slug:slug>/as/<slug:standard>.<slug:form>", record_standard,
         name="public-standard"),
    path("about/", about, name="about"),
    path("accessibility/", accessibility, name="accessibility"),
]
