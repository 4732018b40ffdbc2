"""The ledger, told in sentences; and the one thing that can be done to it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.documents.audience import Audience
from dueregard.ledger import actions, queries
from dueregard.people.rules import may
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.told import told

NEWEST = 100


class EraseForm(forms.Form):
    """Why the words of an entry must go."""

    reason = forms.CharField(
        label=gettext_lazy("Why must the words go?"), widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("This reason stays on the ledger. Name nobody in it."),
        error_messages={"required": gettext_lazy("Say why the words must go")},
    )


@page(Audience.FORCE, permission="ledger.read")
def ledger(request: Any) -> HttpResponse:
    """The newest entries, of everything or of one use, and how to check them."""
    about = request.GET.get("use", "").strip().lower()
    if about.isdecimal():
        about = f"use-{int(about):04d}"
    entries = queries.history(about=about or None, newest=NEWEST)
    return render(request, "ledger/ledger.html", {
        "entries": [told(each) for each in entries], "about": about, "head": queries.head(),
        "newest": NEWEST, "erasing": bool(may(request.actor, "ledger.erase")),
        "may_open_log": may(request.actor, "processing-log.read"),
    })


@page(Audience.FORCE, permission="ledger.erase")
def erase(request: Any, seq: int) -> HttpResponse:
    """Erase the words of one entry: its place in the chain stays, and so does the proof."""
    entry = told(queries.entry(seq))
    form = EraseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = attempt(
            form, actions.erase, seq=seq, reason=form.cleaned_data["reason"],
            allowed=may(request.actor, "ledger.erase"), by=request.actor, now=request.now,
        )
        if done is not None:
            messages.success(request, _("The words are erased. The chain still holds."))
            return redirect("ledger")
    return render(request, "ledger/erase.html", {"entry": entry, "form": form})


urlpatterns = [
    path("ledger/", ledger, name="ledger"),
    path("ledger/<int:seq>/erase/", erase, name="ledger-erase"),
]
