"""The forms with which a wave of a survey is brought in, and the gaps to tell of are picked."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.findings.roles import fold
from dueregard.findings.survey import OFTEN, asked_in
from dueregard.report.perception.cards import often_choices
from dueregard.report.perception.queries import WaveSheet
from dueregard.report.perception.rules import Fact, Told

_TEXT = forms.Textarea(attrs={"rows": 2})


class WaveForm(forms.Form):
    """Who asked whom, when and how, and the file of answers."""

    file = forms.FileField(
        label=gettext_lazy("The answers"),
        help_text=gettext_lazy(
            "A table as CSV, XLSX or ODS: the answer sheet of the kit, filled in. No names. It is "
            "deleted as soon as it is measured; what was found stays."
        ),
        error_messages={
            "required": gettext_lazy("Choose the file of answers"),
            "empty": gettext_lazy("That file is empty. Choose one with rows in it."),
        },
    )
    name = forms.CharField(
        label=gettext_lazy("What is this wave called?"), max_length=120,
        help_text=gettext_lazy("For example: Spring 2026"),
        error_messages={"required": gettext_lazy("Give this wave a name, such as Spring 2026")},
    )
    asked_from = forms.DateField(
        label=gettext_lazy("When was the first person asked?"),
        error_messages={"required": gettext_lazy("Enter the first day"),
                        "invalid": gettext_lazy("Enter a date, like 27/3/2026")},
    )
    asked_to = forms.DateField(
        label=gettext_lazy("When was the last person asked?"),
        error_messages={"required": gettext_lazy("Enter the last day"),
                        "invalid": gettext_lazy("Enter a date, like 27/3/2026")},
    )
    asked_by = forms.CharField(
        label=gettext_lazy("Who asked?"), max_length=200,
        help_text=gettext_lazy("The force, a university, a company. The public will read this."),
        error_messages={"required": gettext_lazy("Say who asked")},
    )
    asked_whom = forms.CharField(
        label=gettext_lazy("Whom did they ask, and how were these people found?"), widget=_TEXT,
        max_length=1000,
        help_text=gettext_lazy("For example: people of 16 and over, at addresses drawn by lot."),
        error_messages={"required": gettext_lazy("Say whom they asked")},
    )
    asked_how = forms.CharField(
        label=gettext_lazy("How were they asked?"), widget=_TEXT, max_length=1000,
        help_text=gettext_lazy("For example: by telephone and at the door, in four languages."),
        error_messages={"required": gettext_lazy("Say how they were asked")},
    )
    sample = forms.CharField(
        label=gettext_lazy("How many were asked, and how many answered?"), widget=_TEXT,
        max_length=1000,
        error_messages={"required": gettext_lazy("Say how many were asked and answered")},
    )

    def told(self) -> Told:
        """What was said of the wave."""
        return Told(**{
            key: value for key, value in self.cleaned_data.items() if key != "file"
        })


class ColumnsForm(forms.Form):
    """Which column holds the weights, which say who somebody is, and how often tools are used."""

    weight = forms.ChoiceField(
        label=gettext_lazy("Which column holds the weights?"), required=False,
        help_text=gettext_lazy("How much each person's answers count."),
    )
    group = forms.MultipleChoiceField(
        label=gettext_lazy("Which columns say what group a person belongs to?"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("At most four. Of fewer than ten people nothing is said."),
    )

    def __init__(
        self, *args: Any, headings: Sequence[str], facts: Sequence[Fact], **kwargs: Any
    ) -> None:
        """Offer the columns that ask nothing; ask how often each tool in use was used."""
        super().__init__(*args, **kwargs)
        self.wave = next((each for each in headings if fold(each) == "wave"), "")
        plain = [each for each in headings
                 if each and not asked_in(each) and fold(each) not in ("wave", "respondent")]
        self.fields["weight"].choices = [  # type: ignore[attr-defined]
            ("", _("None: every answer counts the same")), *((each, each) for each in plain)]
        self.fields["group"].choices = [(each, each) for each in plain]  # type: ignore[attr-defined]
        if "weight" in plain:
            self.fields["weight"].initial = "weight"
        asked = {found[1] for each in headings if (found := asked_in(each)) and found[0] == OFTEN}
        self.asked_often = [each for each in facts if each.used and each.technology in asked]
        for each in self.asked_often:
            self.fields[f"often_{each.technology}"] = forms.ChoiceField(
                label=_("How often did we use %(called)s in the last three months?") % {
                    "called": each.called},
                required=False, choices=[("", _("We do not know")), *often_choices()],
            )

    def options(self) -> dict[str, Any]:
        """What the instrument is told. A file of several waves is found out by its column."""
        found = {"weight": self.cleaned_data["weight"], "group": self.cleaned_data["group"],
                 "wave": self.wave}
        return {key: value for key, value in found.items() if value}

    def often(self) -> Mapping[str, str]:
        """How often each tool was used, where somebody knows."""
        return {
            each.technology: self.cleaned_data[f"often_{each.technology}"]
            for each in self.asked_often if self.cleaned_data[f"often_{each.technology}"]
        }


class CardsForm(forms.Form):
    """Which gaps people are told of, and what is done about each."""

    def __init__(self, *args: Any, wave: WaveSheet, **kwargs: Any) -> None:
        """Offer each gap that is known; those picked, or else suggested, are ticked."""
        super().__init__(*args, **kwargs)
        self.known = [each for each in wave.beliefs if each.gap is not None]
        ticked = tuple(wave.picked) or wave.suggested
        for each in self.known:
            words = _("Make a card: %(called)s (%(think)s in 100 think so, and we %(do)s)") % {
                "called": each.called, "think": f"{each.think * 100:.0f}",
                "do": _("do use it") if each.used else _("do not"),
            }
            self.fields[f"pick_{each.technology}"] = forms.BooleanField(
                label=words, required=False, initial=each.technology in ticked,
            )
            self.fields[f"doing_{each.technology}"] = forms.CharField(
                label=_("What do we do about it? (%(called)s)") % {"called": each.called},
                required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
                initial=wave.picked.get(each.technology, ""),
                help_text=_("Plain words. The public will read this."),
            )

    def clean(self) -> dict[str, Any]:
        """Say beside the field what is missing."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for key, doing in self.picked().items():
            if not doing.strip():
                self.add_error(f"doing_{key}", _("Say what we do about it"))
        return cleaned

    def picked(self) -> dict[str, str]:
        """The technologies that were ticked, with what is done about each."""
        return {
            each.technology: self.cleaned_data.get(f"doing_{each.technology}") or ""
            for each in self.known if self.cleaned_data.get(f"pick_{each.technology}")
        }
