"""What a forecast does to its own data: sliders, the answer, and the finding to take or attach."""

import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dueregard import documents
from dueregard.answers import DueRegardError
from dueregard.documents.audience import Audience
from dueregard.documents.charts import draw
from dueregard.documents.document import Document
from dueregard.findings import reading_tables
from dueregard.findings.finding import Finding
from dueregard.findings.paper import as_document
from dueregard.identify.evidence import actions
from dueregard.instruments import load
from dueregard.web import tasks, uploads
from dueregard.web.audience import page
from dueregard.web.loop_forms import USUAL, CountsForm, LoopForm, as_csv, lines_of, rows_of
from dueregard.web.pressing import press
from dueregard.web.use_frame import frame

_NAME = "feedback"


@page(Audience.FORCE, permission="register.read")
def loop(request: Any) -> HttpResponse:
    """Type counts, move the sliders, read where it leads. Nothing is kept."""
    asked = "counts" in request.GET and "days" in request.GET
    initial = {"counts": request.GET.get("counts", USUAL)}
    form = LoopForm(request.GET if asked else None, initial=initial)
    found = _found(form)
    paper = _paper(found, request.now) if found else None
    query = request.GET.urlencode()
    ref = request.GET.get("use", "")
    context = frame(ref, step="identify") if ref else {}
    return render(request, "plan/loop.html", context | {
        "form": form, "file_form": CountsForm(), "query": query, "use_ref": ref,
        "about": load(_NAME).ABOUT,
        "paper": paper, "answer": _first(paper) if paper else None,
        "formats": [
            {"label": each.label, "url": reverse("loop-file", args=[
                each.suffix.removeprefix(".")]) + f"?{query}"}
            for each in documents.FORMATS.values()
        ],
    })


@page(Audience.FORCE, permission="register.read")
@require_POST
def counts(request: Any) -> HttpResponse:
    """Read a file of counts into the lines of the form."""
    form = CountsForm(request.POST, request.FILES)
    ref = request.POST.get("use", "")
    asked = {"use": ref} if ref else {}
    if form.is_valid():
        sent = form.cleaned_data["file"]
        with tempfile.TemporaryDirectory() as room:
            # Under its own ending, by which a workbook is told from a text; never under its name.
            kept = Path(room) / f"counts{Path(sent.name).suffix.lower()[:8]}"
            kept.write_bytes(sent.read())
            try:
                asked["counts"] = lines_of(reading_tables.read(kept))
            except DueRegardError as problem:
                messages.error(request, str(problem).replace(str(kept), sent.name))
    else:
        messages.error(request, " ".join(str(each) for each in form.errors["file"]))
    return redirect(f"{reverse('loop')}?{urlencode(asked)}")


@page(Audience.FORCE, permission="register.read")
def file(request: Any, form: str) -> HttpResponse:
    """The answer as a file; as JSON, the finding itself, which can be attached to a use."""
    made = documents.FORMATS.get(f".{form}")
    if made is None:
        raise Http404
    found = _found(LoopForm(request.GET))
    back = f"{reverse('loop')}?{request.GET.urlencode()}"
    if found is None:
        messages.error(request, _("A number is missing or not possible. Put it right first."))
        return redirect(back)
    try:
        content = ((found.to_json() + "\n").encode() if form == "json"
                   else made.write(_paper(found, request.now)))
    except DueRegardError as problem:
        messages.error(request, str(problem))
        return redirect(back)
    response = HttpResponse(content, content_type=made.media_type)
    response["Content-Disposition"] = f'attachment; filename="loop{made.suffix}"'
    return response


@page(Audience.FORCE, permission="evidence.attach")
@require_POST
def attach(request: Any, ref: str) -> HttpResponse:
    """Attach the answer to a use: it is measured again behind the page, from the same counts."""
    asked = QueryDict(request.POST.get("query", ""))
    form = LoopForm(asked)
    back = f"{reverse('loop')}?{asked.urlencode()}"
    if _found(form) is None:
        messages.error(request, _("A number is missing or not possible. Put it right first."))
        return redirect(back)
    columns, rows = rows_of(form.cleaned_data["counts"])
    sha256 = uploads.keep(SimpleUploadedFile("counts.csv", as_csv(columns, rows).encode()))
    made = press(
        request, actions.ask_to_measure, ref=ref, sha256=sha256, instrument=_NAME,
        title=_("What the forecast does to its own data"), file_name="counts.csv",
        lens=load(_NAME).ABOUT.lens, options=form.options(), enqueue=tasks.enqueue,
        done=_("It is measured again from the same counts, and attached."))
    if made is None:
        uploads.let_go(sha256)
        return redirect(back)
    return redirect("job", int(made.removeprefix("job-")))


def _found(form: LoopForm) -> Finding | None:
    if not form.is_valid():
        return None
    try:
        return load(_NAME).measure(form.table(), options=form.options())
    except DueRegardError as problem:
        form.add_error(None, str(problem))
        return None


def _first(paper: Document) -> Document:
    """What stands above the sliders: the sentence and the picture that they move."""
    return replace(paper, title=_("What a forecast does to its own data"), parts=tuple(
        each for each in paper.parts if each.key in ("verdict", "course")))


def _paper(found: Finding, now: datetime) -> Document:
    return draw(as_document(found, made_at=now.isoformat(timespec="seconds"),
                            audience=Audience.FORCE))


urlpatterns = [
    path("measure/loop/", loop, name="loop"),
    path("measure/loop/counts/", counts, name="loop-counts"),
    path("measure/loop/download/<str:form>/", file, name="loop-file"),
    path("uses/<str:ref>/loop/attach/", attach, name="loop-attach"),
]
