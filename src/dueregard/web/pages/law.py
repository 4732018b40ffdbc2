"""The law about a use: which rules apply, what is in the way, who says what is met by what."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.answers import No
from dueregard.documents.audience import Audience
from dueregard.identify.evidence import queries as evidence
from dueregard.identify.law import actions, queries, rules
from dueregard.identify.law.queries import LawSheet, RuleLine
from dueregard.identify.law.rules import SAID_NAMES, Said, Shown
from dueregard.lenses.law import Status
from dueregard.lenses.shapes import Level, Nation
from dueregard.people.rules import NATION_NAMES, may
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.use_frame import frame

# How strict each level of rule is, the strictest first, and what it means to the reader.
_LEVELS = (
    (Level.BLOCK, gettext_lazy("Must be in order before you start, and is said to be")),
    (Level.WARN, gettext_lazy("Check these, and be able to say why if one is missing")),
    (Level.INFO, gettext_lazy("Good to know")),
)
# Beside which field a refusal is said.
_FIELD_OF = {
    "person-missing": "named", "document-missing": "title", "date-missing": "dated_on",
    "date-to-come": "dated_on", "reason-missing": "note",
}


class DayForm(forms.Form):
    """The law of which day, and of which nation."""

    on = forms.DateField(
        label=gettext_lazy("On which day?"), required=False,
        error_messages={"invalid": gettext_lazy("Enter a date, like 27/3/2026")},
    )
    nation = forms.ChoiceField(
        label=gettext_lazy("In which nation?"), required=False,
        choices=list(NATION_NAMES.items()), widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy(
            "Choose England, Wales, Scotland or Northern Ireland"
        )},
    )
    all_optional = True


class SayForm(forms.Form):
    """How a rule stands: who says so, and what shows it."""

    said = forms.ChoiceField(
        label=gettext_lazy("How does it stand?"), choices=list(SAID_NAMES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how it stands")},
    )
    named = forms.CharField(
        label=gettext_lazy("Who says so?"), max_length=120,
        help_text=gettext_lazy("A person's name. A department cannot answer for it."),
        error_messages={"required": gettext_lazy("Enter the name of the person who says so")},
    )
    post = forms.CharField(
        label=gettext_lazy("What is their post?"), max_length=160,
        error_messages={"required": gettext_lazy("Enter their post")},
    )
    title = forms.CharField(
        label=gettext_lazy("Which document shows it? Its title"), max_length=200, required=False,
        help_text=gettext_lazy("Needed for “met”, unless evidence kept here shows it."),
    )
    reference = forms.CharField(
        label=gettext_lazy("Its reference"), max_length=200, required=False,
        help_text=gettext_lazy("So that somebody else can find it: a number, or where it lies."),
    )
    dated_on = forms.DateField(
        label=gettext_lazy("The day on the document"), required=False,
        error_messages={"invalid": gettext_lazy("Enter a date, like 27/3/2026")},
    )
    evidence_id = forms.TypedChoiceField(
        label=gettext_lazy("Or evidence of this use that shows it"), coerce=int, empty_value=None,
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("Why? Needed unless it is met"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, line: RuleLine, request: Any, ref: str, **kwargs: Any) -> None:
        """Offer the use's own evidence, where there is any."""
        super().__init__(*args, **kwargs)
        self.line, self.today = line, request.now.date()
        found = [(each.id, each.title) for each in evidence.of_use(ref)]
        self.fields["evidence_id"].choices = [  # type: ignore[attr-defined]
            ("", _("None of it")), *found
        ]
        if not found:
            del self.fields["evidence_id"]

    def shown(self) -> Shown:
        """What the form says, for the rules and the action."""
        given = self.cleaned_data
        return Shown(said=Said(given["said"]), **{
            name: given.get(name) or "" for name in ("named", "post", "title", "reference", "note")
        }, dated_on=given.get("dated_on"), evidence_id=given.get("evidence_id"))

    def clean(self) -> dict[str, Any]:
        """Say beside the field what is missing for what is said."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            answer = rules.may_say(self.shown(), status=self.line.status, today=self.today)
            if isinstance(answer, No):
                self.add_error(_FIELD_OF.get(answer.code), answer.reason)
        return cleaned


@page(Audience.FORCE, permission="register.read")
def law(request: Any, ref: str) -> HttpResponse:
    """The rules in force, what stands in the way first; on another day or nation if asked."""
    context = frame(ref, step="identify")
    today, own = request.now.date(), queries.own_nation()
    asked = {"on", "nation"} & set(request.GET)
    form = DayForm(request.GET if asked else None, initial={"on": today, "nation": own.value})
    given = form.cleaned_data if form.is_valid() else {}
    on, nation = given.get("on") or today, Nation(given.get("nation") or own)
    found, here = queries.sheet(ref, on=on, nation=nation), (on, nation) == (today, own)
    barred = _reason(request, context["use"].concern)
    return render(request, "law/law.html", context | {
        "sheet": found, "form": form, "nation": NATION_NAMES[nation], "levels": _levels(found),
        "in_the_way": [_card(each) for each in found.blocking],
        "silent": [_card(each) for each in found.silent],
        "here": here, "barred": barred, "may_say": here and not barred,
        "coming": [each for each in found.coming if each.status is not Status.DOES_NOT_APPLY],
    })


@page(Audience.FORCE, permission="law.rule")
def say(request: Any, ref: str, rule: str) -> HttpResponse:
    """Say how one rule stands, who says so, and which document shows it."""
    line = queries.line(ref, rule, on=request.now.date())
    posted = request.method == "POST"
    form = SayForm(request.POST if posted else None, line=line, request=request, ref=ref)
    if form.is_valid():
        made = attempt(form, actions.say, ref=ref, rule=rule, shown=form.shown(),
                       by=request.actor, now=request.now)
        if made is not None:
            messages.success(request, _("It is kept, with who said it and what shows it."))
            return redirect("law", ref)
    context = frame(ref, step="identify")
    answer = rules.may_answer(status=line.status)
    barred = _reason(request, context["use"].concern)
    return render(request, "law/say.html", context | {
        "form": form, "card": _card(line), "back_url": reverse("law", args=[ref]),
        "barred": barred or (answer.reason if isinstance(answer, No) else ""),
        "nation": NATION_NAMES[queries.own_nation()],
    })


def _levels(found: LawSheet) -> list[dict[str, Any]]:
    """The rules that do not stand in the way, the strictest level first."""
    groups = [
        {"title": title, "cards": [_card(each) for each in found.at(level) if not each.blocks]}
        for level, title in _LEVELS
    ]
    return [each for each in groups if each["cards"]]


def _card(line: RuleLine) -> dict[str, Any]:
    """One rule, with its state as a tag: a code for the colour, and words."""
    said = line.said
    if said is None:
        tag = ("due", _("Nobody has said")) if line.status is not Status.DOES_NOT_APPLY else None
    elif said.stale:
        tag = ("waiting", _("Look again"))
    elif said.said is Said.MET:
        tag = ("met", _("Said to be met"))
    else:
        tag = (said.said.value, said.said_name)
    return {
        "line": line, "rule": line.rule, "tag": tag,
        "applies": {
            Status.APPLIES: _("Applies."),
            Status.UNKNOWN: _("May apply: a fact is not known yet."),
            Status.DOES_NOT_APPLY: _("Does not apply."),
        }[line.status],
    }


def _reason(request: Any, concern: Any) -> str:
    answer = may(request.actor, "law.rule", concern)
    return answer.reason if isinstance(answer, No) else ""


urlpatterns = [
    path("uses/<str:ref>/law/", law, name="law"),
    path("uses/<str:ref>/law/<str:rule>/", say, name="law-say"),
]
