"""Planning a trial of face recognition before anybody pays for one: on a page, and as one to print.

Without this file a procurement officer would take the supplier's word for how many are enough.
"""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard import documents
from dueregard.answers import DueRegardError
from dueregard.documents.audience import Audience
from dueregard.documents.document import Document
from dueregard.findings import trial_paper
from dueregard.findings.trial_plan import Asked, Plan, plan
from dueregard.web.audience import page

_NEEDED = {
    "required": gettext_lazy("Enter a number"), "invalid": gettext_lazy("Enter a number, like 2"),
}
_USUAL = Asked(groups=6)


class TrialForm(forms.Form):
    """What the trial is to find out, and what is assumed."""

    ratio = forms.FloatField(
        label=gettext_lazy("How many times as many wrongful matches would matter?"),
        help_text=gettext_lazy("For example 2, for twice as many as in another group."),
        error_messages=_NEEDED,
    )
    rate = forms.FloatField(
        label=gettext_lazy("How often is somebody who is not on the watchlist wrongly matched?"),
        help_text=gettext_lazy(
            "A share: 0.001 is 1 in 1,000. Ask the supplier, then plan for less."),
        error_messages=_NEEDED,
    )
    groups = forms.IntegerField(
        label=gettext_lazy("How many groups are compared?"),
        help_text=gettext_lazy("Every crossing that matters is one, such as Black women."),
        error_messages=_NEEDED,
    )
    passes = forms.IntegerField(
        label=gettext_lazy("How often does each volunteer walk past?"), error_messages=_NEEDED,
    )
    correlation = forms.FloatField(
        label=gettext_lazy("How alike are the passes of one volunteer?"),
        help_text=gettext_lazy("From 0, like strangers, to 1, all the same. If you do not know, "
                               "leave 0.3."),
        error_messages=_NEEDED,
    )
    found = forms.FloatField(
        label=gettext_lazy("What share of people on the watchlist is found?"),
        help_text=gettext_lazy("0.9 is 90 in 100."), error_messages=_NEEDED,
    )
    points = forms.FloatField(
        label=gettext_lazy("How much less of it would matter?"),
        help_text=gettext_lazy("0.05 is five points, such as 85 in 100 instead of 90."),
        error_messages=_NEEDED,
    )


@page(Audience.FORCE, permission="register.read")
def trial(request: Any) -> HttpResponse:
    """How many volunteers and searches each group needs; nothing is kept."""
    asked = bool(request.GET)
    form = TrialForm(request.GET if asked else None, initial=_initial())
    made = _made(form)
    query = request.GET.urlencode()
    return render(request, "plan/trial.html", {
        "form": form, "title": trial_paper.TITLE,
        "paper": _paper(made, request.now) if made else None,
        "formats": [
            {"label": each.label, "url": reverse("plan-trial-file", args=[
                each.suffix.removeprefix(".")]) + f"?{query}"}
            for each in documents.FORMATS.values()
        ],
    })


@page(Audience.FORCE, permission="register.read")
def trial_file(request: Any, form: str) -> HttpResponse:
    """The page as a file, to go into a tender."""
    found = documents.FORMATS.get(f".{form}")
    if found is None:
        raise Http404
    made = _made(TrialForm(request.GET))
    if made is None:
        messages.error(request, _("A number is missing or not possible. Put it right first."))
        return redirect(f"{reverse('plan-trial')}?{request.GET.urlencode()}")
    try:
        written = found.write(_paper(made, request.now))
    except DueRegardError as problem:
        messages.error(request, str(problem))
        return redirect(f"{reverse('plan-trial')}?{request.GET.urlencode()}")
    response = HttpResponse(written, content_type=found.media_type)
    response["Content-Disposition"] = f'attachment; filename="trial-plan{found.suffix}"'
    return response


def _initial() -> dict[str, Any]:
    return {name: getattr(_USUAL, name) for name in TrialForm.base_fields}


def _made(form: TrialForm) -> Plan | None:
    if not form.is_valid():
        return None
    try:
        return plan(Asked(**form.cleaned_data))
    except DueRegardError as problem:
        form.add_error(None, str(problem))
        return None


def _paper(made: Plan, now: datetime) -> Document:
    return trial_paper.as_document(made, made_at=now.isoformat(timespec="seconds"))


urlpatterns = [
    path("plan/trial/", trial, name="plan-trial"),
    path("plan/trial/download/<str:form>/", trial_file, name="plan-trial-file"),
]
