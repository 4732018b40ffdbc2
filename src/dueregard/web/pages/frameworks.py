"""One use under the headings of a framework that somebody else wrote: on a page, and as a file."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from dueregard.answers import DueRegardError
from dueregard.documents import FORMATS
from dueregard.documents.audience import Audience
from dueregard.manage.frameworks import queries
from dueregard.web.audience import page
from dueregard.web.use_frame import frame

_READERS = {"force": Audience.FORCE, "committee": Audience.COMMITTEE}


@page(Audience.FORCE, permission="register.read")
def frameworks(request: Any, ref: str) -> HttpResponse:
    """Every framework that the record can be put under, and how much of each it fills."""
    return render(request, "manage/frameworks.html", frame(ref, step="manage") | {
        "frameworks": queries.frameworks(ref, now=request.now),
        "back_url": reverse("manage", args=[ref]),
    })


@page(Audience.FORCE, permission="register.read")
def framework(request: Any, ref: str, name: str) -> HttpResponse:
    """The record under the headings of one framework, for the force or for its committee."""
    reader = request.GET.get("for", "")
    reader = reader if reader in _READERS else "force"
    return render(request, "manage/framework.html", frame(ref, step="manage") | {
        "framework": queries.one(name), "reader": reader,
        "paper": queries.paper(ref, framework_id=name, reader=_READERS[reader], now=request.now),
        "formats": [
            {"label": each.label, "url": reverse(
                "framework-file", args=[ref, name, reader, each.suffix.removeprefix(".")])}
            for each in FORMATS.values()
        ],
        "back_url": reverse("frameworks", args=[ref]),
    })


@page(Audience.FORCE, permission="register.read")
def framework_file(request: Any, ref: str, name: str, reader: str, form: str) -> HttpResponse:
    """The same as a file, for whom it was asked."""
    found = FORMATS.get(f".{form}")
    if found is None or reader not in _READERS:
        raise Http404
    paper = queries.paper(ref, framework_id=name, reader=_READERS[reader], now=request.now)
    try:
        written = found.write(paper)
    except DueRegardError as error:
        messages.error(request, str(error))
        return redirect("framework", ref, name)
    response = HttpResponse(written, content_type=found.media_type)
    file_name = f"{ref}-{name}-for-the-{reader}{found.suffix}"
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


urlpatterns = [
    path("uses/<str:ref>/frameworks/", frameworks, name="frameworks"),
    path("uses/<str:ref>/frameworks/<str:name>/", framework, name="framework"),
    path("uses/<str:ref>/frameworks/<str:name>/download/<str:reader>/<str:form>/", framework_file,
         name="framework-file"),
]
