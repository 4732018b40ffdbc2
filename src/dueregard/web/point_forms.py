"""The forms about points: what a person sees, what they say of a point, and what it says.

Without this file two pages would ask for the same point in different words.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.answers import No
from dueregard.identify.points import rules
from dueregard.identify.points.actions import Saying
from dueregard.identify.points.rules import KIND_NAMES, Kind, State, Words
from dueregard.identify.points.sheets import PointSheet
from dueregard.lenses import bank as banks


class WordsForm(forms.Form):
    """The words of a point."""

    title = forms.CharField(
        label=gettext_lazy("A short name for it"), max_length=200,
        error_messages={"required": gettext_lazy("Enter a short name for it")},
    )
    text = forms.CharField(
        label=gettext_lazy("What could happen, and to whom?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Say what could happen")},
    )
    affected = forms.CharField(
        label=gettext_lazy("Who would notice it first?"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def words(self) -> Words:
        """What was written."""
        return Words(**{
            name: self.cleaned_data[name] for name in ("title", "text", "affected")
        })


class PointForm(WordsForm):
    """A point of a person's own."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"), choices=list(KIND_NAMES.items()),
        error_messages={"required": gettext_lazy("Choose what it is")},
    )
    lens = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        error_messages={"required": gettext_lazy("Choose what it is about")},
    )
    field_order = ("kind", "lens", "title", "text", "affected")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the seven lenses."""
        super().__init__(*args, **kwargs)
        self.fields["lens"].choices = [  # type: ignore[attr-defined]
            ("", ""), *((each.id, each.title) for each in banks.load().lenses)
        ]

    def given(self) -> dict[str, Any]:
        """The point as an action takes it."""
        return self.cleaned_data | {"kind": Kind(self.cleaned_data["kind"])}


class MergeForm(forms.Form):
    """The point that another one becomes part of, and why."""

    into = forms.TypedChoiceField(
        label=gettext_lazy("Which point says the same?"), coerce=int,
        error_messages={"required": gettext_lazy("Choose the point that says the same")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why are they one point?"), widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why they are one point")},
    )

    def __init__(
        self, *args: Any, point: PointSheet, others: tuple[PointSheet, ...], **kwargs: Any
    ) -> None:
        """Offer the points that this one may become part of."""
        super().__init__(*args, **kwargs)
        lenses = {each.id: each.title for each in banks.load().lenses}
        near = sorted(others, key=lambda each: each.lens != point.lens)
        self.fields["into"].choices = [  # type: ignore[attr-defined]
            ("", ""), *((each.id, f"{each.title} ({lenses[each.lens]})") for each in near)
        ]


class LookForm(forms.Form):
    """The points of one lens: each applies here, is set aside with a reason, or waits."""

    all_optional = True

    def __init__(self, *args: Any, points: tuple[PointSheet, ...], **kwargs: Any) -> None:
        """Two fields for each point."""
        super().__init__(*args, **kwargs)
        self.points = points
        for point in points:
            said = "" if point.state is State.RAISED else point.state.value
            self.fields[f"to_{point.id}"] = forms.ChoiceField(
                label=_("Does it apply here?"), required=False, initial=said,
                widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
                choices=[
                    (State.ACCEPTED.value, _("Yes, it applies")),
                    (State.SET_ASIDE.value, _("No, set it aside")),
                ],
            )
            self.fields[f"reason_{point.id}"] = forms.CharField(
                label=_("Why? Needed when you set it aside"), required=False,
                max_length=1000, initial=point.state_reason,
            )

    @property
    def rows(self) -> list[tuple[PointSheet, forms.BoundField, forms.BoundField]]:
        """Each point with its two fields."""
        return [
            (each, self[f"to_{each.id}"], self[f"reason_{each.id}"]) for each in self.points
        ]

    def clean(self) -> dict[str, Any]:
        """Say beside the field what is missing of it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for each in self.said(cleaned):
            point = next(one for one in self.points if one.id == each.point_id)
            answer = rules.may_settle(before=point.state, after=each.to, reason=each.reason)
            if isinstance(answer, No):
                self.add_error(f"reason_{each.point_id}", answer.reason)
        return cleaned

    def said(self, cleaned: dict[str, Any]) -> list[Saying]:
        """What was said of the points that were not left as they stood."""
        found = []
        for point in self.points:
            to, reason = cleaned.get(f"to_{point.id}", ""), cleaned.get(f"reason_{point.id}", "")
            if to and to != point.state.value:
                found.append(Saying(point_id=point.id, to=State(to), reason=reason))
        return found
