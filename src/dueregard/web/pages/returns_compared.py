"""Returns of other forces: loaded, listed, and set beside one another without a league table."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.answers import DueRegardError
from dueregard.documents import FORMATS
from dueregard.documents.audience import Audience
from dueregard.documents.charts import draw
from dueregard.findings.returns.comparing import Comparison
from dueregard.findings.returns.likeness import BASIS_NAMES, FEWEST, Basis
from dueregard.findings.returns.paper import (
    NO_LEAGUE,
    comparison_paper,
    in_words,
    period,
)
from dueregard.findings.returns.reading import MOST_BYTES
from dueregard.people.rules import may
from dueregard.report.returns import actions, queries
from dueregard.web.audience import page
from dueregard.web.doing import attempt

MOST_FILES = 100
# Kept on the page for whoever saves it as a picture; a PDF without its charts is no PDF of it.
_DRAWN = (".html", ".pdf", ".odt")


class SeveralFiles(forms.FileField):
    """A field that takes several files at once."""

    widget = forms.ClearableFileInput

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.widget.allow_multiple_selected = True
        self.widget.attrs["multiple"] = True

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Every file, each looked at alone."""
        several = data if isinstance(data, list | tuple) else [data]
        return [forms.FileField.clean(self, each, initial) for each in several or [None]]


class LoadForm(forms.Form):
    """The files, of which days a table is, and whether their forces may be named."""

    sent = SeveralFiles(
        label=gettext_lazy("The returns"),
        help_text=gettext_lazy(
            "Choose as many as you have. Each is a return (JSON), or a table of counts (CSV) with "
            "the columns force, item, count and of."
        ),
        error_messages={
            "required": gettext_lazy("Choose the files that hold the returns"),
            "empty": gettext_lazy("One of these files is empty. Ask for it again"),
        },
    )
    first_day = forms.DateField(
        label=gettext_lazy("First day"), required=False,
        help_text=gettext_lazy("Only for a table that does not say its own period."),
        error_messages={"invalid": gettext_lazy("Enter a date, like 27/3/2026")},
    )
    last_day = forms.DateField(
        label=gettext_lazy("Last day"), required=False,
        error_messages={"invalid": gettext_lazy("Enter a date, like 27/3/2026")},
    )
    named = forms.BooleanField(
        label=gettext_lazy("These forces agreed that their names are seen here"), required=False,
        help_text=gettext_lazy("Otherwise they are shown as letters."),
    )

    def clean(self) -> dict[str, Any]:
        """Both days or none; not too many files, none too large."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(cleaned.get("first_day")) != bool(cleaned.get("last_day")):
            self.add_error("last_day", _("Enter both days, or neither"))
        files = cleaned.get("sent") or []
        if len(files) > MOST_FILES or any(each.size > MOST_BYTES for each in files):
            self.add_error("sent", _(
                "Choose at most 100 files of 5 MB each. Load the rest after these"
            ))
        return cleaned

    def period(self) -> tuple[date, date] | None:
        """The period, where one is given."""
        first, last = self.cleaned_data["first_day"], self.cleaned_data["last_day"]
        return (first, last) if first and last else None


class GroupsForm(forms.Form):
    """The file of groups."""

    file = forms.FileField(
        label=gettext_lazy("The groups"),
        help_text=gettext_lazy("A table (CSV) with the columns force and group."),
        error_messages={
            "required": gettext_lazy("Choose the file that holds the groups"),
            "empty": gettext_lazy("This file is empty. Ask for it again"),
        },
    )


@page(Audience.FORCE, permission="returns.load")
def loaded(request: Any) -> HttpResponse:
    """Every return that was loaded, with what replaced what."""
    return render(request, "returns/loaded.html", {"loaded": queries.loaded()})


@page(Audience.FORCE, permission="returns.load")
def load(request: Any) -> HttpResponse:
    """Load returns of other forces."""
    posted = request.method == "POST"
    form = LoadForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_valid():
        made = attempt(
            form, actions.load, period=form.period(), named=form.cleaned_data["named"],
            files=[(each.name, each.read()) for each in form.cleaned_data["sent"]],
            by=request.actor, now=request.now,
        )
        if made is not None:
            messages.success(request, _("Loaded: %(what)s") % {"what": made})
            return redirect("returns-loaded")
    return render(request, "returns/load.html", {"form": form})


@page(Audience.FORCE, permission="returns.load")
def groups(request: Any) -> HttpResponse:
    """Load which force is in which group of similar forces."""
    posted = request.method == "POST"
    form = GroupsForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        made = attempt(form, actions.load_groups, file=file.name, content=file.read(),
                       by=request.actor, now=request.now)
        if made is not None:
            messages.success(request, _("Loaded: %(what)s.") % {"what": made})
            return redirect("returns")
    return render(request, "returns/groups.html", {"form": form})


@page(Audience.FORCE, permission="returns.read")
def compare(request: Any) -> HttpResponse:
    """Our force beside its like; one item force by force where one is asked for."""
    periods, bases = queries.periods(), queries.bases()
    context: dict[str, Any] = {
        "periods": [(_key(each), period(*each)) for each in periods], "fewest": FEWEST,
        "bases": [(each.value, BASIS_NAMES[each]) for each in bases], "no_league": NO_LEAGUE,
        "may_load": may(request.actor, "returns.load"),
    }
    if not periods:
        return render(request, "returns/compare.html", context)
    wanted, basis = _asked(request.GET, periods, bases)
    found = queries.comparison(wanted, basis=basis)
    chosen = found.item(request.GET.get("item", ""))
    return render(request, "returns/compare.html", context | {
        "comparison": found, "period": _key(wanted), "period_words": period(*wanted),
        "basis": basis.value, "basis_words": BASIS_NAMES[basis], "chosen": chosen,
        "items": _items(found), "paper": draw(comparison_paper(
            found, made_at=request.now.isoformat(), only=chosen.item.id
        )) if chosen else None,
        "formats": [
            {"label": each.label, "url": reverse(
                "returns-compare-file", args=[each.suffix.removeprefix(".")]
            )} for each in FORMATS.values()
        ],
    })


def _items(found: Comparison) -> list[dict[str, Any]]:
    return [
        {"item": each.item, "own": each.own, "words": in_words(each.own) if each.own else ""}
        for each in found.items
    ]


def _asked(
    given: QueryDict, periods: tuple[queries.Period, ...], bases: tuple[Basis, ...]
) -> tuple[queries.Period, Basis]:
    """The period and the likeness that are asked for; the newest and the best where none is."""
    wanted = next((each for each in periods if _key(each) == given.get("period")), periods[0])
    return wanted, next((each for each in bases if each == given.get("by")), bases[0])


def _key(its: queries.Period) -> str:
    return f"{its[0].isoformat()}_{its[1].isoformat()}"


@page(Audience.FORCE, permission="returns.read")
def compare_file(request: Any, form: str) -> HttpResponse:
    """The comparison as a file: every item, force by force."""
    kind, periods = FORMATS.get(f".{form}"), queries.periods()
    if kind is None or not periods:
        raise Http404
    wanted, basis = _asked(request.GET, periods, queries.bases())
    paper = comparison_paper(
        queries.comparison(wanted, basis=basis), made_at=request.now.isoformat()
    )
    try:
        written = kind.write(draw(paper) if kind.suffix in _DRAWN else paper)
    except DueRegardError as error:
        messages.error(request, str(error))
        return redirect("returns-compare")
    response = HttpResponse(written, content_type=kind.media_type)
    response["Content-Disposition"] = f'attachment; filename="forces-compared{kind.suffix}"'
    return response


urlpatterns = [
    path("returns/loaded/", loaded, name="returns-loaded"),
    path("returns/load/", load, name="returns-load"),
    path("returns/groups/", groups, name="returns-groups"),
    path("returns/compare/", compare, name="returns-compare"),
    path("returns/compare.<str:form>", compare_file, name="returns-compare-file"),
]
