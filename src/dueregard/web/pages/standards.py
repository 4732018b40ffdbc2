"""A record for somebody else's register: what is missing, the texts, the files; and theirs in."""

from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.answers import DueRegardError, No
from dueregard.documents import FORMATS
from dueregard.documents.audience import Audience
from dueregard.identify.register.rules import STATUS_NAMES, Status
from dueregard.lenses import standards as content
from dueregard.people.rules import may
from dueregard.report.standards import queries
from dueregard.report.standards.writing import write
from dueregard.report.wordings import actions
from dueregard.report.wordings import queries as wordings
from dueregard.report.wordings import rules as reading
from dueregard.report.wordings.sheets import MOST_BYTES
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.use_frame import frame


class WordingForm(forms.Form):
    """What the public reads under one heading: one text, or several where it can come again."""

    all_optional = True

    def __init__(self, *args: Any, texts: tuple[str, ...], several: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(len(texts) + 1 if several else 1):
            self.fields[f"text_{place}"] = forms.CharField(
                label=_("Text %d") % (place + 1) if several else _("Text for the public"),
                initial=texts[place] if place < len(texts) else "", required=False,
                max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}),
            )

    def texts(self) -> list[str]:
        """What was written, in order."""
        return [self.cleaned_data[name] for name in self.fields]


class RecordForm(forms.Form):
    """The file that holds a record."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("XLSX, XLS, ODS, CSV, JSON or a saved web page. One record."),
        error_messages={
            "required": gettext_lazy("Choose the file that holds the record"),
            "empty": gettext_lazy("This file is empty. Export the record again"),
        },
    )

    def clean_file(self) -> Any:
        """The file, when it is not too large to be one record."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_(
                "This file is larger than 5 MB. A record is smaller: check that it is the right "
                "file"
            ))
        return file


class AddForm(forms.Form):
    """Under which name a record is added, and how far it has come."""

    name = forms.CharField(
        label=gettext_lazy("What do you call it?"), max_length=reading.LONGEST_NAME,
        error_messages={"required": gettext_lazy("Write its name")},
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Where does it stand?"),
        choices=[(each.value, name) for each, name in STATUS_NAMES.items()],
        help_text=gettext_lazy(
            "As its record says. Live is the careful reading where it says nothing: what may be "
            "in use gets looked at."
        ),
    )


@page(Audience.FORCE, permission="register.read")
def standards(request: Any, ref: str) -> HttpResponse:
    """Each standard, and whether the record may be sent to its register."""
    return render(request, "standards/standards.html", frame(ref, step="report") | {
        "standings": queries.all_of(
            ref, now=request.now, public_address=settings.PUBLIC_ADDRESS),
        "extra": [each for each in wordings.of_use(ref) if not each.key],
    })


@page(Audience.FORCE, permission="register.read")
def standard(request: Any, ref: str, name: str) -> HttpResponse:
    """One standard: what is missing, what nobody has read, what is filled, and the files."""
    context, one = frame(ref, step="report"), _one(request, ref, name)
    return render(request, "standards/standard.html", context | {
        "one": one,
        "filled": [
            (section, [each for each in lines if each.filled])
            for section, lines in one.filled.in_sections() if any(each.filled for each in lines)
        ],
        "formats": [
            {"label": each.label, "url": reverse(
                "standard-file", args=[ref, name, each.suffix.removeprefix(".")])}
            for each in FORMATS.values()
        ],
        "may_write": bool(may(request.actor, "wordings.write", context["use"].concern)),
    })


@page(Audience.FORCE, permission="register.read")
def standard_file(request: Any, ref: str, name: str, form: str) -> HttpResponse:
    """The record under one standard's headings, as a file."""
    found = FORMATS.get(f".{form}")
    if found is None:
        raise Http404
    one = _one(request, ref, name)
    try:
        written = write(one.filled, found.suffix, made_at=request.now.isoformat())
    except DueRegardError as error:
        messages.error(request, str(error))
        return redirect("standard", ref, name)
    response = HttpResponse(written, content_type=found.media_type)
    draft = "-draft" if one.draft else ""
    response["Content-Disposition"] = f'attachment; filename="{ref}-{name}{draft}{found.suffix}"'
    return response


@page(Audience.FORCE, permission="register.read")
def wording(request: Any, ref: str, key: str) -> HttpResponse:
    """Write what the public reads under one heading."""
    field = content.shipped().fields.get(key)
    if field is None:
        raise Http404
    context = frame(ref, step="report")
    form = WordingForm(
        request.POST if request.method == "POST" else None,
        texts=wordings.under(ref, key), several=bool(field.group),
    )
    if form.is_valid() and attempt(
        form, actions.write, ref=ref, key=key, texts=form.texts(), by=request.actor,
        now=request.now,
    ) is not None:
        messages.success(request, _(
            "Saved. The public reads it once two people have published it."))
        back = request.GET.get("standard", "")
        known = back in content.shipped().by_id
        return redirect("standard", ref, back) if known else redirect("standards", ref)
    allowed = may(request.actor, "wordings.write", context["use"].concern)
    return render(request, "standards/wording.html", context | {
        "form": form, "field": field, "inside": queries.inside(ref, key),
        "refused": allowed.reason if isinstance(allowed, No) else "",
    })


@page(Audience.FORCE, permission="register.import")
def bring_in(request: Any) -> HttpResponse:
    """Choose the file of a record that follows a standard."""
    posted = request.method == "POST"
    form = RecordForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        made = attempt(form, actions.bring_in, content=file.read(), name=Path(file.name).name,
                       by=request.actor, now=request.now)
        if made is not None:
            return redirect("record-import-preview", int(made.removeprefix("record-")))
    return render(request, "standards/bring_in.html", {"form": form})


@page(Audience.FORCE, permission="register.import")
def preview(request: Any, record_id: int) -> HttpResponse:
    """What of a record goes where, what is not understood; then add it to the register."""
    brought = wordings.brought(record_id)
    if brought.ref and request.method != "POST":
        return redirect("use", brought.ref)
    phase = brought.record.first("meta.phase")
    status = reading.status_of(phase)
    form = AddForm(request.POST if request.method == "POST" else None, initial={
        "name": brought.record.first("tier1.name", "meta.title")[: reading.LONGEST_NAME],
        "status": (status or Status.LIVE).value,
    })
    if form.is_valid():
        made = attempt(
            form, actions.add, reference=brought.reference, name=form.cleaned_data["name"],
            status=Status(form.cleaned_data["status"]), by=request.actor, now=request.now,
        )
        if made is not None:
            messages.success(request, _("The record is in the register now. Nothing is public."))
            return redirect("standards", made)
    fields = content.shipped().fields
    return render(request, "standards/preview.html", {
        "form": form, "brought": brought, "phase": phase, "phase_known": status is not None,
        "known": [(each, fields[each.key].label) for each in brought.record.known()
                  if each.key in fields],
        "extra": brought.record.extra(),
    })


def _one(request: Any, ref: str, name: str) -> queries.Standing:
    return queries.one(
        ref, standard_id=name, now=request.now, public_address=settings.PUBLIC_ADDRESS)


urlpatterns = [
    path("uses/import-record/", bring_in, name="record-import"),
    path("uses/import-record/<int:record_id>/", preview, name="record-import-preview"),
    path("uses/<str:ref>/report/standards/", standards, name="standards"),
    path("uses/<str:ref>/report/standards/<str:name>/", standard, name="standard"),
    path("uses/<str:ref>/report/standards/<str:name>/download/<str:form>/", standard_file,
         name="standard-file"),
    path("uses/<str:ref>/report/wording/<str:key>/", wording, name="wording"),
]
