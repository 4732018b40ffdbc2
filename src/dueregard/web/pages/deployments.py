"""The deployments of one use: send a log, see what it changes, keep it, take it back."""

from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.answers import DueRegardError, No
from dueregard.documents.audience import Audience
from dueregard.findings.wording import percent
from dueregard.manage.deployments import actions, queries, rules
from dueregard.manage.deployments.reading import Read, read
from dueregard.manage.deployments.rules import Rate, Row, Totals
from dueregard.people.rules import may
from dueregard.web import uploads
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.use_frame import frame

MOST_BYTES = 5_000_000
PAGE = 50
_SALT = "deployment-log"
_CORRECT, _FURTHER = "correct", "further"


class LogForm(forms.Form):
    """The file that holds the log."""

    file = forms.FileField(
        label=gettext_lazy("The log"),
        help_text=gettext_lazy(
            "CSV, XLSX or ODS with one row for each deployment: at least the date and the number "
            "of alerts. Nobody's name belongs in it."
        ),
        error_messages={
            "required": gettext_lazy("Choose the file that holds the log"),
            "empty": gettext_lazy("This file is empty. Export the log again, with its rows"),
        },
    )

    def clean_file(self) -> Any:
        """The file, when it is not too large to be a log of deployments."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_(
                "This file is larger than 5 MB. A log of deployments is smaller: check that it "
                "is the right file"
            ))
        return file


class KeepForm(forms.Form):
    """What rows of the same day and place are; asked only where there are some."""

    meaning = forms.ChoiceField(
        label=gettext_lazy("Rows of a day and place that we hold already, with other figures"),
        widget=forms.RadioSelect, choices=[
            (_CORRECT, gettext_lazy("They correct the rows that we hold")),
            (_FURTHER, gettext_lazy("They are further deployments there on that day")),
        ],
        error_messages={"required": gettext_lazy("Choose what these rows are")},
    )

    def __init__(self, *args: Any, asked: bool, **kwargs: Any) -> None:
        """Ask only where the answer matters."""
        super().__init__(*args, **kwargs)
        if not asked:
            del self.fields["meaning"]

    @property
    def further(self) -> bool:
        """Whether they are further deployments."""
        return bool(self.cleaned_data.get("meaning") == _FURTHER)


class TakeBackForm(forms.Form):
    """Why a log is taken back."""

    because = forms.CharField(
        label=gettext_lazy("Why is it taken back?"), max_length=1000,
        help_text=gettext_lazy("Its rows are kept with your reason, and counted no more."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why it is taken back")},
    )


@page(Audience.FORCE, permission="register.read")
def deployments(request: Any, ref: str) -> HttpResponse:
    """Every deployment that is kept of a use, what they come to, and the logs they came from."""
    context = frame(ref, step="manage")
    allowed = may(request.actor, "deployments.keep", context["use"].concern)
    posted = request.method == "POST"
    form = LogForm(request.POST if posted else None, request.FILES if posted else None)
    if not isinstance(allowed, No) and form.is_valid():
        file = form.cleaned_data["file"]
        kept = {"sha256": uploads.keep(file), "name": Path(file.name).name, "ref": ref}
        return redirect("deployments-check", ref, signing.dumps(kept, salt=_SALT))
    rows = queries.of_use(ref)
    shown = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "deployments/deployments.html", context | {
        "form": form, "barred": allowed.reason if isinstance(allowed, No) else "",
        "page": shown, "count": len(rows), **_totals(rules.totals(rows)),
        "columns": _COLUMNS, "rows": [_cells(each) for each in shown],
        "logs": queries.logs(ref), "corrections": queries.corrections(ref),
        "may_keep": not isinstance(allowed, No),
    })


@page(Audience.FORCE, permission="deployments.keep")
def check(request: Any, ref: str, token: str) -> HttpResponse:
    """What a log would change, before anything is kept."""
    try:
        kept = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        raise Http404 from None
    if kept["ref"] != ref:
        raise Http404
    found = _read(request, kept)
    if found is None:
        return redirect("deployments", ref)
    compared = rules.compare(rows=found.rows, held=queries.held(ref), further=False)
    asked = bool(compared.corrected)
    form = KeepForm(request.POST if request.method == "POST" else None, asked=asked)
    if form.is_valid():
        made = attempt(
            form, actions.take_in, ref=ref, rows=found.rows, left_out=found.left_out,
            file_name=kept["name"], sha256=kept["sha256"], further=form.further,
            by=request.actor, now=request.now,
        )
        if made is not None:
            uploads.let_go(kept["sha256"])
            messages.success(request, _("The log is kept. The file itself is not."))
            return redirect("deployments", ref)
    allowed = rules.may_take_in(compared)
    return render(request, "deployments/check.html", frame(ref, step="manage") | {
        "form": form, "read": found, "compared": compared, "name": kept["name"],
        "refused": allowed.reason if isinstance(allowed, No) else "", "most": PAGE,
        "columns": _COLUMNS, "added": [_cells(each) for each in compared.added[:PAGE]],
        "corrected": [
            {"name": new.name, "changes": _changes(old.row, new)}
            for old, new in compared.corrected
        ],
        **_totals(rules.totals(found.rows)),
    })


@page(Audience.FORCE, permission="deployments.keep")
def take_back(request: Any, log_id: int) -> HttpResponse:
    """Take back a log that was sent by mistake."""
    log = queries.log(log_id)
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, actions.take_back, log_id=log_id, by=request.actor,
                       now=request.now, **form.cleaned_data)
        if made is not None:
            messages.success(request, _("The log is taken back, with your reason."))
            return redirect("deployments", log.ref)
    return render(request, "deployments/take_back.html", frame(log.ref, step="manage") | {
        "form": form, "log": log, "back_url": reverse("deployments", args=[log.ref]),
    })


def _read(request: Any, kept: dict[str, str]) -> Read | None:
    """The rows of the file that was sent; None, with the reason said, where it cannot be read."""
    path_ = uploads.path_of(kept["sha256"])
    if not path_.exists():
        messages.error(request, _("The file is not here any more. Send it again."))
        return None
    try:
        return read(path_)
    except DueRegardError as problem:
        uploads.let_go(kept["sha256"])
        messages.error(request, str(problem).replace(str(path_), kept["name"]))
        return None


_SHOWN = (
    ("date", _("Date")), ("place", _("Place")), ("use_case", _("What for")),
    ("threshold", _("Threshold")), ("watchlist_size", _("Watchlist")),
    ("faces_seen", _("Faces seen")), ("alerts", _("Alerts")),
    ("true", _("Right")), ("false", _("Wrong")), ("arrests", _("Arrests")),
)
_COLUMNS = [
    {"label": label, "numeric": name not in ("date", "place", "use_case")}
    for name, label in _SHOWN
]


def _cells(row: Row) -> list[object]:
    """A row as a person reads it. What was not recorded is a dash, never 0."""
    def both(confirmed: int | None, unconfirmed: int | None) -> int | None:
        return None if confirmed is None else confirmed + (unconfirmed or 0)

    return [
        f"{row.date.day} {row.date:%B %Y}", row.deployment or row.place, row.use_case,
        row.threshold, row.watchlist_size, row.faces_seen, row.alerts,
        both(row.true_confirmed, row.true_unconfirmed),
        both(row.false_confirmed, row.false_unconfirmed), row.arrests,
    ]


def _changes(old: Row, new: Row) -> list[str]:
    """What a correction says otherwise, figure by figure."""
    return [
        _("%(name)s: %(old)s is now %(new)s") % {
            "name": rules.COUNTED_NAMES.get(name, name.replace("_", " ").capitalize()),
            "old": _said(getattr(old, name)), "new": _said(getattr(new, name)),
        }
        for name in Row.__dataclass_fields__
        if name != "row" and getattr(old, name) != getattr(new, name)
    ]


def _said(value: object) -> str:
    if value is None or value == "":
        return _("not recorded")
    return f"{value:,}" if isinstance(value, int) else str(value)


def _totals(found: Totals) -> dict[str, Any]:
    return {
        "sums": [
            {"key": each.name, "value": _("%(total)s, recorded for %(some)s of %(all)s") % {
                "total": f"{each.total:,}", "some": each.recorded, "all": found.deployments,
            } if each.total is not None else _("Not recorded")}
            for each in found.sums
        ],
        "rates": [
            {"key": _("Wrong alerts, of all alerts"), "value": _rate(found.of_alerts)},
            {"key": _("Wrong alerts, of all faces seen"), "value": _rate(found.of_faces)},
        ],
    }


def _rate(rate: Rate) -> str:
    if not rate.out_of:
        return _("Cannot be worked out: it was not recorded")
    return _("%(events)s of %(of)s (%(share)s), in %(rows)s deployments that give both") % {
        "events": f"{rate.events:,}", "of": f"{rate.out_of:,}",
        "share": percent(rate.events / rate.out_of), "rows": rate.rows,
    }


urlpatterns = [
    path("uses/<str:ref>/deployments/", deployments, name="deployments"),
    path("uses/<str:ref>/deployments/check/<str:token>/", check, name="deployments-check"),
    path("deployment-logs/<int:log_id>/take-back/", take_back, name="deployment-log-take-back"),
]
