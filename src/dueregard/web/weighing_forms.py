"""The forms of a weighing: words with their numbers beside them, and a blank wherever nobody knows.

Without this file people would meet numbers first, and would make some up.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.answers import No
from dueregard.identify.evidence.queries import EvidenceLine
from dueregard.prioritise.assessment.rules import EffectKind
from dueregard.prioritise.weighing import rules
from dueregard.prioritise.weighing.actions import Said
from dueregard.prioritise.weighing.proposing import StandingLine
from dueregard.prioritise.weighing.queries import WeighedEffect
from dueregard.prioritise.weighing.rules import Effort
from dueregard.weighing import constants
from dueregard.weighing.shapes import ACTION_NAMES, ActionKind, ControlState, GateState

REASON = gettext_lazy("Who checked that it works, and how? Give posts, not names.")
_EFFORTS = [("", gettext_lazy("We do not know")), *rules.EFFORT_NAMES.items()]


class CompleteForm(forms.Form):
    """What the effects of one option lack, all on one page; anything may stay blank."""

    all_optional = True

    def __init__(
        self, *args: Any, effects: tuple[WeighedEffect, ...], known: Sequence[EvidenceLine],
        **kwargs: Any,
    ) -> None:
        """The fields of each effect: people where counted, how we know, how to find out."""
        super().__init__(*args, **kwargs)
        self.effects = effects
        shown = [(each.id, f"{each.title} ({each.level_name.lower()})") for each in known]
        own = [each for each in shown
               if any(one.id == each[0] and one.level >= rules.OWN_DATA for one in known)]
        for each in effects:
            self._add(each, shown=shown, own=own)

    def _add(
        self, each: WeighedEffect, *, shown: list[tuple[int, str]], own: list[tuple[int, str]]
    ) -> None:
        number, detail = each.line.id, each.detail
        if each.counts_people:
            self.fields[f"people_{number}"] = forms.ChoiceField(
                label=_("How many people does it happen to in a year?"), required=False,
                choices=[("", _("We do not know")), *(
                    (key, f"{word.name} ({word.said})")
                    for key, word in constants.load().people.items())],
                initial=detail.people_word,
            )
            low, high = detail.people_low, detail.people_high
            self.fields[f"own_{number}"] = forms.CharField(
                label=_("Or a number or a range of your own"), required=False, max_length=60,
                help_text=_("For example 300, or 100 to 900."),
                initial="" if low is None or high is None else
                f"{low:,g}" if low == high else f"{low:,g} to {high:,g}",
            )
        self.fields[f"evidence_{number}"] = forms.TypedChoiceField(
            label=_("How do you know?"), coerce=int, required=False, empty_value=None,
            choices=[("", _("No evidence yet")), *shown], initial=detail.evidence_id,
        )
        self.fields[f"judged_{number}"] = forms.CharField(
            label=_("Without evidence: whose judgement is it, and on what grounds?"),
            required=False, max_length=1000, initial=detail.judged,
            help_text=_("Give posts, not names. If nobody can say, leave it blank."),
        )
        if each.line.kind is EffectKind.OPPORTUNITY and own:
            self.fields[f"change_{number}"] = forms.TypedChoiceField(
                label=_("What measured it before and after?"), coerce=int, required=False,
                empty_value=None, choices=[("", _("Nothing yet: it is asserted")), *own],
                initial=detail.before_after_id,
            )
        self.fields[f"find_{number}"] = forms.CharField(
            label=_("How could you find out more?"), required=False, max_length=500,
            initial=detail.find_out,
        )
        self.fields[f"effort_{number}"] = forms.ChoiceField(
            label=_("How much work would that be?"), required=False, choices=_EFFORTS,
            initial=detail.effort,
        )
        self.fields[f"shared_{number}"] = forms.CharField(
            label=_("Does another effect hang on the same unknown thing?"), required=False,
            max_length=80, initial=detail.shared,
            help_text=_("Such as how often the same system errs. Give it one name, and write the "
                        "same name at each effect: they then go up and down together."),
        )

    @property
    def rows(self) -> list[tuple[WeighedEffect, list[forms.BoundField]]]:
        """Each effect with its fields."""
        return [
            (each, [self[name] for name in self.fields
                    if name.rpartition("_")[2] == str(each.line.id)])
            for each in self.effects
        ]

    def clean(self) -> dict[str, Any]:
        """Say beside the field what is no number, or is said twice."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for each in self.effects:
            number = each.line.id
            typed = cleaned.get(f"own_{number}", "")
            if not typed:
                continue
            found = rules.people_of(typed)
            if isinstance(found, No):
                self.add_error(f"own_{number}", found.reason)
            elif cleaned.get(f"people_{number}"):
                self.add_error(f"own_{number}", _("Choose a word or write a number, not both. "
                                                  "Set the word to “We do not know”."))
        return cleaned

    def said(self) -> list[Said]:
        """What is said of each effect."""
        given = self.cleaned_data
        return [
            Said(
                effect_id=number,
                people=given.get(f"own_{number}") or given.get(f"people_{number}", ""),
                evidence_id=given[f"evidence_{number}"], judged=given[f"judged_{number}"],
                before_after_id=given.get(f"change_{number}"), find_out=given[f"find_{number}"],
                effort=_effort(given[f"effort_{number}"]), shared=given[f"shared_{number}"],
            ) for number in (each.line.id for each in self.effects)
        ]


class MoveForm(forms.Form):
    """How far a safeguard is."""

    state = forms.ChoiceField(
        label=gettext_lazy("How far is it?"), choices=list(rules.STATE_NAMES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how far it is")},
    )
    shown = forms.CharField(
        label=REASON, required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Only for what was seen to work."),
    )

    def clean(self) -> dict[str, Any]:
        """Say beside the field that seen to work needs somebody who saw it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("state"):
            answer = rules.may_call(
                state=ControlState(cleaned["state"]), shown=cleaned.get("shown", ""))
            if isinstance(answer, No):
                self.add_error("shown", answer.reason)
        return cleaned

    def said(self) -> dict[str, Any]:
        """How far, and who saw it."""
        return {"state": ControlState(self.cleaned_data["state"]),
                "shown": self.cleaned_data["shown"]}


class ControlForm(MoveForm):
    """A safeguard: what it is, which risks it takes away from, how much, how far it is."""

    name = forms.CharField(
        label=gettext_lazy("What is the safeguard?"), max_length=200,
        error_messages={"required": gettext_lazy("Say what the safeguard is")},
    )
    effects = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Which risks does it take away from?"), coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose the risks that it takes away from")},
    )
    reduces = forms.TypedChoiceField(
        label=gettext_lazy("How much of them does it take away, if it works?"), coerce=int,
        choices=list(rules.REDUCES.items()), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how much it takes away")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of thing is it?"), choices=list(ACTION_NAMES.items()),
        error_messages={"required": gettext_lazy("Choose what kind it is")},
    )
    effort = forms.ChoiceField(
        label=gettext_lazy("How much work is it to put in place and check?"), required=False,
        choices=_EFFORTS,
    )
    field_order = ("name", "effects", "reduces", "state", "shown", "kind", "effort")

    def __init__(self, *args: Any, risks: list[tuple[int, str]], **kwargs: Any) -> None:
        """Offer the risks of all options."""
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["effects"].choices = risks

    def said(self) -> dict[str, Any]:
        """The safeguard as it was described."""
        given = self.cleaned_data
        return super().said() | {
            "name": given["name"], "effects": given["effects"], "reduces": given["reduces"],
            "kind": ActionKind(given["kind"]), "effort": _effort(given["effort"]),
        }


class GatesForm(forms.Form):
    """How one option stands at each gate, and why."""

    all_optional = True

    def __init__(self, *args: Any, lines: tuple[StandingLine, ...], **kwargs: Any) -> None:
        """A state and a reason for each gate; what the record holds back is said beside it."""
        super().__init__(*args, **kwargs)
        self.lines = lines
        for each in lines:
            self.fields[f"state_{each.gate}"] = forms.ChoiceField(
                label=each.name, choices=list(rules.GATE_NAMES.items()), required=False,
                widget=forms.RadioSelect, initial=(each.said or GateState.NOT_YET).value,
                help_text=_("The record holds this back: %(why)s") % {"why": each.held}
                if each.held else "",
            )
            self.fields[f"reason_{each.gate}"] = forms.CharField(
                label=_("Why?"), required=False, max_length=1000, initial=each.said_reason,
            )

    def clean(self) -> dict[str, Any]:
        """Say beside the reason where it is missing."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for gate, state, reason in self.said():
            answer = rules.may_say_gate(state=state, reason=reason)
            if isinstance(answer, No):
                self.add_error(f"reason_{gate}", answer.reason)
        return cleaned

    def said(self) -> list[tuple[str, GateState, str]]:
        """The gates of which something is said, or was said before."""
        given, found = self.cleaned_data, []
        for each in self.lines:
            state = GateState(given.get(f"state_{each.gate}") or GateState.NOT_YET)
            reason = given.get(f"reason_{each.gate}", "")
            if state is not GateState.NOT_YET or reason or each.said is not None:
                found.append((each.gate, state, reason))
        return found


class GroupForm(forms.Form):
    """How much what happens to one group counts, and why."""

    times = forms.FloatField(
        label=gettext_lazy("How many times does what happens to them count?"),
        help_text=gettext_lazy("1 counts them like everybody. 2 counts it twice."),
        error_messages={"required": gettext_lazy("Enter a number, such as 1 or 2"),
                        "invalid": gettext_lazy("Enter a number, such as 1.5")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It is published. For example: they were harmed by this before, "
                               "and cannot avoid it."),
    )

    def clean(self) -> dict[str, Any]:
        """Say beside the field what is missing."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            answer = rules.may_count(times=cleaned["times"], reason=cleaned["reason"])
            if isinstance(answer, No):
                self.add_error("times" if answer.code == "times-wrong" else "reason",
                               answer.reason)
        return cleaned


class LensesForm(forms.Form):
    """Which lenses matter most to one member."""

    all_optional = True

    def __init__(
        self, *args: Any, lenses: Iterable[tuple[str, str, str]], order: tuple[str, ...] = (),
        **kwargs: Any,
    ) -> None:
        """A place for each lens (id, title, what it means), as it was put before."""
        super().__init__(*args, **kwargs)
        self.lenses = tuple(lenses)
        places = [("", _("No place"))] + [(str(n), str(n)) for n in
                                         range(1, len(self.lenses) + 1)]
        for lens, title, means in self.lenses:
            self.fields[f"place_{lens}"] = forms.TypedChoiceField(
                label=title, choices=places, required=False, coerce=int, empty_value=None,
                help_text=means, initial=order.index(lens) + 1 if lens in order else "",
            )

    def clean(self) -> dict[str, Any]:
        """Say which lens has the place of another."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        taken: dict[int, str] = {}
        for lens, title, _means in self.lenses:
            place = cleaned.get(f"place_{lens}")
            if place in taken:
                self.add_error(f"place_{lens}", _("“%(other)s” has place %(place)s already. Give "
                                                  "each a place of its own.")
                               % {"other": taken[place], "place": place})
            elif place:
                taken[place] = title
        if not taken:
            self.add_error(None, _("Give at least one lens a place: 1 is what matters most to "
                                   "you."))
        return cleaned

    def order(self) -> tuple[str, ...]:
        """The lenses with a place, the first first."""
        found = rules.lenses_in_order({
            lens: self.cleaned_data.get(f"place_{lens}") for lens, _title, _means in self.lenses
        })
        return () if isinstance(found, No) else found


def _effort(text: str) -> Effort | None:
    return Effort(text) if text else None
