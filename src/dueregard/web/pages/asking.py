"""For somebody on duty: whom to ask, the card of a use, and a few questions for a decision."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.answers import Missing
from dueregard.desk import card as cards
from dueregard.desk import contacts
from dueregard.documents.audience import Audience
from dueregard.identify.register import queries as register
from dueregard.identify.register.queries import UseSheet
from dueregard.lenses import bank as banks
from dueregard.people import queries as people
from dueregard.people.rules import audience_of, may
from dueregard.web import letters
from dueregard.web.audience import page

LONGEST = 2000


@page(Audience.PANEL)
def ask(request: Any) -> HttpResponse:
    """Who can I ask? About one use, where the reader came from one."""
    use = _use(request)
    return render(request, "asking/ask.html", {
        "contacts": contacts.contacts(reader=request.actor, use=use), "use": use,
        "outside": not audience_of(request.actor).sees(Audience.FORCE),
        "may_refer": use is not None and may(request.actor, "committee.refer", use.concern),
    })


@page(Audience.FORCE, permission="register.read")
def card(request: Any, ref: str) -> HttpResponse:
    """One use on one screen."""
    made = cards.card(ref, reader=request.actor, now=request.now)
    return render(request, "asking/card.html", {
        "card": made, "use": made.use,
        "public_address": settings.PUBLIC_ADDRESS.rstrip("/"),
    })


class DecisionForm(forms.Form):
    """The elements of a decision. Nothing is required: it is help, and no form to hand in."""

    about = forms.CharField(
        label=gettext_lazy("What is it about?"), max_length=200, required=False,
        help_text=gettext_lazy("Leave names out."),
    )
    all_optional = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, step in enumerate(banks.load().aid.steps, start=1):
            self.fields[step.id.partition(".")[2]] = forms.CharField(
                label=f"{number}. {step.title}: {step.question}", max_length=LONGEST,
                required=False, widget=forms.Textarea(attrs={"rows": 3}),
                help_text=format_html_join("", "{}<br>", ((each,) for each in step.prompts)),
            )

    def parts(self) -> list[tuple[str, str, str]]:
        """Each element with its question and what was written; a blank is left blank."""
        return [
            (step.title, step.question, self.cleaned_data[step.id.partition(".")[2]].strip())
            for step in banks.load().aid.steps
        ]


@page(Audience.PANEL)
def decide(request: Any) -> HttpResponse:
    """A few minutes' help with a decision. Nothing is kept unless the person says so."""
    use = _use(request)
    sent = request.method == "POST"
    form = DecisionForm(
        request.POST if sent else None, initial={"about": use.name if use else ""},
    )
    context = {"form": form, "aid": banks.load().aid, "use": use}
    if not sent or not form.is_valid() or request.POST.get("then") == "change":
        return render(request, "asking/decide.html", context)
    return _put_together(request, form, context)


def _put_together(request: Any, form: DecisionForm, context: dict[str, Any]) -> HttpResponse:
    """Show it as one page; as a file or a letter to oneself where that was asked for."""
    then = request.POST.get("then", "")
    about, parts = form.cleaned_data["about"].strip(), form.parts()
    text = _note(about, parts, name=request.actor.name, day=f"{request.now:%d %B %Y, %H:%M} UTC")
    if then == "file":
        response = HttpResponse(text, content_type="text/plain; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="my-decision.txt"'
        response["Cache-Control"] = "no-store"
        return response
    if then == "mail":
        letters.post(_("Your note on a decision"), text, to=_own_address(request))
    response = render(request, "asking/decided.html", context | {
        "about": about, "parts": parts, "mailed": then == "mail",
        "kept": [(each.html_name, each.data) for each in form if each.data],
    })
    response["Cache-Control"] = "no-store"
    return response


def _note(about: str, parts: list[tuple[str, str, str]], *, name: str, day: str) -> str:
    said = [_("My note on a decision"), f"{name}, {day}", about, ""]
    for title, question, words in parts:
        said += [title, question, words or _("(nothing written)"), ""]
    return "\n".join(said)


def _own_address(request: Any) -> str:
    me = people.colleague(request.actor.id)
    return me.email if me is not None else ""


def _use(request: Any) -> UseSheet | None:
    """The use that the reader came from, where they may read it."""
    if not may(request.actor, "register.read") or not request.GET.get("use"):
        return None
    try:
        return register.sheet(request.GET["use"])
    except Missing:
        return None


urlpatterns = [
    path("ask/", ask, name="ask"),
    path("uses/<str:ref>/card/", card, name="card"),
    path("decide/", decide, name="decide"),
]
