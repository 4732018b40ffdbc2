"""Forecasts: make one, say what came of one, and see how sure each role should be."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.answers import DueRegardError, Missing, No
from dueregard.documents import FORMATS
from dueregard.documents.audience import Audience
from dueregard.identify.register import queries as register
from dueregard.people.rules import ROLE_NAMES, Role, may
from dueregard.prioritise.forecasts import actions, paper, queries, rules
from dueregard.web.audience import page
from dueregard.web.doing import attempt

# Beside which field a refusal is said.
_FIELD_OF = {
    "what-missing": "what", "nothing-given": "chance", "chance-certain": "chance",
    "range-half": "high", "range-wrong": "low", "range-upside-down": "low", "day-past": "due_on",
    "happened-missing": "happened", "figure-missing": "came_to", "source-missing": "source",
    "day-to-come": "known_on", "too-late": "known_on",
}
_FIGURE = {"invalid": gettext_lazy("Enter a figure, like 12.5")}
_DAY = {
    "required": gettext_lazy("Enter a day"),
    "invalid": gettext_lazy("Enter a date, like 27/3/2026"),
}


class MakeForm(forms.Form):
    """What is expected, by when, and how sure."""

    what = forms.CharField(
        label=gettext_lazy("What do you expect?"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("So that somebody else can tell whether it came."),
        error_messages={"required": gettext_lazy("Say what you expect")},
    )
    ref = forms.CharField(
        label=gettext_lazy("The use that it is about, if it is about one"), required=False,
        max_length=20, help_text=gettext_lazy("Its reference, such as use-0001."),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("In which role do you say so?"), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a role")},
    )
    due_on = forms.DateField(
        label=gettext_lazy("By which day will it be known?"), error_messages=_DAY)
    chance = forms.FloatField(
        label=gettext_lazy("How likely is it?"), required=False, error_messages=_FIGURE,
        help_text=gettext_lazy("Between 0 and 1. 0.2 is one time in five."),
    )
    low = forms.FloatField(
        label=gettext_lazy("The low end of a range"), required=False, error_messages=_FIGURE,
        help_text=gettext_lazy("In one case of 20 the figure is below this."),
    )
    high = forms.FloatField(
        label=gettext_lazy("The high end of the range"), required=False, error_messages=_FIGURE,
        help_text=gettext_lazy("In one case of 20 the figure is above this."),
    )
    unit = forms.CharField(
        label=gettext_lazy("What the range counts"), required=False, max_length=60,
        help_text=gettext_lazy("Such as: complaints in a year."),
    )

    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        """Offer the roles of whoever asks, and know which day it is."""
        super().__init__(*args, **kwargs)
        self.today = request.now.date()
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (each.value, ROLE_NAMES[each]) for each in Role if each in request.actor.roles
        ]

    def clean_ref(self) -> str:
        """The reference of a use that there is."""
        ref = str(self.cleaned_data["ref"]).strip().lower()
        if ref:
            try:
                register.sheet(ref)
            except Missing:
                raise forms.ValidationError(
                    _("There is no use %(ref)s. Look it up in the register."), params={"ref": ref}
                ) from None
        return ref

    def clean(self) -> dict[str, Any]:
        """Say beside the field what is wrong."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            cleaned["role"] = Role(cleaned["role"])
            answer = rules.may_make(
                **{key: cleaned[key] for key in ("what", "chance", "low", "high", "due_on")},
                today=self.today,
            )
            if isinstance(answer, No):
                self.add_error(_FIELD_OF.get(answer.code), answer.reason)
        return cleaned


class ScoreForm(forms.Form):
    """What came of it, when that was known, and from where."""

    happened = forms.TypedChoiceField(
        label=gettext_lazy("Did it happen?"), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether it happened")},
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        coerce=lambda value: value == "yes", empty_value=None,
    )
    came_to = forms.FloatField(
        label=gettext_lazy("What figure did it come to?"), error_messages=_FIGURE | {
            "required": gettext_lazy("Give the figure that it came to")})
    known_on = forms.DateField(
        label=gettext_lazy("On which day was it known?"), error_messages=_DAY)
    source = forms.CharField(
        label=gettext_lazy("Where is this known from?"), max_length=500,
        help_text=gettext_lazy("A report, a table or a log, so that it can be looked up."),
        error_messages={"required": gettext_lazy("Say where this is known from")},
    )
    never = forms.CharField(
        label=gettext_lazy("Or say why nobody can ever know"), max_length=500, required=False,
        help_text=gettext_lazy("For example: this option was not taken. Leave the rest blank. It "
                               "is then not scored."),
    )

    def __init__(self, *args: Any, line: queries.ForecastLine, request: Any, **kwargs: Any) -> None:
        """Ask only for what was forecast."""
        super().__init__(*args, **kwargs)
        self.line, self.today = line, request.now.date()
        if line.chance is None:
            del self.fields["happened"]
        if line.low is None:
            del self.fields["came_to"]
        if self.data.get("never", "").strip():
            for field in self.fields.values():
                field.required = False

    def clean(self) -> dict[str, Any]:
        """Say beside the field what is wrong."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not cleaned["never"].strip():
            answer = rules.may_score(
                known=self.line.known_on is not None, wants_happened="happened" in self.fields,
                wants_figure="came_to" in self.fields, happened=cleaned.get("happened"),
                came_to=cleaned.get("came_to"), known_on=cleaned["known_on"],
                made_on=self.line.made_on, source=cleaned["source"], today=self.today,
            )
            if isinstance(answer, No):
                self.add_error(_FIELD_OF.get(answer.code), answer.reason)
        return cleaned


@page(Audience.FORCE, permission="forecasts.read")
def forecasts(request: Any) -> HttpResponse:
    """How each role did, what is due to be looked at, and every forecast."""
    may_make = may(request.actor, "forecasts.record")
    return render(request, "forecasts/forecasts.html", {
        "lines": queries.every(), "due": queries.due(today=request.now.date()),
        "scores": [
            {"it": each, "ranges": rules.range_words(each), "chances": rules.chance_words(each)}
            for each in queries.scores()
        ],
        "nothing": paper.NOTHING, "may_score": may(request.actor, "forecasts.score"),
        "barred": may_make.reason if isinstance(may_make, No) else "",
        "formats": [
            {"label": each.label,
             "url": reverse("forecasts-file", args=[each.suffix.removeprefix(".")])}
            for each in FORMATS.values()
        ],
    })


@page(Audience.FORCE, permission="forecasts.record")
def make(request: Any) -> HttpResponse:
    """Make a forecast."""
    form = MakeForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        made = attempt(form, actions.make, by=request.actor, now=request.now, **form.cleaned_data)
        if made is not None:
            messages.success(request, _("The forecast is kept, with today’s date."))
            return redirect("forecasts")
    return render(request, "forecasts/make.html", {
        "form": form, "back_url": reverse("forecasts"),
    })


@page(Audience.FORCE, permission="forecasts.score")
def score(request: Any, forecast_id: int) -> HttpResponse:
    """Say what came of a forecast."""
    line = queries.one(forecast_id)
    form = ScoreForm(
        request.POST if request.method == "POST" else None, line=line, request=request
    )
    if form.is_valid():
        said = dict(form.cleaned_data)
        why = said.pop("never").strip()
        made = attempt(
            form, actions.give_up, forecast_id=forecast_id, why=why, by=request.actor,
            now=request.now,
        ) if why else attempt(
            form, actions.score, forecast_id=forecast_id, by=request.actor, now=request.now, **said
        )
        if made is not None:
            messages.success(request, _("What came of it is kept."))
            return redirect("forecasts")
    return render(request, "forecasts/score.html", {
        "form": form, "line": line, "back_url": reverse("forecasts"),
        "barred": "" if line.is_open else _("What came of it is kept already, and stays."),
    })


@page(Audience.FORCE, permission="forecasts.read")
def forecasts_file(request: Any, form: str) -> HttpResponse:
    """How each role did and every forecast, as a file."""
    found = FORMATS.get(f".{form}")
    if found is None:
        raise Http404
    try:
        written = found.write(
            paper.to_document(queries.every(), queries.scores(), now=request.now)
        )
    except DueRegardError as error:
        messages.error(request, str(error))
        return redirect("forecasts")
    response = HttpResponse(written, content_type=found.media_type)
    response["Content-Disposition"] = f'attachment; filename="forecasts{found.suffix}"'
    return response


urlpatterns = [
    path("forecasts/", forecasts, name="forecasts"),
    path("forecasts/make/", make, name="forecast-make"),
    path("forecasts/<int:forecast_id>/score/", score, name="forecast-score"),
    path("forecasts/all.<str:form>", forecasts_file, name="forecasts-file"),
]
