"""The forms of an inspection: lodge the list, choose the seed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.answers import No
from dueregard.identify.register.rules import STATUS_NAMES, Status
from dueregard.report.inspection import rules
from dueregard.report.inspection.queries import LodgingSheet

_NUMBER = gettext_lazy("Enter a whole number, such as 5")


class LodgeForm(forms.Form):
    """Which inspection a list is for."""

    inspection = forms.CharField(
        label=gettext_lazy("Which inspection is it for?"), max_length=rules.LONGEST_NAME,
        help_text=gettext_lazy("Its name and year. Once a seed is chosen, no list can be lodged "
                               "for the same inspection."),
        error_messages={"required": gettext_lazy("Enter the name of the inspection")},
    )


class DrawForm(forms.Form):
    """The seed, and how many records: of the whole list, or of each status."""

    seed = forms.CharField(
        label=gettext_lazy("Your seed"), max_length=rules.LONGEST_SEED,
        help_text=gettext_lazy(
            "Words of your own that nobody here could guess. They are kept and shown."),
        error_messages={"required": gettext_lazy("Enter words of your own")},
    )
    size = forms.IntegerField(
        label=gettext_lazy("How many records?"), required=False, min_value=1,
        help_text=gettext_lazy("Of the whole list. Or leave this blank and fill in below how many "
                               "of each status."),
        error_messages={"invalid": _NUMBER, "min_value": _NUMBER},
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )

    def __init__(self, *args: Any, lodging: LodgingSheet, **kwargs: Any) -> None:
        """Offer each status that is on the list."""
        super().__init__(*args, **kwargs)
        self.lodging = lodging
        for each, count in lodging.statuses.items():
            self.fields[f"of_{each}"] = forms.IntegerField(
                label=_("Of those that are: %(status)s (%(count)d on the list)") % {
                    "status": STATUS_NAMES[Status(each)].lower(), "count": count},
                required=False, min_value=0,
                error_messages={"invalid": _NUMBER, "min_value": _NUMBER},
                widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
            )

    def clean(self) -> dict[str, Any]:
        """Say beside the field what cannot be drawn."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        strata = self.strata
        if cleaned.get("size") is None and not strata:
            self.add_error("size", _("Say how many records to draw"))
            return cleaned
        answer = rules.may_ask_for(self.lodging.listed, size=self.count, strata=strata)
        if isinstance(answer, No):
            self.add_error("size", answer.reason)
        return cleaned

    @property
    def strata(self) -> Mapping[str, int]:
        """How many of each status, where any was filled in."""
        return {
            each: self.cleaned_data[f"of_{each}"] for each in self.lodging.statuses
            if self.cleaned_data.get(f"of_{each}")
        }

    @property
    def count(self) -> int:
        """How many records in all."""
        size = self.cleaned_data.get("size")
        return sum(self.strata.values()) if size is None else int(size)
