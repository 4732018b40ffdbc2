"""What is asked of a request to share: what, of whom, for what, why; and what is decided."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.manage.partners.rules import MARKING_NAMES, MARKINGS
from dueregard.manage.sharing.actions import Asking
from dueregard.manage.sharing.rules import FOUND_NAMES, Found
from dueregard.sharing import catalogue, sheet
from dueregard.sharing.asked import Request
from dueregard.sharing.terms import CHILD, STAFF, Terms

_INLINE = {"class": "govuk-radios--inline"}
_TICKS = forms.CheckboxSelectMultiple
_UNKNOWN = gettext_lazy("I do not know")
_YES_NO: tuple[tuple[str, Any], ...] = (
    ("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")), ("", _UNKNOWN),
)


def _words(label: Any, *, rows: int = 2, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **more)


class AskForm(forms.Form):
    """One request, in the words of its agreement. A blank is decided on as a blank."""

    all_optional = True

    items = forms.MultipleChoiceField(
        label=gettext_lazy("What is wanted?"), widget=_TICKS, required=False,
        help_text=gettext_lazy("As little as will do."),
    )
    people = forms.MultipleChoiceField(
        label=gettext_lazy("Whom is it about?"), widget=_TICKS, required=False,
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("What is it for?"), widget=forms.RadioSelect, required=False,
    )
    reason = _words(
        gettext_lazy("Why is it needed now?"), required=False,
        help_text=gettext_lazy("One sentence, without names."),
    )
    case_ref = forms.CharField(
        label=gettext_lazy("Reference of the case, crime or referral"), max_length=120,
        required=False,
    )
    role = forms.ChoiceField(
        label=gettext_lazy("In which role would somebody receive it?"), required=False,
    )
    recipient = forms.CharField(
        label=gettext_lazy("Who receives it? A name and a post"), max_length=200, required=False,
    )
    marking = forms.ChoiceField(
        label=gettext_lazy("How is the material marked?"), widget=forms.RadioSelect,
        choices=[*((each.value, name) for each, name in MARKING_NAMES.items()), ("", _UNKNOWN)],
        required=False,
    )
    collected_for_law = forms.ChoiceField(
        label=gettext_lazy("Was it collected for law enforcement?"), choices=_YES_NO,
        widget=forms.RadioSelect(attrs=_INLINE), required=False,
    )
    onward = forms.ChoiceField(
        label=gettext_lazy("Does it go any further?"), widget=forms.RadioSelect, required=False,
        choices=[("no", gettext_lazy("No, it stays with them")),
                 ("yes", gettext_lazy("Yes, they pass it on")), ("", _UNKNOWN)],
    )
    passed_to = forms.CharField(
        label=gettext_lazy("If so, to whom?"), max_length=200, required=False,
    )
    origin_consents = forms.ChoiceField(
        label=gettext_lazy("Does whoever it comes from agree to that?"), choices=_YES_NO,
        widget=forms.RadioSelect(attrs=_INLINE), required=False,
    )
    automated = forms.ChoiceField(
        label=gettext_lazy("Who decides about people from it?"), widget=forms.RadioSelect,
        choices=[("no", gettext_lazy("A person")), ("yes", gettext_lazy("A machine alone")),
                 ("", _UNKNOWN)], required=False,
    )
    subject = forms.CharField(
        label=gettext_lazy("Key of the person, if there is one"), max_length=80, required=False,
        help_text=gettext_lazy("The number under which the record is kept. Never a name."),
    )
    event = forms.CharField(
        label=gettext_lazy("Number of the incident"), max_length=80, required=False,
        help_text=gettext_lazy("Requests about the same one are put together."),
    )
    group = forms.CharField(
        label=gettext_lazy("Area or group for our figures"), max_length=80, required=False,
    )
    true_signs = forms.MultipleChoiceField(
        label=gettext_lazy("Which of these are so?"), widget=_TICKS, required=False,
        help_text=gettext_lazy("What you do not tick counts as not known, not as no."),
    )

    # What the page "would this be allowed?" and the urgent path do without.
    FOR_THE_QUEUE = ("event", "group", "true_signs")
    # Who takes the call and the key of the person are asked for when somebody looks at it.
    HURRIED = ("items", "people", "purpose", "reason", "case_ref", "role")

    def __init__(
        self, *args: Any, terms: Terms, ref: str, partner_id: int, only: tuple[str, ...] = (),
        without: tuple[str, ...] = (), **kwargs: Any,
    ) -> None:
        """Offer what the agreement names; `only` or `without` some of the fields."""
        super().__init__(*args, **kwargs)
        self.terms, self.ref, self.partner_id = terms, ref, partner_id
        names = catalogue.load()
        given: dict[str, list[tuple[str, Any]]] = {
            "items": [(each.key, each.name or each.key) for each in terms.schedule],
            "purpose": [(each.key, each.name or each.key) for each in terms.purposes],
            "people": [(each, names.people.get(each, each))
                       for each in dict.fromkeys((*terms.people, CHILD, STAFF))],
            "role": [("", ""), *((each, names.named["role"].get(each, each))
                                 for each in terms.roles)],
            "true_signs": [(each.id, each.question) for each in sheet.load().signs.values()],
        }
        for name, choices in given.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        for name in list(self.fields):
            if (only and name not in only) or name in without:
                del self.fields[name]

    @property
    def asking(self) -> Asking:
        """What was asked, as the actions take it. A blank stays a blank."""
        said: Mapping[str, Any] = self.cleaned_data
        request = Request(
            purpose=said.get("purpose", ""), role=said.get("role", ""),
            items=tuple(said.get("items", ())) or None,
            people=tuple(said.get("people", ())) or None,
            marking=MARKINGS.get(said.get("marking", "")), passed_to=_passed(said),
            origin_consents=_yes(said.get("origin_consents")),
            automated=_yes(said.get("automated")), case_ref=said.get("case_ref", ""),
            reason=said.get("reason", ""),
        )
        return Asking(
            ref=self.ref, partner_id=self.partner_id, request=request,
            recipient=said.get("recipient", ""), subject=said.get("subject", ""),
            event=said.get("event", ""), group=said.get("group", ""),
            signs=dict.fromkeys(said.get("true_signs", ()), True),
            collected_for_law=_yes(said.get("collected_for_law")),
        )

    @staticmethod
    def initial_of(asked: Request, **more: Any) -> dict[str, Any]:
        """What was asked, to be changed."""
        onward = "" if asked.passed_to is None else "yes" if asked.passed_to else "no"
        return {
            "items": asked.items or (), "people": asked.people or (), "purpose": asked.purpose,
            "reason": asked.reason, "case_ref": asked.case_ref, "role": asked.role,
            "marking": asked.marking.value if asked.marking else "", "onward": onward,
            "passed_to": ", ".join(asked.passed_to or ()),
            "origin_consents": _said(asked.origin_consents), "automated": _said(asked.automated),
            **more,
        }


class LifeForm(forms.Form):
    """What is asked when a life is at risk: one reason, and what else is at hand."""

    all_optional = True

    reason = _words(
        gettext_lazy("What is the risk to life?"),
        help_text=gettext_lazy("One sentence. Nothing else is needed."),
        error_messages={"required": gettext_lazy("Say in one sentence what the risk to life is")},
    )
    recipient = forms.CharField(
        label=gettext_lazy("Who was told, or is told now?"), max_length=200, required=False,
    )
    what = forms.CharField(
        label=gettext_lazy("What kind of thing were they told?"), max_length=200, required=False,
        help_text=gettext_lazy("Such as “an address”. Not the address itself."),
    )
    subject = forms.CharField(
        label=gettext_lazy("Key of the person, if there is one"), max_length=80, required=False,
    )
    pair = forms.ChoiceField(
        label=gettext_lazy("Under which agreement, if there is one?"), required=False,
    )

    def __init__(
        self, *args: Any, pairs: tuple[tuple[str, str, int, str], ...], **kwargs: Any
    ) -> None:
        """Offer the agreements in force with their partners."""
        super().__init__(*args, **kwargs)
        self.fields["pair"].choices = [  # type: ignore[attr-defined]
            ("", _("None, or I do not know")),
            *((f"{ref}:{key}", f"{partner}: {name}") for ref, name, key, partner in pairs),
        ]

    @property
    def at_hand(self) -> list[forms.BoundField]:
        """Everything but the one question that is needed."""
        return [each for each in self.visible_fields() if each.name != "reason"]

    @property
    def asking(self) -> Asking:
        """What was said, as the actions take it."""
        said = self.cleaned_data
        ref, _colon, key = said["pair"].partition(":")
        return Asking(
            ref=ref, partner_id=int(key or 0), recipient=said["recipient"],
            subject=said["subject"], request=Request(
                break_glass=True, reason=said["reason"],
                items=(said["what"],) if said["what"].strip() else None,
            ),
        )


class AssessForm(forms.Form):
    """What the officer knows of a request before it is decided."""

    all_optional = True

    collected_for_law = forms.ChoiceField(
        label=gettext_lazy("Was it collected for law enforcement?"), choices=_YES_NO,
        widget=forms.RadioSelect(attrs=_INLINE), required=False,
    )
    subject = forms.CharField(
        label=gettext_lazy("Key of the person, if there is one"), max_length=80, required=False,
    )
    true_signs = forms.MultipleChoiceField(
        label=gettext_lazy("Which of these are so?"), widget=_TICKS, required=False)
    false_signs = forms.MultipleChoiceField(
        label=gettext_lazy("Which of these are you sure are not so?"), widget=_TICKS,
        required=False,
        help_text=gettext_lazy("What is ticked in neither list counts as not known."),
    )
    words = _words(gettext_lazy("What should whoever decides know?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the points sheet."""
        super().__init__(*args, **kwargs)
        signs = [(each.id, each.question) for each in sheet.load().signs.values()]
        for name in ("true_signs", "false_signs"):
            self.fields[name].choices = signs  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Nothing is both so and not so."""
        said = super().clean() or {}
        if set(said.get("true_signs", ())) & set(said.get("false_signs", ())):
            self.add_error("false_signs", _("The same is ticked in both lists. Choose one"))
        return said

    @property
    def given(self) -> dict[str, Any]:
        """What was said, as the action takes it."""
        said = self.cleaned_data
        return {
            "collected_for_law": _yes(said["collected_for_law"]), "words": said["words"],
            "subject": said["subject"],
            "signs": dict.fromkeys(said["true_signs"], True)
            | dict.fromkeys(said["false_signs"], False),
        }


class DecideForm(forms.Form):
    """One person's decision."""

    share = forms.ChoiceField(
        label=gettext_lazy("Is it shared?"), widget=forms.RadioSelect,
        choices=[("yes", gettext_lazy("Yes, what is ticked below")), ("no", gettext_lazy("No"))],
        error_messages={"required": gettext_lazy("Choose yes or no")},
    )
    items = forms.MultipleChoiceField(
        label=gettext_lazy("What goes?"), widget=_TICKS, required=False,
    )
    reason = _words(
        gettext_lazy("If not, or not all: why?"), required=False,
        help_text=gettext_lazy("Whoever asks reads it. “Data protection” is not a reason: say "
                               "which rule."),
    )
    consequences = _words(
        gettext_lazy("If not: what may come of not sharing, and for whom?"), required=False,
    )

    def __init__(self, *args: Any, items: list[tuple[str, str]], **kwargs: Any) -> None:
        """Offer what was asked for."""
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = items  # type: ignore[attr-defined]
        self.fields["items"].initial = [key for key, _name in items]


class AddForm(forms.Form):
    """What nobody had time to say: who took it, and the key of the person. One is enough."""

    all_optional = True

    recipient = forms.CharField(
        label=gettext_lazy("Who took it? A name and a post"), max_length=200, required=False,
    )
    subject = forms.CharField(
        label=gettext_lazy("Key of the person, if there is one"), max_length=80, required=False,
        help_text=gettext_lazy("The number under which the record is kept. Never a name."),
    )

    def __init__(self, *args: Any, missing: Collection[str], **kwargs: Any) -> None:
        """Ask only for what is missing."""
        super().__init__(*args, **kwargs)
        for name in ("recipient", "subject"):
            if name not in missing:
                del self.fields[name]


class LookForm(AddForm):
    """What somebody else finds of what went out in a hurry, and what is still missing of it."""

    all_optional = False
    field_order = ("found", "words", "recipient", "subject")

    found = forms.ChoiceField(
        label=gettext_lazy("What do you find?"), widget=forms.RadioSelect,
        choices=[(each.value, name) for each, name in FOUND_NAMES.items()],
        error_messages={"required": gettext_lazy("Choose what you find")},
    )
    words = _words(gettext_lazy("Why?"),
                   error_messages={"required": gettext_lazy("Say why in a sentence")})

    def clean_found(self) -> Found:
        """What was found, as the rules know it."""
        return Found(self.cleaned_data["found"])


class BandForm(forms.Form):
    """Another band of urgency, with the reason."""

    band = forms.ChoiceField(
        label=gettext_lazy("How urgent is it?"), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a band")},
    )
    because = _words(
        gettext_lazy("Why is the points sheet wrong here?"),
        help_text=gettext_lazy("Your name and the reason are kept beside what the sheet said."),
        error_messages={"required": gettext_lazy("Say why the sheet is wrong here")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the bands with their times."""
        super().__init__(*args, **kwargs)
        self.fields["band"].choices = [  # type: ignore[attr-defined]
            (each.id, _("%(name)s: within %(hours)d hours") % {
                "name": each.name, "hours": each.allowed.total_seconds() // 3600,
            }) for each in sheet.load().bands
        ]


def _yes(said: object) -> bool | None:
    return {"yes": True, "no": False}.get(str(said or ""))


def _said(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


def _passed(said: Mapping[str, Any]) -> tuple[str, ...] | None:
    """To whom it goes further: nobody, somebody, or not said."""
    onward = said.get("onward", "")
    if onward == "no":
        return ()
    return (said.get("passed_to", "").strip() or "somebody else",) if onward == "yes" else None
