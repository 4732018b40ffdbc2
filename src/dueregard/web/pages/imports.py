"""A list that the force already keeps: bring it in, match its columns, read what came of it."""

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dueregard.answers import Yes
from dueregard.documents import FORMATS
from dueregard.documents.audience import Audience
from dueregard.identify.imports import actions, queries
from dueregard.identify.imports.queries import Brought
from dueregard.identify.imports.rules import Matching, may_match
from dueregard.identify.imports.words import FIELD_NAMES, Field
from dueregard.identify.register.rules import STATUS_NAMES, Status
from dueregard.web.audience import page
from dueregard.web.doing import attempt

MOST_BYTES = 20_000_000
_SET_ASIDE = ("", gettext_lazy("Set these rows aside"))


class UploadForm(forms.Form):
    """The file that holds the list."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("XLSX, XLS, ODS or CSV, with one row of headings."),
        error_messages={
            "required": gettext_lazy("Choose the file that holds your list"),
            "empty": gettext_lazy("This file is empty. Export the list again, with its rows"),
        },
    )

    def clean_file(self) -> Any:
        """The file, when it is not too large to be a list of systems."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_(
                "This file is larger than 20 MB. A list of systems is smaller: check that it is "
                "the right file"
            ))
        return file


class MatchForm(forms.Form):
    """Which column is what, and what the list's own words for a status mean."""

    all_optional = True

    def __init__(self, *args: Any, brought: Brought, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.brought = brought
        columns = [("", _("Not in this list")), *(
            (str(place), heading) for place, heading in enumerate(brought.headings)
        )]
        for field, name in FIELD_NAMES.items():
            guess = brought.guesses.get(field)
            self.fields[field.value] = forms.ChoiceField(
                label=name, choices=columns, required=False,
                initial="" if guess is None else str(guess),
            )
        statuses = [(each.value, name) for each, name in STATUS_NAMES.items()]
        self.fields["blank"] = forms.ChoiceField(
            label=_("Where the list gives no status, read it as"), required=False,
            choices=[*statuses, _SET_ASIDE], initial=Status.LIVE.value, widget=forms.Select,
            help_text=_("Live is the careful reading: what may be in use gets looked at."),
        )
        for place, word in enumerate(brought.unknown):
            self.fields[f"status_{place}"] = forms.ChoiceField(
                label=_("“%s” means") % word, required=False, choices=[_SET_ASIDE, *statuses],
            )

    def clean(self) -> dict[str, Any]:
        """Say beside the column what is wrong with how they are matched."""
        cleaned = super().clean() or {}
        answer = may_match(columns=self._columns(cleaned), width=len(self.brought.headings))
        if not isinstance(answer, Yes):
            beside = Field.NAME.value if answer.code == "no-name-column" else None
            self.add_error(beside, answer.reason)
        return cleaned

    def matching(self) -> Matching:
        """What was chosen."""
        chosen = self.cleaned_data
        return Matching(
            columns=self._columns(chosen),
            meanings={
                word: Status(chosen[f"status_{place}"]) if chosen[f"status_{place}"] else None
                for place, word in enumerate(self.brought.unknown)
            },
            blank=Status(chosen["blank"]) if chosen["blank"] else None,
        )

    @staticmethod
    def _columns(chosen: dict[str, Any]) -> dict[Field, int]:
        return {each: int(chosen[each.value]) for each in Field if chosen.get(each.value)}


@page(Audience.FORCE, permission="register.import")
def bring_in(request: Any) -> HttpResponse:
    """Choose the file."""
    posted = request.method == "POST"
    form = UploadForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        with tempfile.TemporaryDirectory() as room:
            # The list is read here and its copy is gone with this room.
            path_ = Path(room) / "list"
            path_.write_bytes(b"".join(file.chunks()))
            made = attempt(form, actions.bring_in, path=path_, name=Path(file.name).name,
                           by=request.actor, now=request.now)
        if made is not None:
            return redirect("import-match", int(made.removeprefix("import-")))
    return render(request, "imports/bring_in.html", {"form": form})


@page(Audience.FORCE, permission="register.import")
def match(request: Any, import_id: int) -> HttpResponse:
    """See how the columns were read, and put them right."""
    posted = request.POST if request.method == "POST" else None
    if queries.outcome(import_id).done and posted is None:
        return redirect("import-result", import_id)
    column = posted.get(Field.STATUS.value, "") if posted else None
    brought = queries.brought(
        import_id, status_column=int(column) if column and column.isdecimal() else None
    )
    form = MatchForm(posted, brought=brought)
    if form.is_valid():
        made = attempt(form, actions.match, reference=brought.reference,
                       matching=form.matching(), by=request.actor, now=request.now)
        if made is not None:
            messages.success(request, _added(queries.outcome(import_id).added))
            return redirect("import-result", import_id)
    return render(request, "imports/match.html", {
        "form": form, "brought": brought,
        "columns": [form[each.value] for each in Field],
        "meanings": [form[f"status_{place}"] for place in range(len(brought.unknown))],
        "guessed": len(brought.guesses), "width": len(brought.headings),
    })


@page(Audience.FORCE, permission="register.import")
def result(request: Any, import_id: int) -> HttpResponse:
    """How many were added, and which rows were set aside and why."""
    came = queries.outcome(import_id)
    if not came.done:
        return redirect("import-match", import_id)
    return render(request, "imports/result.html", {"came": came})


@page(Audience.FORCE, permission="register.import")
def set_aside(request: Any, import_id: int) -> HttpResponse:
    """The rows that were set aside, as a table to work through."""
    came = queries.outcome(import_id)
    paper = queries.set_aside_paper(came, made_at=request.now.isoformat())
    written = FORMATS[".csv"]
    response = HttpResponse(written.write(paper), content_type=written.media_type)
    response["Content-Disposition"] = f'attachment; filename="set-aside-{import_id}.csv"'
    return response


def _added(count: int) -> str:
    return ngettext(
        "%(count)d use was added to the register.", "%(count)d uses were added to the register.",
        count,
    ) % {"count": count}


urlpatterns = [
    path("uses/import/", bring_in, name="import"),
    path("uses/import/<int:import_id>/", match, name="import-match"),
    path("uses/import/<int:import_id>/result/", result, name="import-result"),
    path("uses/import/<int:import_id>/set-aside.csv", set_aside, name="import-set-aside"),
]
