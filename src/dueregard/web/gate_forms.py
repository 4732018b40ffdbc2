"""What is asked on the forms of the gates: rows of parts as the content has them, and who decides.

Without this file a new thing to ask at a gate would need a form of its own, and a migration.
"""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.lenses.facts import is_unknown
from dueregard.lenses.gate_shapes import GateFact, Part, PartType
from dueregard.manage.gates.queries import AnswerLine
from dueregard.manage.gates.rules import MOST_ROWS, Going, Told

ROOM = 2
_DATE_ERROR = gettext_lazy("Enter a date, like 27/3/2026")


class TellForm(forms.Form):
    """The answer to one thing asked at gates: rows of parts, or that there is none and why."""

    # A blank is kept as a gap, and the page says so.
    all_optional = True

    def __init__(self, *args: Any, line: AnswerLine, rows: int = 0, **kwargs: Any) -> None:
        """Room for what was said and a little more."""
        super().__init__(*args, **kwargs)
        self.fact: GateFact = line.fact
        said = line.told.rows
        room = max(len(said) + 1, ROOM, rows) if self.fact.several else 1
        self.numbers = range(1, min(room, MOST_ROWS) + 1)
        for number in self.numbers:
            row = said[number - 1] if number <= len(said) else {}
            for part in self.fact.parts:
                self.fields[f"{part.key}_{number}"] = _field(part, row.get(part.key, ""))
        if self.fact.none:
            self.fields["none_because"] = forms.CharField(
                label=_("Or: %(none)s Why?") % {"none": self.fact.none}, required=False,
                widget=forms.Textarea(attrs={"rows": 3}), initial=line.told.none_because,
                help_text=_("Fill this in only if no row applies. The reason is kept."),
            )

    @property
    def sections(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The fields of each row."""
        return [
            (number, [self[f"{part.key}_{number}"] for part in self.fact.parts])
            for number in self.numbers
        ]

    def told(self) -> Told:
        """What the form says, for the rule and the action: dates as they are kept."""
        given = self.cleaned_data
        rows = [
            {part.key: _kept(given.get(f"{part.key}_{number}")) for part in self.fact.parts}
            for number in self.numbers
        ]
        return Told(
            rows=tuple(each for each in rows if any(each.values())),
            none_because=given.get("none_because") or "",
        )


def _field(part: Part, value: str) -> forms.Field:
    asked: dict[str, Any] = {"label": part.label, "help_text": part.hint, "required": False}
    if part.type is PartType.DATE:
        initial = None if is_unknown(value) else date.fromisoformat(value)
        return forms.DateField(initial=initial, error_messages={"invalid": _DATE_ERROR}, **asked)
    if part.type is PartType.CHOICE:
        choices = [(each.value, each.label) for each in part.options]
        return forms.ChoiceField(
            choices=choices, widget=forms.RadioSelect, initial=value or None, **asked
        )
    if part.type is PartType.LONG:
        return forms.CharField(
            widget=forms.Textarea(attrs={"rows": 3}), max_length=4000, initial=value, **asked
        )
    offered = {"list": "communities"} if part.type is PartType.COMMUNITY else {}
    return forms.CharField(
        widget=forms.TextInput(attrs=offered), max_length=400, initial=value, **asked
    )


def _kept(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "").strip()


class GoForm(forms.Form):
    """Who passes, overrides or leaves out a gate, and why."""

    post = forms.CharField(
        label=gettext_lazy("Your post"), max_length=160,
        help_text=gettext_lazy("Your rank or job title. The public reads this, not your name."),
        error_messages={"required": gettext_lazy("Enter your post")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000,
        error_messages={"required": gettext_lazy("Give your reason")},
    )
    document_title = forms.CharField(
        label=gettext_lazy("The document that records it: its title"), max_length=200,
        required=False,
    )
    document_reference = forms.CharField(
        label=gettext_lazy("Its reference"), max_length=200, required=False,
        help_text=gettext_lazy("So that somebody else can find it: a number, or where it lies."),
    )

    def __init__(self, *args: Any, override: bool = False, **kwargs: Any) -> None:
        """Say of an override that its reason is shown for ever."""
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _(
            "It is shown for ever: on the use, in the committee's paper, and to the public."
        ) if override else _("It is kept with the gate.")

    def going(self) -> Going:
        """What the form says, for the rule and the action."""
        return Going(**self.cleaned_data)
