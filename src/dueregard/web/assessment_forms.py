"""The forms of an assessment: what is asked, and what is said beside a field that is wrong."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.answers import No
from dueregard.lenses import bank as banks
from dueregard.prioritise.assessment import rules
from dueregard.prioritise.assessment.actions import Given
from dueregard.prioritise.assessment.queries import OptionSheet, QuestionLine
from dueregard.prioritise.assessment.rules import (
    ANSWER_NAMES,
    CHANCE_NAMES,
    KIND_NAMES,
    SIZE_NAMES,
    ReplyAnswer,
)


class OpenForm(forms.Form):
    """The first round needs no reason; the next ones say what has changed."""

    because = forms.CharField(
        label=gettext_lazy("Why are you looking again?"), max_length=1000,
        help_text=gettext_lazy("For example: a new version, a complaint, or its review is due."),
        error_messages={"required": gettext_lazy("Say why you are looking again")},
    )

    def __init__(self, *args: Any, first: bool, **kwargs: Any) -> None:
        """Leave the reason out of the first round."""
        super().__init__(*args, **kwargs)
        if first:
            del self.fields["because"]


class AnswersForm(forms.Form):
    """The questions of one lens; those left blank wait."""

    all_optional = True

    def __init__(self, *args: Any, questions: tuple[QuestionLine, ...], **kwargs: Any) -> None:
        """An answer and its words for each question."""
        super().__init__(*args, **kwargs)
        self.questions = questions
        for place, each in enumerate(questions):
            self.fields[f"answer_{place}"] = forms.ChoiceField(
                label=_("Your answer"), required=False, choices=list(ANSWER_NAMES.items()),
                widget=forms.RadioSelect, initial=each.reply.answer.value if each.reply else "",
            )
            self.fields[f"text_{place}"] = forms.CharField(
                label=_("In your own words"), required=False, max_length=5000,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=_("Say what makes it so. “We do not know” needs no words."),
                initial=each.reply.text if each.reply else "",
            )
            if each.old:
                self.fields[f"again_{place}"] = forms.BooleanField(
                    label=_("I looked again, and it still holds"), required=False
                )

    @property
    def rows(self) -> list[tuple[QuestionLine, forms.BoundField, forms.BoundField, Any]]:
        """Each question with its fields; the last is None where the answer is not old."""
        return [
            (each, self[f"answer_{place}"], self[f"text_{place}"],
             self[f"again_{place}"] if each.old else None)
            for place, each in enumerate(self.questions)
        ]

    def clean(self) -> dict[str, Any]:
        """Say beside the field when an answer needs words, or words an answer."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for place in range(len(self.questions)):
            said, text = cleaned.get(f"answer_{place}", ""), cleaned.get(f"text_{place}", "")
            if said:
                answer = rules.may_answer(answer=ReplyAnswer(said), text=text)
                if isinstance(answer, No):
                    self.add_error(f"text_{place}", answer.reason)
            elif text:
                self.add_error(f"answer_{place}", _("Choose the answer that your words explain"))
        return cleaned

    def given(self) -> list[Given]:
        """The answers that are new, changed, or old and looked at again."""
        found = []
        for place, each in enumerate(self.questions):
            said = self.cleaned_data.get(f"answer_{place}", "")
            text = self.cleaned_data.get(f"text_{place}", "")
            before = (each.reply.answer.value, each.reply.text) if each.reply else ("", "")
            again = self.cleaned_data.get(f"again_{place}", False)
            if said and (again or (said, text) != before):
                found.append(Given(question=each.id, answer=ReplyAnswer(said), text=text))
        return found


class OptionForm(forms.Form):
    """Something that could be done."""

    name = forms.CharField(
        label=gettext_lazy("What could be done?"), max_length=160,
        help_text=gettext_lazy("For example: use it only to look for people wanted by a court."),
        error_messages={"required": gettext_lazy("Say what could be done")},
    )
    text = forms.CharField(
        label=gettext_lazy("What would it take, and with which safeguards?"), required=False,
        widget=forms.Textarea(attrs={"rows": 4}), max_length=5000,
    )


class EffectForm(forms.Form):
    """What an option would do to somebody."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Which way does it cut?"), choices=list(KIND_NAMES.items()),
        error_messages={"required": gettext_lazy("Choose risk or opportunity")},
    )
    affected = forms.CharField(
        label=gettext_lazy("Who is affected?"), max_length=200,
        help_text=gettext_lazy("A group, in the words that they would use. Never a name."),
        error_messages={"required": gettext_lazy("Say who is affected")},
    )
    text = forms.CharField(
        label=gettext_lazy("What would happen to them?"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say what would happen to them")},
    )
    lens = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        error_messages={"required": gettext_lazy("Choose what it is about")},
    )
    chance = forms.ChoiceField(
        label=gettext_lazy("How likely is it?"), choices=list(CHANCE_NAMES.items()),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("If you do not know, say so: it goes on the list to find out."),
        error_messages={"required": gettext_lazy("Choose how likely it is")},
    )
    size = forms.ChoiceField(
        label=gettext_lazy("How much would it matter to them?"), choices=list(SIZE_NAMES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how much it would matter")},
    )
    evidence_id = forms.TypedChoiceField(
        label=gettext_lazy("What is it based on?"), coerce=int, required=False, empty_value=None,
    )

    def __init__(self, *args: Any, known: list[tuple[int, str]], **kwargs: Any) -> None:
        """Offer the lenses and the use's own evidence."""
        super().__init__(*args, **kwargs)
        lenses = [(each.id, each.title) for each in banks.load().lenses]
        fields: dict[str, Any] = self.fields
        fields["lens"].choices = [("", ""), *lenses]
        fields["evidence_id"].choices = [("", _("Judgement, no evidence yet")), *known]


class RankForm(forms.Form):
    """Where each option stands, and why."""

    reason = forms.CharField(
        label=gettext_lazy("Why this order?"), widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
        help_text=gettext_lazy("The committee and, later, the public may read it."),
        error_messages={"required": gettext_lazy("Say why you put them in this order")},
    )

    def __init__(self, *args: Any, options: tuple[OptionSheet, ...], **kwargs: Any) -> None:
        """A place for each option, before the reason."""
        super().__init__(*args, **kwargs)
        self.options = options
        places = [("", "")] + [(str(each + 1), str(each + 1)) for each in range(len(options))]
        reason = self.fields.pop("reason")
        for each in options:
            self.fields[f"place_{each.number}"] = forms.ChoiceField(
                label=each.name, choices=places, initial=str(each.place or ""),
                error_messages={"required": _("Choose a place for “%(name)s”")
                                % {"name": each.name}},
            )
        self.fields["reason"] = reason

    def clean(self) -> dict[str, Any]:
        """Say beside the second option when two have one place."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        taken: dict[str, str] = {}
        for each in self.options:
            place = cleaned.get(f"place_{each.number}")
            if not place:
                continue
            if place in taken:
                self.add_error(
                    f"place_{each.number}",
                    _("“%(other)s” already has place %(place)s. Give each a place of its own.")
                    % {"other": taken[place], "place": place},
                )
            taken.setdefault(place, each.name)
        return cleaned

    def order(self) -> list[int]:
        """The numbers of the options, the best first."""
        placed = {each.number: int(self.cleaned_data[f"place_{each.number}"])
                  for each in self.options}
        return sorted(placed, key=lambda number: placed[number])
