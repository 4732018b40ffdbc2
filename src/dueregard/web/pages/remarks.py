"""Was this clear? What people say of our own guidance, and the ethics lead's answers."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.documents.audience import Audience
from dueregard.lenses import bank as banks
from dueregard.people.remarks import actions, queries, rules
from dueregard.people.rules import may
from dueregard.web.audience import page
from dueregard.web.doing import attempt


class SayForm(forms.Form):
    """Whether it was clear, and what was not."""

    clear = forms.ChoiceField(
        label=gettext_lazy("Was it clear?"), widget=forms.RadioSelect,
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        error_messages={"required": gettext_lazy("Choose yes or no")},
    )
    words = forms.CharField(
        label=gettext_lazy("What was missing, wrong or hard to follow?"), required=False,
        max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Everybody here can read it, without your name. Leave names out."),
    )


class AnswerForm(forms.Form):
    """The answer."""

    words = forms.CharField(
        label=gettext_lazy("Your answer"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What you will change, or why not. Everybody here can read it."),
        error_messages={"required": gettext_lazy("Write what you will do, or why not")},
    )


@page(Audience.PANEL)
def say(request: Any, about: str) -> HttpResponse:
    """Say whether one thing was clear; read what others said, and the answers."""
    title = _title(about)
    form = SayForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(
            form, actions.say, about=about, clear=form.cleaned_data["clear"] == "yes",
            words=form.cleaned_data["words"], by=request.actor, now=request.now,
        )
        if made is not None:
            messages.success(request, _("Thank you. The ethics lead reads it and answers here."))
            return redirect("was-this-clear", about)
    clear, unclear = queries.counts(about)
    return render(request, "remarks/say.html", {
        "form": form, "title": title, "remarks": queries.about(about), "clear": clear,
        "unclear": unclear,
    })


@page(Audience.FORCE, permission="guidance.answer")
def waiting(request: Any) -> HttpResponse:
    """What waits for an answer."""
    return render(request, "remarks/waiting.html", {
        "remarks": [{"it": each, "title": _title(each.about)} for each in queries.waiting()],
    })


@page(Audience.FORCE, permission="guidance.answer")
def answer(request: Any, remark_id: int) -> HttpResponse:
    """Answer one."""
    remark = queries.one(remark_id)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, actions.answer, remark_id=remark_id, by=request.actor,
                       now=request.now, **form.cleaned_data)
        if made is not None:
            messages.success(request, _("Your answer stands beside it."))
            return redirect("remarks")
    return render(request, "remarks/answer.html", {
        "form": form, "remark": remark, "title": _title(remark.about),
        "may_answer": may(request.actor, "guidance.answer"),
    })


def _title(about: str) -> str:
    library = {each.id: each.title for each in banks.load().guidance}
    found = rules.title_of(about, library=library)
    if found is None:
        raise Http404
    return found


urlpatterns = [
    path("was-this-clear/", waiting, name="remarks"),
    path("was-this-clear/<int:remark_id>/answer/", answer, name="remark-answer"),
    path("was-this-clear/<str:about>/", say, name="was-this-clear"),
]
