"""The forms of a panel: whom to ask for ranges, and one person's range for one effect.

Without it a range would be typed in a spreadsheet that everybody sees fill up.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from dueregard.prioritise.panel import rules
from dueregard.weighing.constants import LensScale

_NUMBER = {"invalid": gettext_lazy("Write a number, such as 10 or 0.5"),
           "required": gettext_lazy("Write a number")}


class CallForm(forms.Form):
    """Who is asked, and for which effects."""

    people = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Whom do you ask?"), coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Three or more, who know different things."),
        error_messages={"required": gettext_lazy("Choose three people or more")},
    )
    effects = forms.TypedMultipleChoiceField(
        label=gettext_lazy("For which effects?"), coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Choose those that decide. For the others the words are enough."),
        error_messages={"required": gettext_lazy("Choose at least one effect")},
    )

    def __init__(
        self, *args: Any, people: list[tuple[int, str]], effects: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        """Offer the people who have an account, and the effects of every option."""
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["people"].choices, fields["effects"].choices = people, effects


class RangeForm(forms.Form):
    """One person's range: how likely in a year, and how large if it happens."""

    chance_low = forms.FloatField(
        label=gettext_lazy("How likely is it? At least (out of 100)"), error_messages=_NUMBER,
        help_text=gettext_lazy("Choose ends so that in 9 of 10 cases the truth lies between."),
    )
    chance_high = forms.FloatField(
        label=gettext_lazy("How likely is it? At most (out of 100)"), error_messages=_NUMBER,
    )
    size_low = forms.FloatField(error_messages=_NUMBER)
    size_high = forms.FloatField(error_messages=_NUMBER)
    because = forms.CharField(
        label=gettext_lazy("Why do you think so?"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The others read it, without your name, when all are in."),
    )

    def __init__(self, *args: Any, lens: LensScale, **kwargs: Any) -> None:
        """Ask for the size in the unit of the lens."""
        super().__init__(*args, **kwargs)
        self.lens = lens
        self.fields["size_low"].label = gettext_lazy(
            "How large is it in a year, in all? At least (%(unit)s)") % {"unit": lens.unit}
        self.fields["size_high"].label = gettext_lazy(
            "How large is it in a year, in all? At most (%(unit)s)") % {"unit": lens.unit}
        self.fields["size_low"].help_text = f"{lens.means}."

    def clean(self) -> dict[str, Any]:
        """Say beside the upper end what is wrong with a range."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for part in ("chance", "size"):
            low, high = cleaned.get(f"{part}_low"), cleaned.get(f"{part}_high")
            if low is None or high is None:
                continue
            fault = (rules.chance_fault(low, high) if part == "chance"
                     else rules.size_fault(low, high, self.lens))
            if fault:
                self.add_error(f"{part}_high", fault)
        return cleaned

    def said(self) -> dict[str, Any]:
        """The two ranges and the reason."""
        given = self.cleaned_data
        return {
            "chance": (given["chance_low"], given["chance_high"]),
            "size": (given["size_low"], given["size_high"]), "because": given["because"],
        }
