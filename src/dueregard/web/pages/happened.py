"""What happened to a use: tell it, see what it opened, close a review with a reason."""

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
from dueregard.manage.happenings import actions, queries, rules
from dueregard.manage.happenings.rules import KIND_NAMES, TOLD, Kind
from dueregard.manage.reviews.rules import WHAT_TO_DO, Why
from dueregard.people.rules import may
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.use_frame import frame

# Beside which field a refusal is said.
_FIELD_OF = {
    "kind-missing": "kind", "words-missing": "words", "said-by-missing": "said_by",
    "date-to-come": "happened_on",
}


class TellForm(forms.Form):
    """What happened, when, and who says so."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What happened?"), widget=forms.RadioSelect,
        choices=[(each.value, KIND_NAMES[each]) for each in TOLD],
        error_messages={"required": gettext_lazy("Choose what happened")},
    )
    words = forms.CharField(
        label=gettext_lazy("Say it in a sentence or two"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Do not name members of the public. The committee may read this."
        ),
        error_messages={"required": gettext_lazy("Say what happened")},
    )
    happened_on = forms.DateField(
        label=gettext_lazy("On which day?"),
        error_messages={
            "required": gettext_lazy("Enter the day on which it happened"),
            "invalid": gettext_lazy("Enter a date, like 27/3/2026"),
        },
    )
    said_by = forms.CharField(
        label=gettext_lazy("Who says so?"), max_length=200,
        help_text=gettext_lazy("A post, the supplier, a letter or a log."),
        error_messages={"required": gettext_lazy("Say who says so")},
    )

    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        """Know which day it is."""
        super().__init__(*args, **kwargs)
        self.today = request.now.date()

    def clean(self) -> dict[str, Any]:
        """Say beside the field what is wrong."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            cleaned["kind"] = Kind(cleaned["kind"])
            answer = rules.may_tell(**cleaned, today=self.today)
            if isinstance(answer, No):
                self.add_error(_FIELD_OF.get(answer.code), answer.reason)
        return cleaned


class CloseForm(forms.Form):
    """Why no review is needed."""

    because = forms.CharField(
        label=gettext_lazy("Why is no review needed?"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("It is kept with your name."),
        error_messages={"required": gettext_lazy("Say why no review is needed")},
    )


@page(Audience.FORCE, permission="register.read")
def happened(request: Any, ref: str) -> HttpResponse:
    """Everything that happened to a use: what is open, what to do, and which answers grow old."""
    context = frame(ref, step="manage")
    lines = queries.of_use(ref)
    answer = may(request.actor, "reviews.tell", context["use"].concern)
    return render(request, "reviews/happened.html", context | {
        "open": [
            {"line": each, "to_do": WHAT_TO_DO[Why(each.kind.value)],
             "old": queries.made_old(ref, each.kind),
             "late": each.look_by < request.now.date()}
            for each in lines if each.open
        ],
        "closed": [each for each in lines if not each.open],
        "barred": answer.reason if isinstance(answer, No) else "",
        "may_close": may(request.actor, "reviews.close", context["use"].concern),
    })


@page(Audience.FORCE, permission="reviews.tell")
def tell(request: Any, ref: str) -> HttpResponse:
    """Tell that something happened."""
    context = frame(ref, step="manage")
    form = TellForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        made = attempt(form, actions.tell, ref=ref, by=request.actor, now=request.now,
                       **form.cleaned_data)
        if made is not None:
            messages.success(request, _("It is kept, and a review is open."))
            return redirect("happened", ref)
    return render(request, "reviews/tell.html", context | {
        "form": form, "back_url": reverse("happened", args=[ref]),
    })


@page(Audience.FORCE, permission="reviews.close")
def close(request: Any, happening_id: int) -> HttpResponse:
    """Close a review without another round, and say why."""
    line = queries.one(happening_id)
    form = CloseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, actions.close, happening_id=happening_id, by=request.actor,
                       now=request.now, **form.cleaned_data)
        if made is not None:
            messages.success(request, _("The review is closed, with your reason."))
            return redirect("happened", line.ref)
    answer = may(request.actor, "reviews.close", line.concern)
    return render(request, "reviews/close.html", frame(line.ref, step="manage") | {
        "form": form, "line": line, "back_url": reverse("happened", args=[line.ref]),
        "barred": answer.reason if isinstance(answer, No) else "" if line.open else _(
            "It is closed already."
        ),
    })


urlpatterns = [
    path("uses/<str:ref>/happened/", happened, name="happened"),
    path("uses/<str:ref>/happened/tell/", tell, name="happened-tell"),
    path("happenings/<int:happening_id>/close/", close, name="happening-close"),
]
