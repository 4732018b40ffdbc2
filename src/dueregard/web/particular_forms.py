"""The forms about what the public is told of a use."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from dueregard.report.particulars.rules import TIME_NAMES, Time, last_quarter, quarter_of
from dueregard.report.particulars.wanted import wanted
from dueregard.report.withholding.grounds import grounds

_DATE = {
    "required": gettext_lazy("Enter a day"),
    "invalid": gettext_lazy("Enter a date, like 27/3/2026"),
}
# How many quarters back a count may still be given for.
_BACK = 8


class SayForm(forms.Form):
    """What is said in words. Any of it may be left blank."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """One box for each thing that is asked."""
        super().__init__(*args, **kwargs)
        for each in wanted().texts:
            self.fields[each.key] = forms.CharField(
                label=each.ask, help_text=each.hint, required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
            )


class CountForm(forms.Form):
    """How often it was used in one quarter."""

    quarter = forms.ChoiceField(label=gettext_lazy("In which three months?"))
    count = forms.IntegerField(
        label=gettext_lazy("How often?"), min_value=0,
        help_text=gettext_lazy("0 means that you counted and it was not used. Leave this page "
                               "if you do not know."),
        error_messages={
            "required": gettext_lazy("Enter how often it was used"),
            "invalid": gettext_lazy("Enter a whole number, like 1204"),
            "min_value": gettext_lazy("A count cannot be less than 0"),
        },
    )
    what = forms.CharField(
        label=gettext_lazy("What was counted?"), max_length=120,
        help_text=gettext_lazy("For example: searches, flights, calls answered."),
        error_messages={"required": gettext_lazy("Say what was counted")},
    )
    source = forms.CharField(
        label=gettext_lazy("Where does the number come from?"), max_length=200,
        help_text=gettext_lazy("The public reads this. For example: the log of the system."),
        error_messages={"required": gettext_lazy("Say where the number comes from")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Know which quarters are over."""
        super().__init__(*args, **kwargs)
        quarters = [last_quarter(today)]
        while len(quarters) < _BACK:
            quarters.append(quarters[-1].before())
        self.fields["quarter"].choices = [  # type: ignore[attr-defined]
            (each.begins.isoformat(), each.name) for each in quarters
        ]

    def clean_quarter(self) -> Any:
        """The quarter itself."""
        return quarter_of(date.fromisoformat(self.cleaned_data["quarter"]))


class HoursForm(forms.Form):
    """What it does to people's time, and the test that shows it."""

    time = forms.ChoiceField(
        label=gettext_lazy("What does it do to people's time?"), widget=forms.RadioSelect,
        choices=[(each.value, name) for each, name in TIME_NAMES.items()],
        error_messages={"required": gettext_lazy("Choose what it does")},
    )
    hours = forms.IntegerField(
        label=gettext_lazy("About how many hours a month?"), min_value=1,
        error_messages={
            "required": gettext_lazy("Enter the hours in a month"),
            "invalid": gettext_lazy("Enter a whole number, like 120"),
            "min_value": gettext_lazy("Enter more than 0"),
        },
    )
    whose = forms.CharField(
        label=gettext_lazy("Whose time?"), max_length=160,
        help_text=gettext_lazy("For example: response officers."),
        error_messages={"required": gettext_lazy("Say whose time it is")},
    )
    instead = forms.CharField(
        label=gettext_lazy("What do they do with it now?"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    evidence_id = forms.TypedChoiceField(
        label=gettext_lazy("Which test shows it?"), coerce=int, widget=forms.RadioSelect,
        help_text=gettext_lazy("Before and after, tested by somebody other than the supplier."),
        error_messages={"required": gettext_lazy("Choose the test that shows it")},
    )

    def __init__(self, *args: Any, evidence: list[tuple[int, str]], **kwargs: Any) -> None:
        """Know what there is to choose from."""
        super().__init__(*args, **kwargs)
        self.fields["evidence_id"].choices = evidence  # type: ignore[attr-defined]

    def clean_time(self) -> Time:
        """What it does, as one of the three."""
        return Time(self.cleaned_data["time"])


class PromiseForm(forms.Form):
    """A way to reach the force that people are promised to keep."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How can people always reach you about this?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a way to reach you")},
    )
    post = forms.CharField(
        label=gettext_lazy("Which post promises it?"), max_length=160,
        help_text=gettext_lazy("A post, not a name: the public reads it."),
        error_messages={"required": gettext_lazy("Say which post promises it")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Know the ways."""
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = [  # type: ignore[attr-defined]
            (each.key, each.name[:1].upper() + each.name[1:]) for each in wanted().channels
        ]


class EndForm(forms.Form):
    """When a promise ended, and why."""

    ended_on = forms.DateField(
        label=gettext_lazy("On which day did it end?"), error_messages=_DATE,
    )
    because = forms.CharField(
        label=gettext_lazy("Why?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000,
        help_text=gettext_lazy("The public reads this."),
        error_messages={"required": gettext_lazy("Say why: the public reads it")},
    )


class WithholdForm(forms.Form):
    """What is kept back, why, and until when."""

    source = forms.ChoiceField(
        label=gettext_lazy("What do you keep back?"),
        error_messages={"required": gettext_lazy("Choose what you keep back")},
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("For which reason?"), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the reason")},
    )
    because = forms.CharField(
        label=gettext_lazy("Why does that reason hold here?"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The public does not read this. Inspectors do."),
        error_messages={"required": gettext_lazy("Say why that reason holds here")},
    )
    review_on = forms.DateField(
        label=gettext_lazy("By when do you look at it again?"),
        help_text=gettext_lazy("Within a year. The public reads this day."),
        error_messages=_DATE,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Know the fields and the reasons."""
        super().__init__(*args, **kwargs)
        fields, reasons = grounds().fields, grounds().reasons
        self.fields["source"].choices = [  # type: ignore[attr-defined]
            ("", ""), *((each.source, each.name[:1].upper() + each.name[1:]) for each in fields)
        ]
        self.fields["reason"].choices = [  # type: ignore[attr-defined]
            (each.key, f"{each.name[:1].upper()}{each.name[1:]} ({each.law})") for each in reasons
        ]
