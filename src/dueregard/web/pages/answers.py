"""Answers that a tool gave: a blind marking sheet out, two marked sheets in, a finding kept."""

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.answers import DueRegardError, No
from dueregard.documents import FORMATS
from dueregard.documents.audience import Audience
from dueregard.identify.evidence import actions, rules
from dueregard.identify.evidence.rules import SOURCE_NAMES, Source
from dueregard.instruments.answers import (
    ABOUT,
    captured,
    finding,
    join,
    marking_sheet,
    read_marks,
)
from dueregard.people.rules import may
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.use_frame import frame

MOST_BYTES = 10_000_000
SHEET, MARKS = "sheet", "marks"


def _file(label: Any, help_text: Any = "") -> forms.FileField:
    return forms.FileField(label=label, help_text=help_text, error_messages={
        "required": gettext_lazy("Choose the file"),
        "empty": gettext_lazy("This file is empty"),
    })


class PairsForm(forms.Form):
    """The questions and answers that were captured, and which marker's sheet is wanted."""

    pairs = _file(
        gettext_lazy("The questions and answers"),
        gettext_lazy("CSV or a spreadsheet with one row each. Headings: Question, Answer, and "
                     "Approved answer or Should be passed on or both."),
    )
    marker = forms.TypedChoiceField(
        label=gettext_lazy("For which marker?"), coerce=int, widget=forms.RadioSelect,
        choices=[(1, gettext_lazy("The first")), (2, gettext_lazy("The second"))],
        error_messages={"required": gettext_lazy("Choose for which marker")},
    )


class MarksForm(forms.Form):
    """Two marked sheets, and whose test it was."""

    first = _file(gettext_lazy("The first marker's sheet"))
    second = _file(gettext_lazy("The second marker's sheet"))
    title = forms.CharField(
        label=gettext_lazy("A short name for it"), max_length=200,
        error_messages={"required": gettext_lazy("Enter a short name for it")},
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Who had it marked?"), widget=forms.RadioSelect, initial=Source.FORCE,
        choices=[(each, SOURCE_NAMES[each]) for each in Source if rules.FINDINGS[each]],
        error_messages={"required": gettext_lazy("Choose who had it marked")},
    )


@page(Audience.FORCE, permission="evidence.attach")
def answers_check(request: Any, ref: str) -> HttpResponse:
    """Make a marking sheet, or read two marked ones and keep what they say as evidence."""
    context = frame(ref, step="identify")
    barred = may(request.actor, "evidence.attach", context["use"].concern)
    step = request.POST.get("step", "") if request.method == "POST" else ""
    pairs = PairsForm(*_posted(request, step == SHEET), prefix=SHEET)
    marks = MarksForm(*_posted(request, step == MARKS), prefix=MARKS)
    done = None
    if not isinstance(barred, No):
        if step == SHEET and pairs.is_valid():
            done = _sheet(request, pairs)
        elif step == MARKS and marks.is_valid():
            done = _keep(request, ref, marks)
    if done is not None:
        return done
    return render(request, "procurement/answers.html", context | {
        "pairs": pairs, "marks": marks, "limits": ABOUT.limits,
        # The summary of what is wrong belongs to the form that was sent.
        "form": marks if step == MARKS else pairs,
        "barred": barred.reason if isinstance(barred, No) else "",
        "back_url": reverse("suppliers", args=[ref]),
    })


def _posted(request: Any, sent: bool) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if sent else (None, None)


def _sheet(request: Any, form: Any) -> HttpResponse | None:
    file = form.cleaned_data["pairs"]
    with tempfile.TemporaryDirectory() as room:
        try:
            found = captured(_put(Path(room), file), name=Path(file.name).name)
        except DueRegardError as problem:
            form.add_error("pairs", str(problem))
            return None
    marker = form.cleaned_data["marker"]
    paper = marking_sheet(found, marker=marker, made_at=request.now.isoformat(timespec="seconds"))
    written = FORMATS[".xlsx"]
    response = HttpResponse(written.write(paper), content_type=written.media_type)
    response["Content-Disposition"] = f'attachment; filename="marker-{marker}.xlsx"'
    return response


def _keep(request: Any, ref: str, form: Any) -> HttpResponse | None:
    got = form.cleaned_data
    sheets = []
    with tempfile.TemporaryDirectory() as room:
        for name in ("first", "second"):
            try:
                sheets.append(read_marks(
                    _put(Path(room), got[name], called=name), name=Path(got[name].name).name
                ))
            except DueRegardError as problem:
                form.add_error(name, str(problem))
    if len(sheets) < 2:
        return None
    try:
        made = finding(join(*sheets))
    except DueRegardError as problem:
        form.add_error("second", str(problem))
        return None
    kept = attempt(
        form, actions.attach, ref=ref, finding_json=made.to_json(), title=got["title"],
        lens=ABOUT.lens, source=Source(got["source"]), by=request.actor, now=request.now,
        file_name=" + ".join(Path(got[each].name).name for each in ("first", "second")),
    )
    return redirect("evidence", int(kept.removeprefix("evidence-"))) if kept else None


def _put(room: Path, file: Any, *, called: str = "pairs") -> Path:
    """The upload where it can be read; it is gone with the room."""
    if file.size > MOST_BYTES:
        raise DueRegardError(_("This file is larger than 10 MB. Check that it is the right file."))
    found = room / f"{called}{Path(file.name).suffix.lower()}"
    found.write_bytes(b"".join(file.chunks()))
    return found


urlpatterns = [path("uses/<str:ref>/answers-check/", answers_check, name="answers-check")]
