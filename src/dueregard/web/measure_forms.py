"""The forms with which a person measures a file: what it is, then what an instrument asks of it.

The second form is made from what the instrument says about itself, so a new instrument needs no
new page.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.answers import DueRegardError
from dueregard.findings.about import About, Ask, Asked
from dueregard.findings.asked import answers
from dueregard.findings.populations import bundled
from dueregard.findings.reading import finding_from_json
from dueregard.identify.evidence import rules
from dueregard.identify.evidence.rules import SOURCE_NAMES, Source
from dueregard.instruments import INSTRUMENTS, load

READY_MADE = "finding"
OWN_FILE = "own-file"
_FILE = "{name}_file"
_VALUES = "{name}_values"


class MeasureForm(forms.Form):
    """A file to be measured, or a finding that was made with the command line."""

    instrument = forms.ChoiceField(
        label=gettext_lazy("What do you want to know?"), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you want to know")},
    )
    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy(
            "A table as CSV, XLSX, ODS or Parquet, or a finding as JSON. It is deleted as soon as "
            "it is measured; what was found stays."
        ),
        error_messages={
            "required": gettext_lazy("Choose a file"),
            "empty": gettext_lazy("That file is empty. Choose one with rows in it."),
        },
    )
    title = forms.CharField(
        label=gettext_lazy("What should this evidence be called?"), max_length=200,
        help_text=gettext_lazy("For example: deployments, January to May 2025"),
        error_messages={"required": gettext_lazy("Give it a name")},
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Whose figures are they?"), initial=Source.FORCE.value,
        choices=[
            (source.value, SOURCE_NAMES[source]) for source in Source if rules.FINDINGS[source]
        ],
        error_messages={"required": gettext_lazy("Say whose figures they are")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every instrument there is."""
        super().__init__(*args, **kwargs)
        made = [(name, load(name).ABOUT.question) for name in INSTRUMENTS]
        self.fields["instrument"].choices = [  # type: ignore[attr-defined]
            *made, (READY_MADE, _("Nothing more: it is a finding already measured (finding.json)")),
        ]

    def clean(self) -> dict[str, Any]:
        """Which instrument, through which lens; a finding that is none is said at once."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        name, file = cleaned.get("instrument", ""), cleaned.get("file")
        if name == READY_MADE and file is not None:
            try:
                finding = finding_from_json(file.read().decode("utf-8", errors="replace"))
                name = finding.instrument
            except DueRegardError as problem:
                self.add_error("file", str(problem))
            file.seek(0)
        # An instrument of a later version or of somebody else: the widest of the lenses.
        cleaned["lens"] = load(name).ABOUT.lens if name in INSTRUMENTS else "society"
        return cleaned


class AskForm(forms.Form):
    """What an instrument asks of a file whose headings are known, one field an ask."""

    def __init__(
        self, *args: Any, about: About, headings: Sequence[str], optional: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        """Make a field of each ask; those named in `optional` need no answer for this file."""
        super().__init__(*args, **kwargs)
        self.about = about
        for ask in about.asks:
            required = ask.required and ask.name not in optional
            for name, field in _fields(ask, headings=headings, required=required):
                self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        """The answers in the instrument's own words, checked by it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                answers(self.about, self.options())
            except DueRegardError as problem:
                raise forms.ValidationError(str(problem)) from problem
        return cleaned

    def options(self) -> dict[str, Any]:
        """What was said, as the instrument takes it; files are left for whoever keeps them."""
        found: dict[str, Any] = {}
        for ask in self.about.asks:
            value = self.cleaned_data.get(ask.name)
            if ask.asked is Asked.CONDITION and value:
                wanted = (self.cleaned_data.get(_VALUES.format(name=ask.name)) or "").strip()
                value = _condition(value, wanted)
            if ask.asked is Asked.FLAG:
                value = value == "yes"
            if ask.asked is Asked.TABLES:
                value = [each for each in value or [] if each != OWN_FILE]
            if value not in (None, "", []):
                found[ask.name] = value
        return found

    def own_files(self) -> dict[str, Any]:
        """The files that were sent for asks which take a table."""
        return {
            ask.name: self.cleaned_data[name] for ask in self.about.asks
            if ask.asked in (Asked.TABLES, Asked.FILE)
            and self.cleaned_data.get(name := _FILE.format(name=ask.name))
        }


def _condition(heading: str, wanted: str) -> str:
    """A heading and what was typed beside it: 'High, Medium', '>=7', or nothing for yes and no."""
    if not wanted:
        return heading
    return f"{heading}{wanted}" if wanted[0] in "<>=!" else f"{heading}={wanted}"


def _fields(
    ask: Ask, *, headings: Sequence[str], required: bool
) -> list[tuple[str, forms.Field]]:
    label = ask.words.rstrip(".")
    said: dict[str, Any] = {
        "label": label, "required": required,
        "error_messages": {"required": _("Answer this: %(words)s") % {"words": label}},
    }
    columns = [(each, each) for each in headings]
    if ask.asked in (Asked.COLUMN, Asked.CONDITION) and not ask.choices:
        blank = _("Choose a column") if required else _("None of them")
        field = forms.ChoiceField(choices=[("", blank), *columns], **said)
        if ask.asked is Asked.COLUMN:
            return [(ask.name, field)]
        values = forms.CharField(
            label=_("Which values count as yes?"), required=False,
            help_text=_("Leave it blank where the column holds yes and no. Else name them, such "
                        "as High, Medium, or write a comparison, such as >=7."),
        )
        return [(ask.name, field), (_VALUES.format(name=ask.name), values)]
    if ask.asked is Asked.CONDITION:
        offered = [(each, each) for each in (*ask.choices, *headings)]
        return [(ask.name, forms.ChoiceField(choices=[("", ""), *offered], **said))]
    if ask.asked is Asked.COLUMNS:
        widget = forms.CheckboxSelectMultiple
        return [(ask.name, forms.MultipleChoiceField(choices=columns, widget=widget, **said))]
    if ask.asked is Asked.FILE:
        return [(_FILE.format(name=ask.name), forms.FileField(**said))]
    if ask.asked is Asked.TABLES:
        tables = [(each.id, each.title) for each in bundled()]
        choice = forms.MultipleChoiceField(
            choices=tables, widget=forms.CheckboxSelectMultiple, **(said | {"required": False}))
        own = forms.FileField(label=_("Or a file of your own"), required=False)
        return [(ask.name, choice), (_FILE.format(name=ask.name), own)]
    if ask.asked is Asked.STATE:
        # A state is kept by whoever runs a watch every night, on their own machine.
        return []
    return [(ask.name, _plain(ask, said))]


def _plain(ask: Ask, said: dict[str, Any]) -> forms.Field:
    if ask.asked is Asked.FLAG:
        yes, no = ask.choices or (_("Yes"), _("No"))
        return forms.ChoiceField(
            choices=[("yes", yes), ("no", no)],
            widget=forms.RadioSelect, initial="yes" if ask.default else "no", **said)
    if ask.asked is Asked.NUMBER:
        return forms.FloatField(initial=ask.default, **said)
    if ask.asked is Asked.CHOICE:
        blank = [] if ask.default else [("", _("(none)"))]
        return forms.ChoiceField(
            choices=[*blank, *((each, each) for each in ask.choices)], initial=ask.default, **said)
    return forms.CharField(initial=ask.default, max_length=200, **said)
