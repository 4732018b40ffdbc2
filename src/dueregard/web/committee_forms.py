"""What members, the chair and the decision maker are asked on their forms, and what is wrong."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.manage.bodies.queries import BodySheet
from dueregard.manage.committee import deciding, queries, vocabulary
from dueregard.manage.committee.deciding import (
    ENDS,
    HELD_TO,
    SAID_NAMES,
    VERDICT_NAMES,
    Asked,
    Condition,
    ItemReply,
    Said,
    Verdict,
)
from dueregard.manage.committee.sheets import AdviceSheet, ItemLine, MatterSheet
from dueregard.manage.conditions.rules import STAGE_NAMES

ITEMS_AT_FIRST = 4
MORE_ITEMS = 4
MOST_ITEMS = 40
_ITEM_FIELDS = ("text", "test", "owner", "due", "evidence", "stage")
_DATE_ERROR = gettext_lazy("Enter a date, like 27/3/2026")


def _words(label: Any, *, rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **more)


def _advice_choices() -> list[tuple[str, str]]:
    return [(each.id, f"{each.text}. {each.meaning}") for each in queries.offered()]


class ReferForm(forms.Form):
    """Which committee is asked what, and by when."""

    body_id = forms.TypedChoiceField(
        label=gettext_lazy("Which committee do you ask?"), coerce=int, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose which committee is asked")},
    )
    question = _words(
        gettext_lazy("What do you ask the committee?"), rows=3,
        help_text=gettext_lazy("One question. For example: should this go on trial in one town?"),
        error_messages={"required": gettext_lazy("Enter your question")},
    )
    help_with = _words(
        gettext_lazy("What would you like the committee's help with?"), rows=4, required=False,
        help_text=gettext_lazy(
            "A line for each question. For example: whom have we not asked? The first four stand "
            "on the first page."
        ),
    )
    deadline = forms.DateField(
        label=gettext_lazy("By when should members give their opinions?"),
        help_text=gettext_lazy("Two weeks is usual. For example, 27/3/2026"),
        error_messages={
            "required": gettext_lazy("Enter the date by which members answer"),
            "invalid": _DATE_ERROR,
        },
    )

    def __init__(self, *args: Any, bodies: tuple[BodySheet, ...], **kwargs: Any) -> None:
        """Offer the bodies that advise; where there is one, there is nothing to choose."""
        super().__init__(*args, **kwargs)
        if len(bodies) < 2:
            del self.fields["body_id"]
        else:
            self.fields["body_id"].choices = [  # type: ignore[attr-defined]
                (each.id, f"{each.name} ({each.kind.name.lower()})") for each in bodies
            ]


class ExtendForm(forms.Form):
    """Until when members are given."""

    deadline = forms.DateField(
        label=gettext_lazy("Until when do members have?"),
        help_text=gettext_lazy("A later date than they have now. For example, 27/3/2026"),
        error_messages={
            "required": gettext_lazy("Enter the new date"), "invalid": _DATE_ERROR,
        },
    )


class OpinionForm(forms.Form):
    """A member's own view."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What would you advise?"), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you would advise")},
    )
    reasons = _words(
        gettext_lazy("Why?"), error_messages={"required": gettext_lazy("Give your reasons")},
    )
    conditions = _words(
        gettext_lazy("What should be asked of the force, and how could anyone tell it is done?"),
        required=False,
    )
    interest = _words(
        gettext_lazy("Do you have an interest that others should know of?"), rows=2,
        required=False, help_text=gettext_lazy(
            "For example, you know the supplier. It is shown with your name. If you should not "
            "give an opinion because of it, step aside instead."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the words in which a committee may advise."""
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = _advice_choices()  # type: ignore[attr-defined]


class PaperForm(OpinionForm):
    """What a member who does not sign in wrote, as the secretary enters it."""

    all_optional = True

    aside = forms.ChoiceField(
        label=gettext_lazy("What did they send?"), widget=forms.RadioSelect,
        choices=[
            ("no", gettext_lazy("Their opinion")),
            ("yes", gettext_lazy("That they step aside, because they have an interest")),
        ],
        error_messages={"required": gettext_lazy("Choose what they sent")},
    )
    field_order = ("aside", "outcome", "reasons", "conditions", "interest")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Word it for somebody who writes for another."""
        super().__init__(*args, **kwargs)
        labels = {
            "outcome": _("What do they advise?"), "reasons": _("Why? In their words"),
            "conditions": _("What do they ask of the force, and how could anyone tell?"),
            "interest": _("Which interest do they name?"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
            self.fields[name].help_text = ""
        self.fields["outcome"].required = self.fields["reasons"].required = False

    def clean(self) -> dict[str, Any]:
        """Say beside the field what is missing for what they sent."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        aside = cleaned["aside"] = cleaned.get("aside") == "yes"
        if aside and not cleaned.get("interest"):
            self.add_error("interest", _("Say what the interest is"))
        if not aside and "aside" not in self.errors:
            if not cleaned.get("outcome") and "outcome" not in self.errors:
                self.add_error("outcome", _("Choose what they advise"))
            if not cleaned.get("reasons"):
                self.add_error("reasons", _("Enter their reasons"))
        return cleaned


class InterestForm(forms.Form):
    """Why a member steps aside."""

    interest = _words(
        gettext_lazy("What is your interest?"), rows=3,
        help_text=gettext_lazy(
            "The committee and the force see it with your name. It is not published."
        ),
        error_messages={"required": gettext_lazy("Say what your interest is")},
    )


class AdviceForm(forms.Form):
    """What the committee advises, with the things it asks for: each with its test."""

    # Which fields may stay blank is said in words on the page.
    all_optional = True

    outcome = forms.ChoiceField(
        label=gettext_lazy("What does the committee advise?"), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what the committee advises")},
    )
    reasons = _words(
        gettext_lazy("Why?"), help_text=gettext_lazy("This will be published."),
        error_messages={"required": gettext_lazy("Give the committee's reasons")},
    )
    dissent = _words(
        gettext_lazy("Who thought otherwise, and why?"), rows=3, required=False,
        help_text=gettext_lazy(
            "Leave it blank if nobody did. It will be published: describe the view, not the person."
        ),
    )

    def __init__(self, *args: Any, items: int = ITEMS_AT_FIRST, **kwargs: Any) -> None:
        """Offer the words of advice, and room for so many items."""
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = _advice_choices()  # type: ignore[attr-defined]
        self.numbers = range(1, min(items, MOST_ITEMS) + 1)
        for number in self.numbers:
            self.fields[f"text_{number}"] = _words(
                _("%(number)d. What does the committee ask for?") % {"number": number},
                rows=2, required=False,
            )
            self.fields[f"test_{number}"] = forms.CharField(
                label=_("%(number)d. How can anyone tell that it is done?") % {"number": number},
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """Say beside the field when one half of an item is missing."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for number in self.numbers:
            text, test = cleaned.get(f"text_{number}"), cleaned.get(f"test_{number}")
            if test and not text:
                self.add_error(f"text_{number}", _("Say what the committee asks for"))
            if text and not test:
                self.add_error(f"test_{number}", _("Say how anyone can tell that it is done"))
        return cleaned

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two fields of each item."""
        return [(self[f"text_{number}"], self[f"test_{number}"]) for number in self.numbers]

    @property
    def items(self) -> list[Asked]:
        """The things that are asked for, in order; rows left blank are not among them."""
        given = self.cleaned_data
        return [
            Asked(text=given[f"text_{number}"], test=given[f"test_{number}"])
            for number in self.numbers if given[f"text_{number}"]
        ]


class ReplyForm(forms.Form):
    """What the decision maker says to each item, and to the whole."""

    all_optional = True

    def __init__(self, *args: Any, advice: AdviceSheet, **kwargs: Any) -> None:
        """Two fields for each item of the advice."""
        super().__init__(*args, **kwargs)
        self.advice = advice
        for item in advice.items:
            self.fields[f"said_{item.number}"] = forms.ChoiceField(
                label=_("%(number)d. Your reply") % {"number": item.number},
                choices=[
                    (Said.ACCEPT.value, _("Accept")), (Said.PART.value, _("Accept in part")),
                    (Said.DECLINE.value, _("Decline")),
                ],
                widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
                error_messages={"required": _(
                    "Item %(number)d: accept it, accept it in part, or decline it"
                ) % {"number": item.number}},
            )
            self.fields[f"reasons_{item.number}"] = _words(
                _("%(number)d. Your reasons, unless you simply accept") % {"number": item.number},
                rows=2, required=False,
            )
        self.fields["words"] = _words(
            _("Your reply to the advice as a whole"), help_text=_("This will be published."),
            error_messages={"required": _("Reply to the advice as a whole")},
        )

    def clean(self) -> dict[str, Any]:
        """Say beside the field when reasons are missing."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for item in self.advice.items:
            said = cleaned.get(f"said_{item.number}")
            if said in {Said.PART, Said.DECLINE} and not cleaned.get(f"reasons_{item.number}"):
                self.add_error(f"reasons_{item.number}", _(
                    "Item %(number)d: give your reasons for not accepting all of it"
                ) % {"number": item.number})
        return cleaned

    @property
    def rows(self) -> list[tuple[ItemLine, forms.BoundField, forms.BoundField]]:
        """Each item with its two fields."""
        return [
            (each, self[f"said_{each.number}"], self[f"reasons_{each.number}"])
            for each in self.advice.items
        ]

    @property
    def replies(self) -> dict[int, ItemReply]:
        """What was said to each item."""
        given = self.cleaned_data
        return {
            each.number: ItemReply(
                said=Said(given[f"said_{each.number}"]), reasons=given[f"reasons_{each.number}"]
            )
            for each in self.advice.items
        }


class DecisionForm(forms.Form):
    """What is decided, apart from the advice, and who sees to what was accepted."""

    all_optional = True

    verdict = forms.ChoiceField(
        label=gettext_lazy("What do you decide?"), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you decide")},
    )
    reasons = _words(
        gettext_lazy("Why?"), help_text=gettext_lazy("This will be published."),
        error_messages={"required": gettext_lazy("Give your reasons")},
    )
    departs_because = _words(
        gettext_lazy("If this goes against the advice: why?"), rows=3, required=False,
        help_text=gettext_lazy("It will be published beside the advice."),
    )
    review_on = forms.DateField(
        label=gettext_lazy("When will this be looked at again?"), required=False,
        help_text=gettext_lazy("Needed unless you stop or refuse it. For example, 27/3/2026"),
        error_messages={"invalid": _DATE_ERROR},
    )
    by_post = forms.CharField(
        label=gettext_lazy("Your post"), max_length=120,
        help_text=gettext_lazy("Your rank or job title. The public reads this, not your name."),
        error_messages={"required": gettext_lazy("Enter your post")},
    )

    def __init__(
        self, *args: Any, matter: MatterSheet, owners: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        """Offer what fits the use as it stands; four fields for each accepted item."""
        super().__init__(*args, **kwargs)
        self.matter = matter
        fits = deciding.VERDICTS[matter.use_status]
        self.fields["verdict"].choices = [  # type: ignore[attr-defined]
            (each.value, VERDICT_NAMES[each]) for each in Verdict if each in fits
        ]
        advice = matter.advice
        self.accepted = [each for each in advice.items if each.said in HELD_TO] if advice else []
        owner = next(iter(matter.concern.owners), None)
        for item in self.accepted:
            self._add_item(item, owners, owner)

    def _add_item(self, item: ItemLine, owners: list[tuple[int, str]], owner: int | None) -> None:
        number = {"number": item.number}
        self.fields[f"text_{item.number}"] = _words(
            _("%(number)d. What has to be done") % number, rows=2, initial=item.text,
            error_messages={"required": _("Item %(number)d: say what has to be done") % number},
        )
        self.fields[f"test_{item.number}"] = forms.CharField(
            label=_("%(number)d. How anyone can tell that it is done") % number,
            initial=item.test,
            error_messages={"required": _("Item %(number)d: say how anyone can tell") % number},
        )
        self.fields[f"owner_{item.number}"] = forms.TypedChoiceField(
            label=_("%(number)d. Who sees to it") % number, coerce=int,
            choices=[("", ""), *owners], initial=owner, required=False, empty_value=None,
        )
        self.fields[f"due_{item.number}"] = forms.DateField(
            label=_("%(number)d. By when") % number, required=False,
            error_messages={"invalid": _DATE_ERROR},
        )
        self.fields[f"evidence_{item.number}"] = forms.CharField(
            label=_("%(number)d. What evidence do you want to see?") % number, required=False,
        )
        self.fields[f"stage_{item.number}"] = forms.ChoiceField(
            label=_("%(number)d. Is it checked once more?") % number, required=False,
            choices=[("", _("No, once is enough")), *(
                (key, _("Yes, %(when)s") % {"when": name}) for key, name in STAGE_NAMES.items()
            )],
        )

    def clean(self) -> dict[str, Any]:
        """Say beside the field what this decision still needs."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "verdict" not in cleaned:
            return cleaned
        verdict = cleaned["verdict"] = Verdict(cleaned["verdict"])
        advice = self.matter.advice
        against = advice is not None and vocabulary.departs_from(
            leaning=advice.leaning, verdict=verdict
        )
        if against and not cleaned.get("departs_because"):
            self.add_error("departs_because", _(
                "This goes against the committee's advice. Say why: it will be published."
            ))
        undated = cleaned.get("review_on") is None and "review_on" not in self.errors
        if undated and verdict not in ENDS:
            self.add_error("review_on", _("Enter the date to look at this again"))
        for item in self.accepted:
            self._check_item(item, cleaned, needed=verdict not in ENDS)
        return cleaned

    def _check_item(self, item: ItemLine, cleaned: dict[str, Any], *, needed: bool) -> None:
        number, key = {"number": item.number}, f"due_{item.number}"
        due = cleaned.get(key)
        if needed and due is None and key not in self.errors:
            self.add_error(key, _("Item %(number)d: enter by when it has to be done") % number)
        if (needed or due) and cleaned.get(f"owner_{item.number}") is None:
            self.add_error(
                f"owner_{item.number}", _("Item %(number)d: choose who sees to it") % number
            )

    @property
    def rows(self) -> list[tuple[ItemLine, str, list[forms.BoundField]]]:
        """Each accepted item, how it was accepted, and its fields."""
        return [
            (each, SAID_NAMES[each.said] if each.said else "",
             [self[f"{name}_{each.number}"] for name in _ITEM_FIELDS])
            for each in self.accepted
        ]

    @property
    def plain(self) -> list[forms.BoundField]:
        """The fields that are not about an item."""
        names = ("verdict", "reasons", "departs_because", "review_on", "by_post")
        return [self[name] for name in names]

    @property
    def conditions(self) -> list[Condition]:
        """What is held to: each accepted item that has a date."""
        given = self.cleaned_data
        return [
            Condition(
                item=each.number, text=given[f"text_{each.number}"],
                test=given[f"test_{each.number}"], owner_id=given[f"owner_{each.number}"],
                due_on=given[f"due_{each.number}"],
                evidence_wanted=given[f"evidence_{each.number}"],
                due_at_stage=given[f"stage_{each.number}"],
            )
            for each in self.accepted if given[f"due_{each.number}"]
        ]
