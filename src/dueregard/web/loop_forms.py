"""The form of a forecast's loop: counts typed in lines or taken from a file, and sliders beside.

It works without JavaScript: a slider is an input of the browser's own, and the number that it
stood at is said again with the answer.
"""

import hashlib
import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.answers import DueRegardError
from dueregard.findings import reading_tables
from dueregard.findings.reading_tables import Table
from dueregard.findings.roles import assign
from dueregard.instruments.feedback import COLUMNS

# What a page draws while somebody waits; the command line may draw more.
RUNS, MOST_AREAS = 1_000, 40
_ORDER = ("area", "reported", "discovered", "patrol_days")
_APART = re.compile(r"\s*[,;\t]\s*")
USUAL = """Harbour, 9, 46, 32
Station, 12, 31, 21
Millfield, 7, 15, 11
Eastgate, 9, 14, 10
Hill, 6, 13, 9
Fen Road, 5, 11, 8"""


class Slider(forms.NumberInput):
    """A number chosen by moving a handle; where it stands is written beside it."""

    input_type = "range"
    template_name = "django/forms/widgets/slider.html"


def _slider(
    label: Any, hint: Any, *, least: float, most: float, step: float, initial: float
) -> forms.FloatField:
    return forms.FloatField(
        label=label, help_text=hint, min_value=least, max_value=most, step_size=None,
        initial=initial,
        widget=Slider(attrs={"min": f"{least:g}", "max": f"{most:g}", "step": f"{step:g}"}),
        error_messages={"required": gettext_lazy("Choose a number"),
                        "invalid": gettext_lazy("Choose a number")},
    )


class LoopForm(forms.Form):
    """What was counted, and how the forecast counts it."""

    counts = forms.CharField(
        label=gettext_lazy("What was counted, a line an area"),
        help_text=gettext_lazy(
            "The area, crimes that the public reported, crimes that officers found and, if you "
            "know them, patrol-days, with commas between."),
        widget=forms.Textarea(attrs={"rows": 8}), max_length=6_000,
        error_messages={"required": gettext_lazy("Type the counts of two areas or more")},
    )
    period = forms.FloatField(
        label=gettext_lazy("Of how many days are these counts?"), min_value=1, initial=91,
        error_messages={"required": gettext_lazy("Enter a number of days"),
                        "invalid": gettext_lazy("Enter a number of days, like 365")},
    )
    discovered = _slider(
        gettext_lazy("How much does a crime count that officers found?"),
        gettext_lazy("From 0 on the left (not at all) to 1 on the right (fully)."),
        least=0, most=1, step=0.05, initial=1)
    reported = _slider(
        gettext_lazy("How much does a crime count that the public reported?"),
        gettext_lazy("From 0 on the left (not at all) to 1 on the right (fully)."),
        least=0, most=1, step=0.05, initial=1)
    forget = _slider(
        gettext_lazy("How much does the forecast forget each day?"),
        gettext_lazy("From 0 on the left (nothing) to 0.05 on the right (one in twenty)."),
        least=0, most=0.05, step=0.005, initial=0)
    days = _slider(
        gettext_lazy("How many days ahead?"),
        gettext_lazy("From 30 on the left to 1,825, five years, on the right."),
        least=30, most=1_825, step=5, initial=365)

    def options(self) -> dict[str, Any]:
        """What the instrument is told: both ways are always shown."""
        given = self.cleaned_data
        return {name: given[name] for name in ("period", "discovered", "reported", "forget", "days")
                } | {"correct": True, "runs": RUNS}

    def table(self) -> Table:
        """The counts as a table; a sentence where a line cannot be read."""
        columns, rows = rows_of(self.cleaned_data["counts"])
        text = as_csv(columns, rows)
        return reading_tables.from_rows(
            columns=columns, rows=rows, sha256=hashlib.sha256(text.encode()).hexdigest())


class CountsForm(forms.Form):
    """A file of counts, read into the lines of the form and not kept."""

    file = forms.FileField(
        label=gettext_lazy("Or take the counts from a file"),
        help_text=gettext_lazy(
            "A table with the columns area, reported, discovered and, if you know them, "
            "patrol_days. It is read once and not kept."),
        error_messages={"required": gettext_lazy("Choose a file"),
                        "empty": gettext_lazy("That file is empty. Choose one with rows in it.")},
    )


def rows_of(text: str) -> tuple[tuple[str, ...], list[list[str]]]:
    """Lines of counts as headings and rows; a sentence where a line is too short or too long."""
    rows = [_APART.split(line.strip()) for line in text.splitlines() if line.strip()]
    if len(rows) > MOST_AREAS:
        raise DueRegardError(_(
            "%(many)s areas are too many for a page. Give the %(most)s with most, or use the "
            "command: dueregard measure feedback FILE."
        ) % {"many": len(rows), "most": MOST_AREAS})
    sizes = {len(row) for row in rows}
    for number, row in enumerate(rows, start=1):
        if not 3 <= len(row) <= len(_ORDER) or len(sizes) > 1:
            raise DueRegardError(_(
                "Line %(number)s, “%(line)s”, has %(size)s parts. Give every line the same: area, "
                "reported, discovered and, if you know them, patrol-days."
            ) % {"number": number, "line": ", ".join(row), "size": len(row)})
    return _ORDER[:max(sizes, default=3)], rows


def as_csv(columns: tuple[str, ...], rows: list[list[str]]) -> str:
    """The same as a file of counts."""
    return "\n".join(",".join(each) for each in (columns, *rows)) + "\n"


def lines_of(table: Table) -> str:
    """A file of counts as lines of the form; a sentence where a column is not there."""
    found = assign(columns=table.columns, wanted=COLUMNS)
    roles = [role for role in _ORDER if role in found.positions]
    missing = [role for role in _ORDER[:3] if role not in roles]
    if missing:
        raise DueRegardError(_(
            "The file has no column %(missing)s. It needs area, reported and discovered; use the "
            "command for a file with one kind of crime: dueregard measure feedback FILE."
        ) % {"missing": " or ".join(missing)})
    cells = ", ".join(f"coalesce(CAST(c{found.positions[role]} AS STRING), '')" for role in roles)
    rows = table.ask(f"SELECT {cells} FROM records")
    return "\n".join(", ".join(str(cell).replace(",", "") for cell in row)
                     for row in rows[:MOST_AREAS + 1])
