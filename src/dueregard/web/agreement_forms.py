"""What is asked of an agreement: each section, the purposes, the schedule, the signatures."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.identify.register.rules import AFFECTED_NAMES, Affected
from dueregard.manage.agreements.direct_access import Question, questions
from dueregard.manage.agreements.rules import FOUND_NAMES
from dueregard.manage.agreements.sections import MARKINGS, Field, Section, Sort
from dueregard.sharing import catalogue
from dueregard.sharing.rows import slug
from dueregard.sharing.terms import DirectAccess, Item, Party, Purpose, Terms

DATE_ERROR = gettext_lazy("Enter a date, like 27/3/2026")
_INLINE = {"class": "govuk-radios--inline"}
_YES_NO = (("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")))
_TICKS = forms.CheckboxSelectMultiple
_ACCESS_WORDS: tuple[tuple[str, Any], ...] = (
    ("vetting", gettext_lazy("To which level are they vetted?")),
    ("logs", gettext_lazy("What is logged, and who reads the logs?")),
    ("audit", gettext_lazy("How do we check at their place?")),
    ("leavers", gettext_lazy("How is a leaver shut out, and how soon?")),
    ("exit", gettext_lazy("How does access end?")),
)


def _choices(names: Mapping[str, str]) -> list[tuple[str, str]]:
    return list(names.items())


def _long(label: Any, *, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class NewForm(forms.Form):
    """A new agreement: what it is for, who is affected, with whom."""

    all_optional = True

    ref = forms.ChoiceField(
        label=gettext_lazy("Is the sharing in the register already?"), required=False,
        help_text=gettext_lazy("Choose it here. If it is new, leave this and fill in the rest."),
    )
    affected = forms.CharField(
        label=gettext_lazy("If it is new: who is affected?"), required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    affected_count = forms.ChoiceField(
        label=gettext_lazy("About how many people in a year?"), initial=Affected.UNKNOWN,
        choices=[(each.value, name) for each, name in AFFECTED_NAMES.items()],
    )
    name = forms.CharField(
        label=gettext_lazy("What is it called?"), max_length=160, required=False
    )
    purpose = forms.CharField(
        label=gettext_lazy("What is it for?"), required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    preset = forms.ChoiceField(
        label=gettext_lazy("Begin from"), widget=forms.RadioSelect, required=False,
        help_text=gettext_lazy("What such agreements have in common. You change all of it."),
    )
    partner_ids = forms.TypedMultipleChoiceField(
        label=gettext_lazy("With which partners?"), widget=_TICKS, coerce=int, required=False
    )

    def __init__(
        self, *args: Any, uses: Iterable[tuple[str, str]], partners: Mapping[int, str],
        **kwargs: Any,
    ) -> None:
        """Offer the uses without an agreement, the presets and the partners."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["ref"].choices = [("", _("It is new")), *(
            (ref, f"{name} ({ref})") for ref, name in uses
        )]
        fields["preset"].choices = [
            *((each.id, f"{each.name}. {each.about}")
              for each in catalogue.load().presets.values()),
            ("", _("Nothing: an empty agreement")),
        ]
        fields["partner_ids"].choices = list(partners.items())

    def clean(self) -> dict[str, Any]:
        """A new sharing needs a name and who is affected."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("ref"):
            if not cleaned.get("name"):
                self.add_error("name", _("Enter what it is called"))
            if not cleaned.get("affected"):
                self.add_error("affected", _("Say who is affected"))
        return cleaned


class SectionForm(forms.Form):
    """The fields of one section of an agreement. A blank takes back what was said."""

    all_optional = True

    def __init__(self, *args: Any, section: Section, terms: Terms, **kwargs: Any) -> None:
        """One field for each of the section, with what the terms say."""
        super().__init__(*args, **kwargs)
        self.section = section
        for each in section.fields:
            self.fields[each.key] = _asked(each)
            self.initial.setdefault(each.key, _initial(each, terms))

    @property
    def values(self) -> dict[str, Any]:
        """What was said, as plain fields of the terms."""
        return {each.key: _plain(each, self.cleaned_data[each.key])
                for each in self.section.fields}


def _asked(each: Field) -> forms.Field:
    common: dict[str, Any] = {"label": each.label, "help_text": each.hint, "required": False}
    if each.sort is Sort.LINE:
        return forms.CharField(max_length=300, **common)
    if each.sort is Sort.WORDS:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **common)
    if each.sort is Sort.DAY:
        return forms.DateField(error_messages={"invalid": DATE_ERROR}, **common)
    if each.sort is Sort.TRUTH:
        return forms.ChoiceField(
            choices=_YES_NO, widget=forms.RadioSelect(attrs=_INLINE), **common
        )
    if each.sort is Sort.SEVERAL:
        return forms.MultipleChoiceField(choices=_choices(each.names()), widget=_TICKS, **common)
    return forms.ChoiceField(choices=_choices(each.names()), widget=forms.RadioSelect, **common)


def _initial(each: Field, terms: Terms) -> Any:
    value = getattr(terms, each.key)
    if each.sort is Sort.TRUTH:
        return "" if value is None else "yes" if value else "no"
    return list(value) if isinstance(value, tuple) else value


def _plain(each: Field, given: Any) -> Any:
    if given in (None, "", []):
        return None
    if each.sort is Sort.TRUTH:
        return given == "yes"
    return given.isoformat() if each.sort is Sort.DAY else given


class PurposesForm(forms.Form):
    """The purposes, and of each whether it is law enforcement and which law allows it."""

    all_optional = True

    def __init__(self, *args: Any, terms: Terms, **kwargs: Any) -> None:
        """The list of purposes, and two questions for each that is agreed."""
        super().__init__(*args, **kwargs)
        known = catalogue.load()
        self.agreed = {each.key: each for each in terms.purposes}
        own = {key: each.name or key for key, each in self.agreed.items()}
        names = {key: each.purpose.name for key, each in known.purposes.items()}
        laws = {key: each.name for key, each in known.gateways.items()}
        self.fields["purposes"] = forms.MultipleChoiceField(
            label=_("What is it for?"), widget=_TICKS, required=False,
            choices=_choices(names | {key: name for key, name in own.items() if key not in names}),
            initial=list(self.agreed), help_text=_("All of one family. The law of each is asked "
                                                   "below, once it is chosen."),
        )
        for key, each in self.agreed.items():
            self.fields[f"law_enforcement__{key}"] = forms.ChoiceField(
                label=_("“%(name)s”: is it law enforcement?") % {"name": own[key]},
                choices=_YES_NO, required=False, widget=forms.RadioSelect(attrs=_INLINE),
                initial="" if each.law_enforcement is None else
                "yes" if each.law_enforcement else "no",
            )
            self.fields[f"gateways__{key}"] = forms.MultipleChoiceField(
                label=_("“%(name)s”: which law allows it?") % {"name": own[key]},
                choices=_choices(laws), required=False, widget=_TICKS,
                initial=list(each.gateways),
                help_text=_("Have your lawyers confirm it. This list prompts; it is not advice."),
            )

    @property
    def values(self) -> dict[str, Any]:
        """The purposes as plain fields; a new one brings the laws that the list has for it."""
        known, found = catalogue.load().purposes, []
        for key in self.cleaned_data["purposes"]:
            if key not in self.agreed:
                found.append(_plain_purpose(known[key].purpose))
                continue
            enforcement = self.cleaned_data[f"law_enforcement__{key}"]
            plain: dict[str, Any] = {
                "key": key, "name": self.agreed[key].name,
                "gateways": self.cleaned_data[f"gateways__{key}"],
            }
            if enforcement:
                plain["law_enforcement"] = enforcement == "yes"
            found.append(plain)
        return {"purposes": found}


def _plain_purpose(purpose: Purpose) -> dict[str, Any]:
    return {
        "key": purpose.key, "name": purpose.name, "gateways": list(purpose.gateways),
        "law_enforcement": purpose.law_enforcement,
    }


class PartiesForm(forms.Form):
    """With whom."""

    partners = forms.MultipleChoiceField(
        label=gettext_lazy("Which partners take part?"), widget=_TICKS, required=False,
        help_text=gettext_lazy("A partner that is not here has to be entered first."),
    )

    def __init__(self, *args: Any, parties: Iterable[Party], terms: Terms, **kwargs: Any) -> None:
        """Offer every partner; what an old list called a party is taken out by this."""
        super().__init__(*args, **kwargs)
        self.known = {each.ref: each for each in parties}
        self.ours = [each for each in terms.parties if each.ref == "force"]
        field: Any = self.fields["partners"]
        field.choices = [(each.ref, each.name) for each in self.known.values()]
        self.initial["partners"] = [each.ref for each in terms.parties if each.ref in self.known]

    @property
    def values(self) -> dict[str, Any]:
        """The parties as plain fields, the force first."""
        chosen = [*self.ours, *(self.known[each] for each in self.cleaned_data["partners"])]
        return {"parties": [
            {"ref": each.ref, "name": each.name, "kind": each.kind,
             **({"regime": each.regime.value} if each.regime else {})}
            for each in chosen
        ]}


class AddItemForm(forms.Form):
    """An item for the schedule: from the list, or a name of its own."""

    all_optional = True

    known = forms.ChoiceField(label=gettext_lazy("From the list"), required=False)
    name = forms.CharField(
        label=gettext_lazy("Or another: what is it?"), max_length=160, required=False
    )

    def __init__(self, *args: Any, terms: Terms, **kwargs: Any) -> None:
        """Offer what is not in the schedule yet."""
        super().__init__(*args, **kwargs)
        self.there = {each.key for each in terms.schedule}
        field: Any = self.fields["known"]
        field.choices = [("", ""), *(
            (key, each.item.name) for key, each in catalogue.load().items.items()
            if key not in self.there
        )]

    def clean(self) -> dict[str, Any]:
        """One of the two, and not one that is there."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("known") and not cleaned.get("name"):
            self.add_error("known", _("Choose an item, or enter what it is"))
        cleaned["key"] = slug(cleaned.get("name", ""))[:60]
        if not cleaned.get("known") and cleaned["key"] in self.there:
            self.add_error("name", _("This item is in the schedule already"))
        return cleaned


class ItemForm(forms.Form):
    """One item of the schedule."""

    all_optional = True

    name = forms.CharField(
        label=gettext_lazy("What is it?"), max_length=160,
        error_messages={"required": gettext_lazy("Enter what it is")},
    )
    reason = _long(gettext_lazy("Why would no less do?"), rows=2)
    marking = forms.ChoiceField(
        label=gettext_lazy("How is it marked?"), choices=_choices(MARKINGS), required=False,
        widget=forms.RadioSelect(attrs=_INLINE),
    )
    columns = forms.CharField(
        label=gettext_lazy("Which columns of our system?"), required=False, max_length=1000,
        help_text=gettext_lazy("With commas between. Nothing but these can go."),
    )
    purposes = forms.MultipleChoiceField(
        label=gettext_lazy("For which purposes?"), widget=_TICKS, required=False
    )

    def __init__(self, *args: Any, terms: Terms, item: Item, **kwargs: Any) -> None:
        """Offer the purposes of the agreement, and show what is known of the item."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["purposes"]
        field.choices = [(each.key, each.name or each.key) for each in terms.purposes]
        self.initial.update({
            "name": item.name, "reason": item.reason, "marking": item.marking or "",
            "columns": ", ".join(item.columns), "purposes": list(item.purposes),
        })

    def plain(self, key: str) -> dict[str, Any]:
        """The item as plain fields."""
        given = self.cleaned_data
        columns = [each.strip() for each in given["columns"].split(",") if each.strip()]
        made = {"key": key, "name": given["name"], "reason": given["reason"],
                "columns": list(dict.fromkeys(columns)), "purposes": given["purposes"]}
        return made | ({"marking": given["marking"]} if given["marking"] else {})


class SignForm(forms.Form):
    """Who signs for a party, and the day."""

    all_optional = True

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=120,
        error_messages={"required": gettext_lazy("Enter the name of who signs")},
    )
    post = forms.CharField(
        label=gettext_lazy("Post"), max_length=160,
        error_messages={"required": gettext_lazy("Enter the post of who signs")},
    )
    signed = forms.DateField(
        label=gettext_lazy("Signed on"), required=False,
        help_text=gettext_lazy("Leave it blank until they have. Keep the signed paper."),
        error_messages={"invalid": DATE_ERROR},
    )


class DeputyForm(forms.Form):
    """Who stands in for the lead."""

    person_id = forms.TypedChoiceField(
        label=gettext_lazy("Who stands in for the lead?"), coerce=int, required=False,
        empty_value=None,
        help_text=gettext_lazy("They are told too when the review comes."),
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        """Offer everybody who has an account."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person_id"]
        field.choices = [("", _("Nobody")), *people]


class AccessForm(forms.Form):
    """What is settled of direct access in the terms."""

    all_optional = True

    def __init__(self, *args: Any, terms: Terms, **kwargs: Any) -> None:
        """Roles and items of the agreement, then words."""
        super().__init__(*args, **kwargs)
        access = terms.direct_access or DirectAccess()
        roles = catalogue.load().named["role"]
        self.fields["roles"] = forms.MultipleChoiceField(
            label=_("Which roles may look?"), widget=_TICKS, required=False,
            choices=[(each, roles.get(each, each)) for each in terms.roles],
            initial=list(access.roles),
        )
        self.fields["items"] = forms.MultipleChoiceField(
            label=_("At which items?"), widget=_TICKS, required=False, initial=list(access.items),
            choices=[(each.key, each.name or each.key) for each in terms.schedule],
        )
        for key, label in _ACCESS_WORDS:
            self.fields[key] = _long(label, rows=2, initial=getattr(access, key))

    @property
    def values(self) -> dict[str, Any]:
        """As plain fields; nothing said takes direct access out."""
        said = {key: each for key, each in self.cleaned_data.items() if each}
        return {"direct_access": said or None}


class AssessAccessForm(forms.Form):
    """Each question before a partner may look for itself."""

    all_optional = True

    def __init__(
        self, *args: Any, answers: Mapping[str, Mapping[str, str]], **kwargs: Any
    ) -> None:
        """Two fields for each question: the answer, and how it is known."""
        super().__init__(*args, **kwargs)
        for each in questions():
            before = answers.get(each.id, {})
            self.fields[f"found__{each.id}"] = forms.ChoiceField(
                label=each.asks, help_text=each.why,
                choices=[(found.value, name) for found, name in FOUND_NAMES.items()],
                widget=forms.RadioSelect(attrs=_INLINE), initial=before.get("found"),
                error_messages={"required": _missing(each)},
            )
            self.fields[f"words__{each.id}"] = forms.CharField(
                label=_("How do you know?"), required=False, max_length=1000,
                initial=before.get("words", ""),
            )

    @property
    def answers(self) -> dict[str, dict[str, str]]:
        """The answers by question."""
        return {
            each.id: {"found": self.cleaned_data[f"found__{each.id}"],
                      "words": self.cleaned_data[f"words__{each.id}"]}
            for each in questions()
        }


def _missing(question: Question) -> str:
    return _("Answer: %(question)s") % {"question": question.asks}


class RowsForm(forms.Form):
    """The list in which a force kept its agreements until now."""

    file = forms.FileField(
        label=gettext_lazy("The list"),
        help_text=gettext_lazy(
            "A spreadsheet or CSV, one row an agreement: title, purpose, partners, dates, what is "
            "shared. What a row does not say stays blank, and is shown as a gap."
        ),
        error_messages={
            "required": gettext_lazy("Choose the file that holds the list"),
            "empty": gettext_lazy("This file is empty. Save the list again, with its rows"),
        },
    )

    def clean_file(self) -> Any:
        """The file, when it is not too large to be a list of agreements."""
        file = self.cleaned_data["file"]
        if file.size > 5_000_000:
            raise forms.ValidationError(_(
                "This file is larger than 5 MB. A list of agreements is smaller: check that it "
                "is the right file"
            ))
        return file
