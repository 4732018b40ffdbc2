"""What is asked when a body is made, somebody is seated, a meeting is called or recorded."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.manage.bodies.kinds import kinds
from dueregard.manage.bodies.rules import POST_NAMES, SERVED_NAMES, Post, Served
from dueregard.manage.committee.sheets import AgendaMatter
from dueregard.manage.committee.vocabulary import LEANING_NAMES, Leaning
from dueregard.manage.meetings.queries import MeetingSheet
from dueregard.manage.meetings.rules import CAME_NAMES, Came

DATE_ERROR = gettext_lazy("Enter a date, like 27/3/2026")


def _words(label: Any, *, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **more)


class BodyForm(forms.Form):
    """A body: its name, what kind it is, how many make a quorum."""

    name = forms.CharField(
        label=gettext_lazy("What is it called?"), max_length=120,
        error_messages={"required": gettext_lazy("Enter the name of the body")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of body is it?"), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what kind of body it is")},
    )
    quorum = forms.IntegerField(
        label=gettext_lazy("How many members make a quorum?"), min_value=1, max_value=99,
        help_text=gettext_lazy(
            "After the date has passed, opinions can be closed once so many are in."
        ),
        error_messages={
            "required": gettext_lazy("Enter how many members make a quorum"),
            "invalid": gettext_lazy("Enter a whole number, like 3"),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the kinds, each with what it is for."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (each.id, f"{each.name}. {each.is_for}") for each in kinds()
        ]


class SeatForm(forms.Form):
    """Who sits on a body, as what, for how long, and how papers reach them."""

    all_optional = True

    person_id = forms.TypedChoiceField(
        label=gettext_lazy("Who? Choose somebody who has an account"), coerce=int, required=False,
        empty_value=None,
    )
    name = forms.CharField(
        label=gettext_lazy("Or enter the name of somebody who has none"), max_length=120,
        required=False,
    )
    post = forms.ChoiceField(
        label=gettext_lazy("As what?"), widget=forms.RadioSelect, initial=Post.MEMBER,
        choices=[(each.value, name) for each, name in POST_NAMES.items()],
        error_messages={"required": gettext_lazy("Choose as what they sit on it")},
    )
    since = forms.DateField(
        label=gettext_lazy("First day of the term"),
        error_messages={
            "required": gettext_lazy("Enter the first day of the term"), "invalid": DATE_ERROR,
        },
    )
    until = forms.DateField(
        label=gettext_lazy("Last day of the term"), required=False,
        help_text=gettext_lazy("Leave it blank where no end is set."),
        error_messages={"invalid": DATE_ERROR},
    )
    served = forms.ChoiceField(
        label=gettext_lazy("How do papers reach them?"), widget=forms.RadioSelect,
        initial=Served.SIGNS_IN,
        choices=[(each.value, name) for each, name in SERVED_NAMES.items()],
        error_messages={"required": gettext_lazy("Choose how papers reach them")},
    )
    email = forms.EmailField(
        label=gettext_lazy("Address for the pack, where it goes by e-mail"), required=False,
        error_messages={"invalid": gettext_lazy("Enter an e-mail address")},
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        """Offer everybody who has an account."""
        super().__init__(*args, **kwargs)
        self.fields["person_id"].choices = [("", ""), *people]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Say beside the field when nobody is named, or two ways were used to name them."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("person_id") is None and not cleaned.get("name"):
            self.add_error("person_id", _("Choose a person, or enter a name below"))
        if cleaned.get("person_id") is not None and cleaned.get("name"):
            self.add_error("name", _("Leave this blank, or choose nobody above"))
        return cleaned


class EndForm(forms.Form):
    """When a term ends, and why."""

    on = forms.DateField(
        label=gettext_lazy("Last day of the term"),
        error_messages={
            "required": gettext_lazy("Enter the last day"), "invalid": DATE_ERROR,
        },
    )
    reason = _words(
        gettext_lazy("Why does it end?"), rows=2,
        error_messages={"required": gettext_lazy("Say why it ends")},
    )


class DeclareForm(forms.Form):
    """An interest for the register."""

    text = _words(
        gettext_lazy("What is the interest?"), rows=3,
        help_text=gettext_lazy(
            "Work, money, family or friends that could gain or lose by what this body advises. "
            "The committee and the force see it with the name."
        ),
        error_messages={"required": gettext_lazy("Say what the interest is")},
    )


class MeetingForm(forms.Form):
    """When and where a body meets."""

    on = forms.DateField(
        label=gettext_lazy("On which day?"), help_text=gettext_lazy("For example, 27/3/2026"),
        error_messages={"required": gettext_lazy("Enter the day"), "invalid": DATE_ERROR},
    )
    place = forms.CharField(
        label=gettext_lazy("Where?"), max_length=200,
        help_text=gettext_lazy("A room, or by video. Say if the room has a step or no lift."),
        error_messages={"required": gettext_lazy("Say where it is held")},
    )


class AgendaForm(forms.Form):
    """Which matters a meeting takes, in which order."""

    all_optional = True

    def __init__(
        self, *args: Any, matters: tuple[AgendaMatter, ...], taken: list[int], **kwargs: Any
    ) -> None:
        """One number for each matter that could be taken."""
        super().__init__(*args, **kwargs)
        self.matters = matters
        for each in matters:
            self.fields[f"place_{each.id}"] = forms.IntegerField(
                label=f"{each.name}: {each.question}", min_value=1, max_value=99, required=False,
                initial=taken.index(each.id) + 1 if each.id in taken else None,
                help_text=_("Its place on the agenda. Leave it blank to leave it off."),
                error_messages={"invalid": _("Enter a whole number, like 1")},
            )

    def clean(self) -> dict[str, Any]:
        """Say beside the field when two matters have one place."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        seen: set[int] = set()
        for each in self.matters:
            place = cleaned.get(f"place_{each.id}")
            if place is None:
                continue
            if place in seen:
                self.add_error(f"place_{each.id}", _("Another matter has this place already"))
            seen.add(place)
        return cleaned

    @property
    def chosen(self) -> list[int]:
        """The matters that are taken, in order."""
        placed = [
            (self.cleaned_data[f"place_{each.id}"], each.id) for each in self.matters
            if self.cleaned_data[f"place_{each.id}"] is not None
        ]
        return [number for _place, number in sorted(placed)]


class RecordForm(forms.Form):
    """Who came to a meeting, and what was said about each matter."""

    all_optional = True

    def __init__(self, *args: Any, meeting: MeetingSheet, **kwargs: Any) -> None:
        """One choice for each seat, one field for each matter."""
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        for each in meeting.places:
            self.fields[f"came_{each.seat.id}"] = forms.ChoiceField(
                label=f"{each.seat.name} ({each.seat.post_name.lower()})",
                widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
                choices=[(how.value, name) for how, name in CAME_NAMES.items()],
                initial=each.came,
                error_messages={"required": _("%(name)s: choose whether they came") % {
                    "name": each.seat.name,
                }},
            )
        for item in meeting.agenda:
            self.fields[f"said_{item.matter_id}"] = _words(
                _("%(number)d. %(name)s: what was said?") % {
                    "number": item.number, "name": item.name,
                }, rows=4, required=False, initial=item.words,
                help_text=_("The advice and who stepped aside are in the minutes already."),
            )
        self.fields["words"] = _words(
            _("Anything else for the minutes?"), required=False, initial=meeting.words
        )

    @property
    def came(self) -> dict[int, Came]:
        """Whether each came, by seat."""
        return {
            each.seat.id: Came(self.cleaned_data[f"came_{each.seat.id}"])
            for each in self.meeting.places
        }

    @property
    def said(self) -> dict[int, str]:
        """What was said, by matter."""
        return {
            each.matter_id: self.cleaned_data[f"said_{each.matter_id}"]
            for each in self.meeting.agenda
        }


class ReasonForm(forms.Form):
    """Why something is called off."""

    reason = _words(
        gettext_lazy("Why?"), rows=2, error_messages={"required": gettext_lazy("Say why")},
    )


class WordForm(forms.Form):
    """One word in which committees here may advise."""

    text = forms.CharField(
        label=gettext_lazy("The word"), max_length=80,
        error_messages={"required": gettext_lazy("Enter the word")},
    )
    meaning = _words(
        gettext_lazy("What does it mean, in a sentence?"), rows=2,
        error_messages={"required": gettext_lazy("Say what it means")},
    )
    leaning = forms.ChoiceField(
        label=gettext_lazy("Which way does it point?"), widget=forms.RadioSelect,
        choices=[(each.value, name) for each, name in LEANING_NAMES.items()],
        help_text=gettext_lazy(
            "So that a decision which goes the other way is shown as going against the advice."
        ),
        error_messages={"required": gettext_lazy("Choose which way it points")},
    )
    offered = forms.ChoiceField(
        label=gettext_lazy("Can committees choose it?"),
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No, not any more"))],
        initial="yes", error_messages={"required": gettext_lazy("Choose yes or no")},
    )

    def clean_leaning(self) -> Leaning:
        """The leaning as the rules know it."""
        return Leaning(self.cleaned_data["leaning"])

    def clean_offered(self) -> bool:
        """Whether it can be chosen."""
        return bool(self.cleaned_data["offered"] == "yes")
