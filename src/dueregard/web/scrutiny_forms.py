"""What a scrutiny panel and the force are asked: the list, the words, a rating, points, replies."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.manage.committee.deciding import Said
from dueregard.manage.scrutiny import form as asked_of
from dueregard.manage.scrutiny import listing, rules
from dueregard.manage.scrutiny.actions import Judged, PointReply
from dueregard.manage.scrutiny.form import Asked
from dueregard.manage.scrutiny.report import PointTold
from dueregard.manage.scrutiny.rules import POINT_NAMES, STANDING_NAMES, PointKind, Standing

MOST_BYTES = 20_000_000
MORE_POINTS, MOST_POINTS = 2, 20
DATE_ERROR = gettext_lazy("Enter a date, like 27/3/2026")
_NUMBER = gettext_lazy("Enter a whole number, such as 12")
_WIDTH = {"class": "govuk-input--width-3"}
_COLUMN_NAMES = {
    "power": gettext_lazy("Power"), "unit": gettext_lazy("Unit"),
    "ethnicity": gettext_lazy("Ethnicity as the officer saw it"),
}


def _words(label: Any, *, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **more)


class CallForm(forms.Form):
    """When the panel sits."""

    on = forms.DateField(
        label=gettext_lazy("When does the panel sit?"),
        error_messages={"required": DATE_ERROR, "invalid": DATE_ERROR},
    )


class ListForm(forms.Form):
    """The file that holds the encounters."""

    file = forms.FileField(
        label=gettext_lazy("The list of encounters"),
        help_text=gettext_lazy(
            "CSV, XLSX or ODS, one row an encounter: its id in your own system, the power, the "
            "date, the unit and the ethnicity as the officer saw it. Every other column is left "
            "out. No footage."
        ),
        error_messages={
            "required": gettext_lazy("Choose the file that holds the list"),
            "empty": gettext_lazy("This file is empty. Export the list again, with its rows"),
        },
    )

    def clean_file(self) -> Any:
        """The file, when it is not too large to be such a list."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_(
                "This file is larger than 20 MB. Send the encounters of a shorter time"))
        return file


class SeedForm(forms.Form):
    """The panel's own words, how many clips, and which groups are drawn from apart."""

    words = forms.CharField(
        label=gettext_lazy("The panel's words"), max_length=200,
        help_text=gettext_lazy(
            "At least 8 letters that nobody could guess, such as a line that you make up "
            "together. They are kept and shown."),
        error_messages={"required": gettext_lazy("Enter words of your own")},
    )
    size = forms.IntegerField(
        label=gettext_lazy("How many clips?"), min_value=1, max_value=rules.MOST_DRAWN,
        help_text=gettext_lazy("As many as you can watch with care in one sitting."),
        error_messages=dict.fromkeys(("required", "invalid", "min_value"), _NUMBER),
        widget=forms.NumberInput(attrs=_WIDTH),
    )
    strata = forms.MultipleChoiceField(
        label=gettext_lazy("Draw some of each"), required=False,
        choices=[(each, _COLUMN_NAMES[each]) for each in listing.STRATA],
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("So that no group is left out by chance. A small group is then "
                               "drawn more often on purpose, and the report says so."),
    )
    minimum = forms.IntegerField(
        label=gettext_lazy("At least how many of each group?"), required=False, min_value=1,
        help_text=gettext_lazy("Leave it blank for 2, or 1 where 2 of each do not fit."),
        error_messages={"invalid": _NUMBER, "min_value": _NUMBER},
        widget=forms.NumberInput(attrs=_WIDTH),
    )


class AccountForm(forms.Form):
    """What became of a clip."""

    standing = forms.ChoiceField(
        label=gettext_lazy("What became of this clip?"), widget=forms.RadioSelect,
        choices=[(each.value, name) for each, name in STANDING_NAMES.items()
                 if each != Standing.WAITING],
        error_messages={"required": gettext_lazy("Choose what became of the clip")},
    )
    why = forms.ChoiceField(
        label=gettext_lazy("If it is withheld, why?"), required=False, widget=forms.RadioSelect)
    reason = _words(
        gettext_lazy("The reason, in words"), required=False, rows=2,
        help_text=gettext_lazy("The panel reads it, and its public report shows it. Name nobody. "
                               "Leave it blank where the clip is whole and in time."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the reasons that the content gives."""
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["why"].choices = [(each.id, each.name) for each in asked_of.load().withheld]


class RatingForm(forms.Form):
    """What a member makes of one clip. Only the colour and the camera must be chosen."""

    # Which may stay blank is said in words on the page.
    all_optional = True

    def __init__(self, *args: Any, asked: Sequence[Asked], **kwargs: Any) -> None:
        """Ask the questions of this power; the letters of GOWISELY after the others."""
        super().__init__(*args, **kwargs)
        told = asked_of.load()
        self.asked = asked
        self.fields["view"] = _radios(
            _("Which camera did you see?"), [(each.id, each.name) for each in told.views],
            error_messages={"required": _("Choose which camera you saw")})
        for each in asked:
            label = f"{each.letter}. {each.text}" if each.letter else each.text
            self.fields[each.id] = _radios(label, list(each.answers.items()), required=False)
        self.fields["colour"] = _radios(
            _("And as a whole?"),
            [(each.id, f"{each.name}. {each.means}") for each in told.colours],
            error_messages={"required": _("Choose green, amber or red")})
        self.fields["comment"] = _words(
            _("What should the force or others know?"), required=False, help_text=told.comment,
            max_length=2000)

    @property
    def questions(self) -> list[forms.BoundField]:
        """What is asked, without the letters."""
        return [self[each.id] for each in self.asked if not each.letter]

    @property
    def letters(self) -> list[forms.BoundField]:
        """The letters of GOWISELY, where it was a stop."""
        return [self[each.id] for each in self.asked if each.letter]

    @property
    def judged(self) -> Judged:
        """What was said; blanks are left out."""
        given = self.cleaned_data
        return Judged(
            colour=given["colour"], view=given["view"], comment=given["comment"],
            answers={each.id: given[each.id] for each in self.asked if given[each.id]},
        )


class EnterForm(RatingForm):
    """A rating that came on paper: whose it is, and what it says."""

    field_order = ("seat",)

    def __init__(self, *args: Any, seats: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """Ask first whose it is."""
        super().__init__(*args, **kwargs)
        self.fields["seat"] = forms.TypedChoiceField(
            label=_("Whose rating is it?"), coerce=int, widget=forms.RadioSelect,
            choices=list(seats), error_messages={"required": _("Choose whose rating it is")})
        self.order_fields(self.field_order)


class AsideForm(forms.Form):
    """Why a member does not rate: an interest, or that they would rather not watch."""

    all_optional = True
    interest = forms.TypedChoiceField(
        label=gettext_lazy("Why do you not rate it?"), coerce=lambda value: value == "yes",
        widget=forms.RadioSelect, choices=[
            ("yes", gettext_lazy("I have an interest: I know somebody in it, or somebody there")),
            ("no", gettext_lazy("I would rather not watch it. I need not say why")),
        ],
        error_messages={"required": gettext_lazy("Choose one of the two")},
    )
    reason = _words(gettext_lazy("If it is an interest, which?"), rows=2, required=False,
                    help_text=gettext_lazy("Only the record keeps it. It is not published."))
    whole_unit = forms.BooleanField(
        label=gettext_lazy("The same for every other clip of this unit"), required=False)

    def clean(self) -> dict[str, Any]:
        """Say beside the field where an interest has no words."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("interest") and not cleaned.get("reason"):
            self.add_error("reason", _("Say what the interest is"))
        return cleaned


class WordsForm(forms.Form):
    """Some words about a sitting: a debrief, what changed, what the panel was told."""

    def __init__(self, *args: Any, label: str, hint: str = "", required: bool = True,
                 missing: str = "", **kwargs: Any) -> None:
        """Ask for the words."""
        super().__init__(*args, **kwargs)
        self.fields["words"] = _words(
            label, help_text=hint, required=required,
            error_messages={"required": missing or _("Write it in words")})


class ReportForm(forms.Form):
    """The points of the panel's report, drafted from the ratings and changed by a person."""

    all_optional = True

    def __init__(self, *args: Any, drafted: Sequence[tuple[PointKind, str]], **kwargs: Any) -> None:
        """A row for each point that the ratings suggest, and two more."""
        super().__init__(*args, **kwargs)
        for number, (kind, text) in enumerate(drafted, start=1):
            self.initial.update({f"kind_{number}": kind.value, f"text_{number}": text})
        self.numbers = range(1, min(len(drafted) + MORE_POINTS, MOST_POINTS) + 1)
        for number in self.numbers:
            self.fields[f"text_{number}"] = _words(
                _("%(number)d. What do you say?") % {"number": number}, rows=2, required=False)
            self.fields[f"kind_{number}"] = _radios(
                _("%(number)d. Is it a concern, or to be shared?") % {"number": number},
                [(each.value, name) for each, name in POINT_NAMES.items()], required=False,
                inline=True)

    def clean(self) -> dict[str, Any]:
        """Say beside the field where a point does not say what it is, or nothing is said."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for number in self.numbers:
            if cleaned.get(f"text_{number}") and not cleaned.get(f"kind_{number}"):
                self.add_error(
                    f"kind_{number}", _("Choose whether it is a concern or to be shared"))
        if not any(cleaned.get(f"text_{number}") for number in self.numbers):
            self.add_error("text_1", _("Write at least one point"))
        return cleaned

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two fields of each point."""
        return [(self[f"text_{number}"], self[f"kind_{number}"]) for number in self.numbers]

    @property
    def points(self) -> list[tuple[PointKind, str]]:
        """The points, in order; rows left blank are not among them."""
        given = self.cleaned_data
        return [(PointKind(given[f"kind_{number}"]), given[f"text_{number}"])
                for number in self.numbers if given[f"text_{number}"]]


class ReplyForm(forms.Form):
    """What the force says to each point, and what follows: an action, its owner, its day."""

    all_optional = True

    def __init__(self, *args: Any, points: Sequence[PointTold],
                 people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """Five fields for each point."""
        super().__init__(*args, **kwargs)
        self.points = points
        for each in points:
            number = {"number": each.number}
            self.fields[f"said_{each.number}"] = _radios(
                _("%(number)d. Your reply") % number,
                [(Said.ACCEPT.value, _("Accept")), (Said.PART.value, _("Accept in part")),
                 (Said.DECLINE.value, _("Decline"))], inline=True,
                error_messages={"required": _("Point %(number)d: accept it, accept it in part, or "
                                              "decline it") % number})
            self.fields[f"reasons_{each.number}"] = _words(
                _("%(number)d. Your reasons") % number, rows=2,
                error_messages={"required": _("Point %(number)d: give your reasons") % number})
            self.fields[f"action_{each.number}"] = _words(
                _("%(number)d. What will be done?") % number, rows=2, required=False)
            self.fields[f"owner_{each.number}"] = forms.TypedChoiceField(
                label=_("%(number)d. Who sees to it?") % number, coerce=int, empty_value=None,
                required=False, choices=[("", _("Nobody yet")), *people])
            self.fields[f"due_{each.number}"] = forms.DateField(
                label=_("%(number)d. By when?") % number, required=False,
                error_messages={"invalid": DATE_ERROR})
        self.fields["words"] = _words(
            _("Your words to the panel"), required=False,
            help_text=_("All of this will be published but who sees to it."))

    def clean(self) -> dict[str, Any]:
        """Say beside the field what an accepted point lacks."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for each in self.points:
            if cleaned.get(f"said_{each.number}") not in {Said.ACCEPT, Said.PART}:
                continue
            for name, missing in (("action", _("Say what will be done")),
                                  ("owner", _("Choose who sees to it")),
                                  ("due", DATE_ERROR)):
                field = f"{name}_{each.number}"
                if not cleaned.get(field) and field not in self.errors:
                    self.add_error(field, missing)
        return cleaned

    @property
    def rows(self) -> list[tuple[PointTold, list[forms.BoundField]]]:
        """Each point with its fields."""
        return [
            (each, [self[f"{name}_{each.number}"]
                    for name in ("said", "reasons", "action", "owner", "due")])
            for each in self.points
        ]

    @property
    def replies(self) -> Mapping[int, PointReply]:
        """What was said to each point; of one that is declined no action is kept."""
        given, found = self.cleaned_data, {}
        for each in self.points:
            said = Said(given[f"said_{each.number}"])
            acts = said != Said.DECLINE
            found[each.number] = PointReply(
                said=said, reasons=given[f"reasons_{each.number}"],
                action=given[f"action_{each.number}"] if acts else "",
                owner_id=given[f"owner_{each.number}"] if acts else None,
                due_on=given[f"due_{each.number}"] if acts else None,
            )
        return found


class ProcessForm(forms.Form):
    """How a sitting went, without a name."""

    all_optional = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask the statements of the content."""
        super().__init__(*args, **kwargs)
        for each in asked_of.load().process:
            self.fields[each.id] = _radios(
                each.name, list(asked_of.AGREE_NAMES.items()), required=False, inline=True)
        self.fields["words"] = _words(
            _("What should be done otherwise next time?"), required=False, max_length=1000,
            help_text=_("The others read your words, without your name, once three have spoken. "
                        "Do not name anybody."))

    @property
    def answers(self) -> dict[str, str]:
        """What was chosen."""
        return {each.id: self.cleaned_data[each.id] for each in asked_of.load().process}


class ClearForm(forms.Form):
    """A member's paper and its last day."""

    paper = forms.ChoiceField(
        label=gettext_lazy("Which paper did you see?"), widget=forms.RadioSelect,
        choices=[(each.value, name) for each, name in rules.PAPER_NAMES.items()],
        error_messages={"required": gettext_lazy("Choose which paper you saw")},
    )
    until = forms.DateField(
        label=gettext_lazy("Its last day"),
        error_messages={"required": DATE_ERROR, "invalid": DATE_ERROR},
    )


class MakeupForm(forms.Form):
    """How a panel is made up, in counts that members gave freely; the gap, and the plan."""

    def __init__(self, *args: Any, groups: Sequence[str], people: Sequence[tuple[int, str]],
                 **kwargs: Any) -> None:
        """A count for each group of the list that was lodged."""
        super().__init__(*args, **kwargs)
        self.groups = tuple(groups)
        for place, name in enumerate(self.groups):
            self.fields[f"group_{place}"] = forms.IntegerField(
                label=name, required=False, min_value=0, max_value=99,
                widget=forms.NumberInput(attrs=_WIDTH),
                error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _NUMBER))
        self.fields["gap"] = _words(
            _("Who is missing?"),
            help_text=_("In your own words. It may be shown to everybody."),
            error_messages={"required": _("Say who is missing, or that you see no gap and why")})
        self.fields["plan"] = _words(
            _("What will be done about it?"),
            error_messages={"required": _("Say what will be done")})
        self.fields["owner"] = forms.TypedChoiceField(
            label=_("Who sees to it?"), coerce=int, empty_value=None,
            choices=[("", _("Choose")), *people],
            error_messages={"required": _("Choose who sees to it")})
        self.fields["due_on"] = forms.DateField(
            label=_("By when?"), error_messages={"required": DATE_ERROR, "invalid": DATE_ERROR})

    @property
    def counts(self) -> dict[str, int]:
        """How many of each group."""
        return {name: self.cleaned_data[f"group_{place}"] or 0
                for place, name in enumerate(self.groups)}


def _radios(
    label: Any, choices: Sequence[tuple[str, Any]], *, inline: bool = False, **more: Any
) -> forms.ChoiceField:
    attrs = {"class": "govuk-radios--inline"} if inline else {}
    return forms.ChoiceField(label=label, choices=choices,
                             widget=forms.RadioSelect(attrs=attrs), **more)
