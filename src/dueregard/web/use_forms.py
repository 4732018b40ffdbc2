"""The forms about one use: what it is, what it can do, who answers for it, where it stands.

The questions come from the content, so that the ethics lead can change their words.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.identify.packs import queries as packs
from dueregard.identify.register import rules
from dueregard.identify.register.actions import Description
from dueregard.identify.register.queries import UseSheet
from dueregard.identify.register.rules import (
    AFFECTED_NAMES,
    IN_COLUMNS,
    STATUS_NAMES,
    Affected,
    Status,
)
from dueregard.lenses import bank as banks
from dueregard.lenses.facts import NO, UNKNOWN, YES, Fact, FactType, chosen, problem
from dueregard.people import queries as people
from dueregard.people.rules import Role
from dueregard.web.templatetags.fields import first_id

MAY_OWN = frozenset({Role.PROJECT_LEAD, Role.ETHICS_LEAD, Role.SHARING_OFFICER})
_YES_NO = [
    (YES, gettext_lazy("Yes")), (NO, gettext_lazy("No")),
    (UNKNOWN, gettext_lazy("We do not know")),
]
_SHORT_LIST = 5
_A_PAGE = 8


class DescribeForm(forms.Form):
    """What a use is. Who is affected is asked before what it is."""

    affected = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy(
            "Say who is affected. If you do not know, write that you do not know"
        )},
    )
    affected_count = forms.ChoiceField(
        choices=list(AFFECTED_NAMES.items()),
        error_messages={"required": gettext_lazy("Choose about how many people, or not known")},
    )
    name = forms.CharField(
        max_length=160,
        error_messages={"required": gettext_lazy("Enter what you call it")},
    )
    purpose = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Say in a sentence what it is for")},
    )
    technology = forms.ChoiceField(
        error_messages={"required": gettext_lazy("Choose the nearest kind of technology")},
    )
    what_it_does = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    supplier = forms.CharField(max_length=160, required=False)
    department = forms.CharField(
        max_length=160, required=False, label=gettext_lazy("Which department uses it?"),
    )
    owner_named = forms.CharField(max_length=160, required=False)
    contract = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}), required=False,
        label=gettext_lazy("Contract and cost"),
        help_text=gettext_lazy("The contract's reference, and what it costs a year."),
    )
    started_on = forms.DateField(required=False, label=gettext_lazy("In use since"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {each.key: each for each in packs.bank().register}
        for name, field in self.fields.items():
            # The post that answers for it is the fact; the account behind it is ours to ask.
            fact = asked.get({"owner_named": "owner", "owner": ""}.get(name, name))
            if fact is not None:
                field.label, field.help_text = fact.label, fact.hint
        self.fields["technology"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            *((each.value, each.label) for each in asked["technology"].options),
        ]

    def description(self, kept: UseSheet | None = None) -> Description:
        """What was said; what this form does not ask stays as it was."""
        values = {
            name: getattr(kept, name) for name in
            ("what_it_does", "supplier", "department", "owner_named", "contract", "started_on")
        } if kept else {}
        values |= {
            name: value for name, value in self.cleaned_data.items() if name != "owner"
        }
        values["affected_count"] = Affected(values["affected_count"])
        return Description(**values)


class AddForm(DescribeForm):
    """A new use: as little as will do to begin."""

    what_it_does = None  # type: ignore[assignment]
    owner_named = None  # type: ignore[assignment]
    contract = None  # type: ignore[assignment]
    started_on = None  # type: ignore[assignment]
    owner = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, label=gettext_lazy("Who answers for it?"),
        help_text=gettext_lazy("A person with an account here. You can leave this for later."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = _owners()  # type: ignore[attr-defined]


class OwnerForm(forms.Form):
    """Who answers for a use."""

    owner = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, label=gettext_lazy("Who answers for it?"),
        help_text=gettext_lazy(
            "One person. They are asked for its facts, its assessment and its conditions."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = _owners()  # type: ignore[attr-defined]


class StatusForm(forms.Form):
    """Where a use stands now."""

    to = forms.ChoiceField(
        label=gettext_lazy("Where does it stand now?"), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose where it stands now")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"), widget=forms.Textarea(attrs={"rows": 3}), required=False,
        help_text=gettext_lazy(
            "Needed when it is paused, stopped or not used here. People outside will read it."
        ),
    )

    def __init__(self, *args: Any, status: Status, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (each.value, STATUS_NAMES[each]) for each in rules.moves_by_hand(status)
        ]


class FactsForm(forms.Form):
    """The typed facts of a use, as the content asks them. 'We do not know' is an answer to all."""

    all_optional = True

    def __init__(self, *args: Any, asked: tuple[Fact, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = {each.key: each for each in asked}
        for each in asked:
            self.fields[each.key] = _field(each)

    def clean(self) -> dict[str, Any]:
        """Say beside each field what is wrong with it."""
        cleaned = super().clean() or {}
        for key, fact in self.asked.items():
            wrong = problem(fact=fact, value=_written(cleaned.get(key)))
            if wrong is not None:
                self.add_error(key, wrong)
        return cleaned

    def facts(self) -> dict[str, str]:
        """What was said, as it is kept."""
        return {key: _written(self.cleaned_data.get(key)) for key in self.asked}

    @staticmethod
    def shown(asked: tuple[Fact, ...], known: dict[str, str]) -> dict[str, Any]:
        """What is known now, as the form shows it."""
        return {
            each.key: list(chosen(known.get(each.key))) if each.type is FactType.CHOICES
            else known.get(each.key, "") for each in asked
        }


def capabilities() -> tuple[Fact, ...]:
    """What is asked of any technology to see how deep to look: what it can do to people."""
    return tuple(each for each in banks.load().register if each.type is FactType.YES_NO)


def other_facts(known: dict[str, str]) -> tuple[Fact, ...]:
    """What is asked about a use besides its own form and the screening."""
    return tuple(each for part in fact_parts(known) for each in part.facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactPart:
    """A page of facts: a few that belong together, so that one can stop and come back."""

    title: str
    facts: tuple[Fact, ...]


def fact_parts(known: dict[str, str]) -> tuple[FactPart, ...]:
    """The facts of `other_facts`, a page at a time: those of any use, then of each of its packs."""
    bank = packs.bank()
    apart = {*IN_COLUMNS, *(each.key for each in capabilities())}
    groups = [(_("Any use"), tuple(each for each in bank.register if each.key not in apart))]
    groups += [(each.name, each.facts) for each in bank.packs_for(known)]
    parts = []
    for title, facts in groups:
        # Pages of about the same length: eleven facts are six and five, not eight and three.
        count = -(-len(facts) // _A_PAGE)
        for page in range(count):
            first, last = (len(facts) * each // count for each in (page, page + 1))
            of = _(" (%(page)d of %(count)d)") % {"page": page + 1, "count": count}
            parts.append(FactPart(title=title + of * (count > 1), facts=facts[first:last]))
    return tuple(parts)


def where_asked(fact: Fact, *, ref: str) -> str:
    """The address of the field in which this fact of a use is stated."""
    form: forms.Form = FactsForm(asked=(fact,))
    page, which = "use-facts", f"?fact={fact.key}"
    if fact in capabilities():
        page, which = "use-screen", ""
    elif fact.key in DescribeForm.base_fields:
        form, page, which = DescribeForm(), "use-describe", ""
    return f"{reverse(page, args=[ref])}{which}#{first_id(form[fact.key])}"


def _field(fact: Fact) -> forms.Field:
    labels: dict[str, Any] = {"label": fact.label, "help_text": fact.hint, "required": False}
    unknown = (UNKNOWN, _("We do not know"))
    options = [(each.value, each.label) for each in fact.options]
    if fact.type is FactType.YES_NO:
        return forms.ChoiceField(choices=_YES_NO, widget=forms.RadioSelect, **labels)
    if fact.type is FactType.CHOICES:
        return forms.MultipleChoiceField(
            choices=options, widget=forms.CheckboxSelectMultiple, **labels
        )
    if fact.type is FactType.CHOICE:
        widget = forms.RadioSelect if len(options) <= _SHORT_LIST else forms.Select
        return forms.ChoiceField(choices=[*options, unknown], widget=widget, **labels)
    if fact.type is FactType.DATE:
        return forms.DateField(**labels)
    if fact.type is FactType.NUMBER:
        return forms.CharField(
            widget=forms.TextInput(
                attrs={"inputmode": "decimal", "class": "govuk-input--width-10"}
            ),
            **labels,
        )
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), **labels)


def _written(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ",".join(value)
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return str(value or "").strip()


def _owners() -> list[tuple[Any, str]]:
    return [("", _("Nobody yet")), *(
        (each.id, f"{each.name} ({each.role_names.lower()})") for each in people.roster()
        if each.active and MAY_OWN & set(each.roles)
    )]
