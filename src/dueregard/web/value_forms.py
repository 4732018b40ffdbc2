"""What is asked of a value case, a review, a decision not to share, and a story."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.manage.value_cases.actions import Count
from dueregard.manage.value_cases.queries import RowLine
from dueregard.manage.value_cases.rules import (
    FOUND_NAMES,
    MOST_FACTORS,
    OPTION_NAMES,
    SORT_NAMES,
    VERDICT_NAMES,
    Factor,
    Found,
    Option,
    Row,
    Sort,
    Verdict,
)

DATE_ERROR = gettext_lazy("Enter a date, like 27/3/2026")
NUMBER_ERROR = gettext_lazy("Enter a number, like 12 or 0.4")
_INLINE = {"class": "govuk-radios--inline"}


def _words(label: Any, *, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **more)


def _number(label: Any, **more: Any) -> forms.FloatField:
    return forms.FloatField(
        label=label, required=False, error_messages={"invalid": NUMBER_ERROR},
        widget=forms.TextInput(attrs={"inputmode": "decimal"}), **more,
    )


class CaseForm(forms.Form):
    """What sharing is to bring about, and for whom."""

    all_optional = True

    outcome = _words(
        gettext_lazy("What is sharing to bring about?"), required=False,
        help_text=gettext_lazy("What is otherwise afterwards, for people. Not what is sent."),
    )
    who_benefits = _words(gettext_lazy("Who is better off?"), rows=2, required=False)
    dissent = _words(
        gettext_lazy("Who saw it otherwise, and why?"), rows=2, required=False,
        help_text=gettext_lazy("By post, not by name. Leave it blank where nobody did."),
    )


class RowForm(forms.Form):
    """One thing that an option does to somebody in a year, with its numbers."""

    all_optional = True

    option = forms.ChoiceField(
        label=gettext_lazy("Under which option?"), widget=forms.RadioSelect,
        choices=[(each.value, name) for each, name in OPTION_NAMES.items()],
        error_messages={"required": gettext_lazy("Choose an option")},
    )
    sort = forms.ChoiceField(
        label=gettext_lazy("What is it?"), widget=forms.RadioSelect(attrs=_INLINE),
        choices=[(each.value, name) for each, name in SORT_NAMES.items()],
        error_messages={"required": gettext_lazy("Choose what it is")},
    )
    text = forms.CharField(
        label=gettext_lazy("What does it do?"), max_length=400,
        error_messages={"required": gettext_lazy("Say what it does")},
    )
    who = forms.CharField(
        label=gettext_lazy("To whom?"), max_length=200,
        error_messages={"required": gettext_lazy("Say to whom")},
    )
    unit = forms.CharField(
        label=gettext_lazy("What is counted, in a year?"), max_length=120,
        help_text=gettext_lazy("Such as: people hurt again, wrong visits, hours, pounds."),
        error_messages={"required": gettext_lazy("Say what is counted")},
    )
    count = forms.BooleanField(
        label=gettext_lazy("Count it at each review"), required=False,
        help_text=gettext_lazy("What nobody counts, nobody will know."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Up to four numbers, which are multiplied."""
        super().__init__(*args, **kwargs)
        for place in range(1, MOST_FACTORS + 1):
            first = place == 1
            self.fields[f"name{place}"] = forms.CharField(
                label=_("Number %(place)d: what is it?") % {"place": place}, max_length=160,
                required=first, help_text=_(
                    "Such as: cases in a year. Numbers are multiplied: cases, times the share in "
                    "which it changes what is done, times the harm avoided."
                ) if first else "",
                error_messages={"required": _("Say what the first number is")},
            )
            self.fields[f"low{place}"] = _number(_("Number %(place)d: at the lowest") % {
                "place": place})
            self.fields[f"high{place}"] = _number(_("Number %(place)d: at the highest") % {
                "place": place})
            self.fields[f"source{place}"] = forms.CharField(
                label=_("Number %(place)d: where does it come from?") % {"place": place},
                max_length=300, required=False,
            )

    def clean(self) -> dict[str, Any]:
        """Say beside the field which number lacks its range."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for place in range(1, MOST_FACTORS + 1):
            if not cleaned.get(f"name{place}"):
                continue
            for part in ("low", "high"):
                name = f"{part}{place}"
                if name not in self.errors and cleaned.get(name) is None:
                    self.add_error(name, NUMBER_ERROR)
        return cleaned

    @property
    def row(self) -> Row:
        """The row as the rules know it."""
        given = self.cleaned_data
        return Row(
            option=Option(given["option"]), sort=Sort(given["sort"]), text=given["text"],
            who=given["who"], unit=given["unit"], count=given["count"], factors=tuple(
                Factor(name=given[f"name{place}"], low=given[f"low{place}"],
                       high=given[f"high{place}"], source=given[f"source{place}"])
                for place in range(1, MOST_FACTORS + 1) if given[f"name{place}"]
            ),
        )


class ReviewForm(forms.Form):
    """What was counted, and what is decided."""

    all_optional = True

    def __init__(self, *args: Any, rows: Sequence[RowLine], **kwargs: Any) -> None:
        """A count and its source for each row that was to be counted."""
        super().__init__(*args, **kwargs)
        self.rows = rows
        for each in rows:
            self.fields[f"counted_{each.id}"] = _number(
                _("%(text)s: how many %(unit)s were counted?") % {
                    "text": each.row.text, "unit": each.row.unit,
                }, help_text=_("Predicted: %(range)s. Leave it blank where nobody counted.") % {
                    "range": each.row.range,
                },
            )
            self.fields[f"source_{each.id}"] = forms.CharField(
                label=_("%(text)s: who counted, where?") % {"text": each.row.text},
                max_length=300, required=False,
            )
        self.fields["why_uncounted"] = _words(
            _("Why was something not counted?"), rows=2, required=False
        )
        self.fields["verdict"] = forms.ChoiceField(
            label=_("What follows?"), widget=forms.RadioSelect,
            choices=[(each.value, name) for each, name in VERDICT_NAMES.items()],
            error_messages={"required": _("Choose what follows")},
        )
        self.fields["words"] = _words(
            _("Why?"), error_messages={"required": _("Say why")},
        )
        self.fields["next_due"] = forms.DateField(
            label=_("If it goes on: looked at again by"), required=False,
            help_text=_("At most 12 months from now."), error_messages={"invalid": DATE_ERROR},
        )

    def clean_verdict(self) -> Verdict:
        """The verdict as the rules know it."""
        return Verdict(self.cleaned_data["verdict"])

    @property
    def given(self) -> dict[str, Any]:
        """What was said, as the action takes it."""
        data = self.cleaned_data
        return {
            "counts": {
                each.id: Count(row_id=each.id, counted=data[f"counted_{each.id}"],
                               source=data[f"source_{each.id}"])
                for each in self.rows
            },
            **{name: data[name] for name in ("why_uncounted", "verdict", "words", "next_due")},
        }


class NotSharedForm(forms.Form):
    """A decision not to share."""

    all_optional = True

    what = _words(
        gettext_lazy("What was asked for, or could have been shared?"), rows=2,
        help_text=gettext_lazy("Without the names of people."),
        error_messages={"required": gettext_lazy("Say what it was")},
    )
    reason = _words(
        gettext_lazy("Why is it not shared?"), rows=2,
        help_text=gettext_lazy("Which rule, which clause, or which danger. “Data protection” "
                               "alone is not a reason."),
        error_messages={"required": gettext_lazy("Say why it is not shared")},
    )
    consequences = _words(
        gettext_lazy("What may come of not sharing, and for whom?"), rows=2,
        error_messages={"required": gettext_lazy("Say what may come of it")},
    )
    ref = forms.ChoiceField(label=gettext_lazy("Under which agreement?"), required=False)
    partner_id = forms.TypedChoiceField(
        label=gettext_lazy("With which partner?"), coerce=int, required=False, empty_value=None
    )

    def __init__(
        self, *args: Any, uses: Sequence[tuple[str, str]], partners: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        """Offer agreements and partners."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["ref"].choices = [("", _("None")), *uses]
        fields["partner_id"].choices = [("", _("None, or another")), *partners]


class LookForm(forms.Form):
    """What a second person finds of a decision not to share."""

    found = forms.ChoiceField(
        label=gettext_lazy("Was it right?"), widget=forms.RadioSelect,
        choices=[(each.value, name) for each, name in FOUND_NAMES.items()],
        error_messages={"required": gettext_lazy("Choose whether it was right")},
    )
    words = _words(gettext_lazy("Why?"), rows=2,
                   error_messages={"required": gettext_lazy("Say why")})

    def clean_found(self) -> Found:
        """What was found, as the rules know it."""
        return Found(self.cleaned_data["found"])


class StoryForm(forms.Form):
    """A time when sharing did good."""

    all_optional = True

    ref = forms.ChoiceField(
        label=gettext_lazy("Under which agreement?"),
        error_messages={"required": gettext_lazy("Choose the agreement")},
    )
    title = forms.CharField(
        label=gettext_lazy("What happened, in a few words?"), max_length=160,
        error_messages={"required": gettext_lazy("Say what happened")},
    )
    text = _words(
        gettext_lazy("What was shared, and what good came of it?"),
        help_text=gettext_lazy("Name nobody, and change what would point at somebody."),
        error_messages={"required": gettext_lazy("Say what good came of it")},
    )
    happened_on = forms.DateField(
        label=gettext_lazy("On about which day?"), required=False,
        error_messages={"invalid": DATE_ERROR},
    )
    outside = forms.BooleanField(
        label=gettext_lazy("The public may read it"), required=False,
        help_text=gettext_lazy("It stands on the use's public page from its next version on."),
    )

    def __init__(self, *args: Any, uses: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the agreements."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["ref"]
        field.choices = [("", ""), *uses]
