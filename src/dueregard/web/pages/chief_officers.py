"""One side for chief officers: on a page where each line is a link, and as a sheet to print."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from dueregard.answers import DueRegardError
from dueregard.desk import chief_officers as queries
from dueregard.documents import FORMATS
from dueregard.documents.audience import Audience
from dueregard.web.audience import page


@page(Audience.FORCE, permission="chief-officers.read")
def chief_officers(request: Any) -> HttpResponse:
    """What is in use without a decision, late, unanswered or due; and what is not shown."""
    found = queries.side(now=request.now)
    return render(request, "chief_officers/side.html", {
        "side": found,
        "sections": [
            {"section": each, "lines": [
                {"text": line.text, "url": reverse(line.link, args=[line.key])}
                for line in each.lines
            ]}
            for each in found.sections
        ],
        "formats": [
            {"label": each.label,
             "url": reverse("chief-officers-file", args=[each.suffix.removeprefix(".")])}
            for each in FORMATS.values()
        ],
    })


@page(Audience.FORCE, permission="chief-officers.read")
def chief_officers_file(request: Any, form: str) -> HttpResponse:
    """The same as a file."""
    found = FORMATS.get(f".{form}")
    if found is None:
        raise Http404
    paper = queries.as_document(
        queries.side(now=request.now), made_at=request.now.isoformat(timespec="seconds")
    )
    try:
        written = found.write(paper)
    except DueRegardError as error:
        messages.error(request, str(error))
        return redirect("chief-officers")
    response = HttpResponse(written, content_type=found.media_type)
    response["Content-Disposition"] = (
        f'attachment; filename="chief-officers-{request.now:%Y-%m-%d}{found.suffix}"'
    )
    return response


urlpatterns = [
    path("chief-officers/", chief_officers, name="chief-officers"),
    path("chief-officers/download/<str:form>/", chief_officers_file, name="chief-officers-file"),
]
