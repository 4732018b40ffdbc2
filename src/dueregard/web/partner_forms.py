"""What is asked of a partner: who it is, what each step found, why it is stopped."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.manage.partners.actions import Details
from dueregard.manage.partners.queries import PartnerSheet
from dueregard.manage.partners.rules import (
    CONTROL_NAMES,
    MARKING_NAMES,
    MARKINGS,
    REGIME_NAMES,
    RESULT_NAMES,
    Control,
    Regime,
    Result,
)
from dueregard.manage.partners.vetting import Step, vetting
from dueregard.sharing.terms import Marking

DATE_ERROR = gettext_lazy("Enter a date, like 27/3/2026")
_INLINE = {"class": "govuk-radios--inline"}
_TEXTS: tuple[tuple[str, Any, int, Any], ...] = (
    ("ico_number", gettext_lazy("Registration number with the Information Commissioner"), 40, ""),
    ("contact_name", gettext_lazy("Whom do we call? The post, and a name"), 120, ""),
    ("contact_reach", gettext_lazy("How are they reached?"), 200,
     gettext_lazy("A number that is answered in working hours, and a secure address.")),
    ("deputy_name", gettext_lazy("And when they are away? The post, and a name"), 120, ""),
    ("deputy_reach", gettext_lazy("How is the deputy reached?"), 200, ""),
    ("breach_reach", gettext_lazy("Who is called at night when data has gone astray?"), 200,
     gettext_lazy("A number that is answered at any hour. Try it with a drill.")),
    ("dpo_name", gettext_lazy("Their data protection officer"), 120, ""),
    ("dpo_reach", gettext_lazy("How is that officer reached?"), 200, ""),
    ("accord_by", gettext_lazy("Who signed our terms for all sharing there?"), 120,
     gettext_lazy("Leave it blank where nobody has yet.")),
    ("accord_post", gettext_lazy("In which post?"), 160, ""),
)


class PartnerForm(forms.Form):
    """What a partner is, and whom to call there."""

    all_optional = True

    name = forms.CharField(
        label=gettext_lazy("Under which name does it sign?"), max_length=160,
        error_messages={"required": gettext_lazy("Enter the name of the partner")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of body is it?"),
        error_messages={"required": gettext_lazy("Choose what kind of body it is")},
    )
    control = forms.ChoiceField(
        label=gettext_lazy("What is it to the data?"), widget=forms.RadioSelect,
        choices=[(each.value, name) for each, name in CONTROL_NAMES.items()],
        initial=Control.UNKNOWN,
    )
    regime = forms.ChoiceField(
        label=gettext_lazy("Under which law does it hold the data?"), widget=forms.RadioSelect,
        choices=[(each.value, name) for each, name in REGIME_NAMES.items()],
        initial=Regime.UNKNOWN,
        help_text=gettext_lazy("Schedule 7 of the Data Protection Act 2018 lists who is under "
                               "Part 3."),
    )
    accord_on = forms.DateField(
        label=gettext_lazy("On which day did they sign?"), required=False,
        error_messages={"invalid": DATE_ERROR},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the kinds, and add the plain fields; the day of the signature comes last."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", ""), *vetting().kinds.items()
        ]
        day = self.fields.pop("accord_on")
        for name, label, longest, hint in _TEXTS:
            self.fields[name] = forms.CharField(
                label=label, max_length=longest, required=False, help_text=hint
            )
        self.fields["accord_on"] = day

    @property
    def details(self) -> Details:
        """What was said, as the action takes it."""
        given = self.cleaned_data
        return Details(**given | {
            "control": Control(given["control"]), "regime": Regime(given["regime"]),
        })

    @staticmethod
    def initial_of(sheet: PartnerSheet) -> dict[str, Any]:
        """What is known of a partner, to be changed."""
        names = ("name", "kind", "control", "regime", "accord_on", *(each[0] for each in _TEXTS))
        return {name: getattr(sheet, name) for name in names}


class StepForm(forms.Form):
    """What one step found."""

    all_optional = True

    result = forms.ChoiceField(
        label=gettext_lazy("What was found?"), widget=forms.RadioSelect(attrs=_INLINE),
        choices=[(each.value, name) for each, name in RESULT_NAMES.items()],
        error_messages={"required": gettext_lazy("Choose whether it was passed")},
    )
    evidence = forms.CharField(
        label=gettext_lazy("What did you see, and where is it kept?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say what you saw, and where it is kept")},
    )
    expires = forms.DateField(
        label=gettext_lazy("Last day on which this is good"), required=False,
        error_messages={"invalid": DATE_ERROR},
    )

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        """Ask what was shown only where there is a choice."""
        super().__init__(*args, **kwargs)
        self.fields["expires"].help_text = _(
            "At most %(months)d months from today. Leave it blank where it was not passed."
        ) % {"months": step.months}
        if step.options:
            self.fields = {"option": forms.ChoiceField(
                label=_("What was shown?"), widget=forms.RadioSelect, required=False,
                choices=[(each, each) for each in step.options],
            ), **self.fields}

    def clean_result(self) -> Result:
        """The result as the rules know it."""
        return Result(self.cleaned_data["result"])


class DrillForm(forms.Form):
    """What came of trying a contact."""

    all_optional = True

    contact = forms.CharField(
        label=gettext_lazy("Whom did you try to reach, and how?"), max_length=200,
        error_messages={"required": gettext_lazy("Say whom you tried to reach, and how")},
    )
    answered = forms.ChoiceField(
        label=gettext_lazy("Did somebody answer who could act?"),
        widget=forms.RadioSelect(attrs=_INLINE),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        error_messages={"required": gettext_lazy("Choose yes or no")},
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("After how many minutes?"), min_value=0, max_value=100_000,
        required=False, error_messages={"invalid": gettext_lazy("Enter a whole number, like 12")},
    )
    words = forms.CharField(
        label=gettext_lazy("Anything to remember?"), required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_answered(self) -> bool:
        """Whether somebody answered."""
        return bool(self.cleaned_data["answered"] == "yes")


class WordsForm(forms.Form):
    """One answer in words; its label is given."""

    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, label: str, hint: str = "", error: str, **kwargs: Any) -> None:
        """Ask for what is asked here."""
        super().__init__(*args, **kwargs)
        self.fields["words"].label, self.fields["words"].help_text = label, hint
        self.fields["words"].error_messages["required"] = error


class RecommendForm(WordsForm):
    """A first signature: what was looked at, and up to which marking."""

    cleared_to = forms.ChoiceField(
        label=gettext_lazy("Up to which marking may they be sent things?"),
        widget=forms.RadioSelect,
        choices=[(each.value, name) for each, name in MARKING_NAMES.items()],
        error_messages={"required": gettext_lazy("Choose a marking")},
    )

    def clean_cleared_to(self) -> Marking:
        """The marking as the rules know it."""
        return MARKINGS[self.cleaned_data["cleared_to"]]


class LiftForm(forms.Form):
    """Whether a suspension is lifted."""

    agreed = forms.ChoiceField(
        label=gettext_lazy("Is it lifted?"), widget=forms.RadioSelect,
        choices=[("yes", gettext_lazy("Yes: what was asked for is put right")),
                 ("no", gettext_lazy("No: it stays suspended"))],
        error_messages={"required": gettext_lazy("Choose whether it is lifted")},
    )
    words = forms.CharField(
        label=gettext_lazy("If not, what is still lacking?"), required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_agreed(self) -> bool:
        """Whether it is lifted."""
        return bool(self.cleaned_data["agreed"] == "yes")


class BreachForm(forms.Form):
    """Something that went wrong at a partner."""

    all_optional = True

    happened_on = forms.DateField(
        label=gettext_lazy("On which day?"),
        error_messages={"required": gettext_lazy("Enter the day"), "invalid": DATE_ERROR},
    )
    words = forms.CharField(
        label=gettext_lazy("What went wrong?"), widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Without the names of people."),
        error_messages={"required": gettext_lazy("Say what went wrong")},
    )
    put_right = forms.CharField(
        label=gettext_lazy("What was put right?"), required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
