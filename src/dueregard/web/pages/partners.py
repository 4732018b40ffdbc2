"""Those with whom the force shares: the list, one partner, its vetting, and how it is stopped."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dueregard.answers import Missing
from dueregard.documents.audience import Audience
from dueregard.manage.agreements import queries as agreements
from dueregard.manage.partners import actions, queries
from dueregard.manage.partners.vetting import Step, vetting
from dueregard.people.rules import may
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.partner_forms import (
    BreachForm,
    DrillForm,
    LiftForm,
    PartnerForm,
    RecommendForm,
    StepForm,
    WordsForm,
)
from dueregard.web.pressing import press


@page(Audience.FORCE, permission="partners.read")
def partners(request: Any) -> HttpResponse:
    """Every partner, and how each stands today."""
    return render(request, "partners/partners.html", {
        "partners": queries.partners(now=request.now),
        "may_keep": may(request.actor, "partners.keep"),
    })


@page(Audience.FORCE, permission="partners.read")
def partner(request: Any, partner_id: int) -> HttpResponse:
    """One partner: how it stands and why, its steps, sign-offs, drills and breaches."""
    sheet = queries.partner(partner_id, now=request.now)
    return render(request, "partners/partner.html", {
        "partner": sheet,
        "details": _details(sheet),
        "agreements": agreements.of_partner(partner_id, now=request.now),
        "may_keep": may(request.actor, "partners.keep") and sheet.ended_on is None,
        "may_sign": may(request.actor, "partners.sign") and sheet.ended_on is None,
        "may_suspend": may(request.actor, "partners.suspend") and sheet.ended_on is None,
    })


@page(Audience.FORCE, permission="partners.keep")
def enter(request: Any) -> HttpResponse:
    """Enter a partner."""
    form = PartnerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, actions.enter, details=form.details, by=request.actor,
                       now=request.now)
        if made is not None:
            messages.success(request, _("The partner is entered. Next: record each step."))
            return redirect("partner", int(made.removeprefix("partner-")))
    return _ask(request, form, title=_("Enter a partner"), submit=_("Enter it"),
                back_url=reverse("partners"))


@page(Audience.FORCE, permission="partners.keep")
def change(request: Any, partner_id: int) -> HttpResponse:
    """Change what is known of a partner."""
    sheet = queries.partner(partner_id, now=request.now)
    form = PartnerForm(request.POST if request.method == "POST" else None,
                       initial=PartnerForm.initial_of(sheet))
    if form.is_valid():
        made = attempt(form, actions.change, partner_id=partner_id, details=form.details,
                       by=request.actor, now=request.now)
        if made is not None:
            messages.success(request, _("It is changed."))
            return redirect("partner", partner_id)
    return _ask(request, form, title=_("Change the details"), submit=_("Save"),
                caption=sheet.name, back_url=reverse("partner", args=[partner_id]))


@page(Audience.FORCE, permission="partners.keep")
def step(request: Any, partner_id: int, step_id: str) -> HttpResponse:
    """Record what one step of vetting found."""
    asked = _step(step_id)
    form = StepForm(request.POST if request.method == "POST" else None, step=asked)
    return _does(
        request, partner_id, form, actions.record, title=asked.title,
        lead=f"{asked.asks} {_('Good evidence:')} {asked.good}", submit=_("Record it"),
        done=_("The step is recorded."), step=step_id,
    )


@page(Audience.FORCE, permission="partners.keep")
def drill(request: Any, partner_id: int) -> HttpResponse:
    """Try whether the contact for breaches answers."""
    sheet = queries.partner(partner_id, now=request.now)
    form = DrillForm(request.POST if request.method == "POST" else None,
                     initial={"contact": sheet.breach_reach})
    return _does(
        request, partner_id, form, actions.drill, title=_("Try the contact"),
        lead=_("Call as if data had gone astray: on an evening or a weekend. Say at once that it "
               "is a drill."),
        submit=_("Record what came of it"), done=_("The drill is recorded."),
    )


@page(Audience.FORCE, permission="partners.sign")
def recommend(request: Any, partner_id: int) -> HttpResponse:
    """Sign a partner off as the first of two."""
    form = RecommendForm(
        request.POST if request.method == "POST" else None,
        label=_("What did you look at, and why would you share with them?"),
        hint=_("A second person, who entered none of it, reads this and signs or sends it back."),
        error=_("Say what you looked at"),
    )
    return _does(
        request, partner_id, form, actions.recommend, title=_("Sign it off, first of two"),
        submit=_("Sign"), done=_("You have signed. A second person signs next."),
    )


@page(Audience.FORCE, permission="partners.sign")
@require_POST
def sign(request: Any, partner_id: int) -> HttpResponse:
    """Sign a partner off as the second of two."""
    press(request, actions.sign, partner_id=partner_id, done=_("It is vetted: two have signed."))
    return redirect("partner", partner_id)


@page(Audience.FORCE, permission="partners.sign")
def send_back(request: Any, partner_id: int) -> HttpResponse:
    """Send a first signature back."""
    form = WordsForm(
        request.POST if request.method == "POST" else None, label=_("What is lacking?"),
        error=_("Say what is lacking"),
    )
    return _does(
        request, partner_id, form, actions.send_back, title=_("Send the sign-off back"),
        submit=_("Send it back"), done=_("It is sent back."),
    )


@page(Audience.FORCE, permission="partners.suspend")
def suspend(request: Any, partner_id: int) -> HttpResponse:
    """Stop everything that is sent to a partner."""
    form = WordsForm(
        request.POST if request.method == "POST" else None, label=_("Why?"),
        hint=_("Nothing is sent to them from the moment you press. Two people lift it."),
        error=_("Say why"),
    )
    return _does(
        request, partner_id, form, actions.suspend, title=_("Suspend this partner"),
        submit=_("Suspend it now"), kind="warning", words_as="because",
        done=_("It is suspended. Nothing is sent to it from now on."),
    )


@page(Audience.FORCE, permission="partners.suspend")
def ask_to_lift(request: Any, partner_id: int) -> HttpResponse:
    """Ask that a suspension be lifted."""
    form = WordsForm(
        request.POST if request.method == "POST" else None,
        label=_("What has been put right, and how can anyone tell?"),
        error=_("Say what has been put right"),
    )
    return _does(
        request, partner_id, form, actions.ask_to_lift, title=_("Ask for it to be lifted"),
        submit=_("Ask"), done=_("A second person lifts it next, or turns it down."),
    )


@page(Audience.FORCE, permission="partners.suspend")
def lift(request: Any, partner_id: int) -> HttpResponse:
    """Lift a suspension, or turn that down."""
    stop = queries.partner(partner_id, now=request.now).suspended
    form = LiftForm(request.POST if request.method == "POST" else None)
    said = _("%(who)s asks for it: %(words)s") % {
        "who": stop.asked_by_name, "words": stop.asked_words,
    } if stop and stop.asked else _("Nobody has asked for it to be lifted.")
    return _does(request, partner_id, form, actions.lift, title=_("Lift the suspension"),
                 lead=said, submit=_("Save"), done=_("It is recorded."))


@page(Audience.FORCE, permission="partners.keep")
def breach(request: Any, partner_id: int) -> HttpResponse:
    """Note that data went astray at a partner."""
    form = BreachForm(request.POST if request.method == "POST" else None)
    return _does(request, partner_id, form, actions.note_breach, title=_("Note a breach"),
                 submit=_("Note it"), done=_("It is in the partner's history."))


@page(Audience.FORCE, permission="partners.keep")
def end(request: Any, partner_id: int) -> HttpResponse:
    """End a partnership."""
    form = WordsForm(
        request.POST if request.method == "POST" else None,
        label=_("Why is it not a partner any more?"),
        hint=_("Nothing can be sent to it any more. Its record stays."), error=_("Say why"),
    )
    return _does(request, partner_id, form, actions.end, title=_("End the partnership"),
                 submit=_("End it"), kind="warning", done=_("It is not a partner any more."),
                 words_as="because")


def _does(
    request: Any, partner_id: int, form: Any, action: Callable[..., str], *, title: str,
    submit: str, done: str, lead: str = "", kind: str = "", words_as: str = "", **more: Any,
) -> HttpResponse:
    """Ask for something about a partner, do it, and go back to the partner."""
    name = queries.partner(partner_id, now=request.now).name
    if form.is_valid():
        given = dict(form.cleaned_data)
        if words_as:
            given[words_as] = given.pop("words")
        made = attempt(form, action, partner_id=partner_id, by=request.actor, now=request.now,
                       **given, **more)
        if made is not None:
            messages.success(request, done)
            return redirect("partner", partner_id)
    return _ask(request, form, title=title, submit=submit, lead=lead, kind=kind, caption=name,
                back_url=reverse("partner", args=[partner_id]))


def _ask(request: Any, form: Any, **context: Any) -> HttpResponse:
    return render(request, "partners/ask.html", {"form": form, **context})


def _step(step_id: str) -> Step:
    found = vetting().step(step_id)
    if found is None or found.drill:
        raise Missing("There is no such step of vetting.")
    return found


def _details(sheet: queries.PartnerSheet) -> list[dict[str, object]]:
    def both(name: str, reach: str) -> str:
        return ", ".join(each for each in (name, reach) if each)

    accord = both(sheet.accord_by, sheet.accord_post)
    return [
        {"key": _("To the data"), "value": sheet.control_name},
        {"key": _("Law"), "value": sheet.regime_name},
        {"key": _("Registration number"), "value": sheet.ico_number},
        {"key": _("Whom to call"), "value": both(sheet.contact_name, sheet.contact_reach)},
        {"key": _("Deputy"), "value": both(sheet.deputy_name, sheet.deputy_reach)},
        {"key": _("At night, for a breach"), "value": sheet.breach_reach},
        {"key": _("Data protection officer"), "value": both(sheet.dpo_name, sheet.dpo_reach)},
        {"key": _("Signed our terms for all sharing"), "value": accord and (
            f"{accord}, {sheet.accord_on.day} {sheet.accord_on:%B %Y}" if sheet.accord_on
            else accord
        )},
    ]


_ONE = "sharing/partners/<int:partner_id>/"
urlpatterns = [
    path("sharing/partners/", partners, name="partners"),
    path("sharing/partners/enter/", enter, name="partner-enter"),
    path(_ONE, partner, name="partner"),
    path(f"{_ONE}change/", change, name="partner-change"),
    path(f"{_ONE}steps/<slug:step_id>/", step, name="partner-step"),
    path(f"{_ONE}drill/", drill, name="partner-drill"),
    path(f"{_ONE}sign-off/", recommend, name="partner-recommend"),
    path(f"{_ONE}sign-off/second/", sign, name="partner-sign"),
    path(f"{_ONE}sign-off/back/", send_back, name="partner-send-back"),
    path(f"{_ONE}suspend/", suspend, name="partner-suspend"),
    path(f"{_ONE}ask-to-lift/", ask_to_lift, name="partner-ask-to-lift"),
    path(f"{_ONE}lift/", lift, name="partner-lift"),
    path(f"{_ONE}breach/", breach, name="partner-breach"),
    path(f"{_ONE}end/", end, name="partner-end"),
]
