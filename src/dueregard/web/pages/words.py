"""The words in which committees here may advise, kept by the ethics lead."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from dueregard.documents.audience import Audience
from dueregard.manage.committee import actions, queries
from dueregard.manage.committee.vocabulary import LEANING_NAMES
from dueregard.people.rules import may
from dueregard.web.audience import page
from dueregard.web.body_forms import WordForm
from dueregard.web.doing import attempt


@page(Audience.COMMITTEE, permission="committee.read")
def words(request: Any) -> HttpResponse:
    """Every word, with which way it points."""
    return render(request, "bodies/words.html", {
        "words": [
            {"word": each, "leaning": LEANING_NAMES[each.leaning]} for each in queries.words()
        ],
        "may_word": may(request.actor, "committee.word"),
    })


@page(Audience.COMMITTEE, permission="committee.word")
def word(request: Any, key: str = "") -> HttpResponse:
    """Change a word, or add one."""
    now = next((each for each in queries.words() if each.id == key), None)
    if key and now is None:
        raise Http404
    form = WordForm(
        request.POST if request.method == "POST" else None,
        initial={
            "text": now.text, "meaning": now.meaning, "leaning": now.leaning.value,
            "offered": "yes" if now.offered else "no",
        } if now else {},
    )
    if form.is_valid():
        made = attempt(form, actions.word, key=key, by=request.actor, now=request.now,
                       **form.cleaned_data)
        if made is not None:
            messages.success(request, _("It is kept. What was advised before says what it said."))
            return redirect("words")
    return render(request, "bodies/ask.html", {
        "form": form, "back_url": reverse("words"), "submit": _("Keep it"),
        "title": _("Change a word of advice") if now else _("Add a word of advice"),
    })


urlpatterns = [
    path("committee/words/", words, name="words"),
    path("committee/words/add/", word, name="word-add"),
    path("committee/words/<slug:key>/", word, name="word"),
]
