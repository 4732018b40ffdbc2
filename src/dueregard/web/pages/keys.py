"""Keys for partners' systems: the list, making and revoking one, answering what they report."""

import secrets
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from dueregard.answers import DueRegardError
from dueregard.documents.audience import Audience
from dueregard.ledger.rules import AlreadyDone
from dueregard.manage.agreements import queries as agreements
from dueregard.manage.keys import actions, queries
from dueregard.manage.keys.rules import USUAL_DAYS, Parts, composed
from dueregard.people.rules import may
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.key_forms import KeyForm
from dueregard.web.partner_forms import WordsForm


@page(Audience.FORCE, permission="partners.read")
def keys(request: Any, ref: str) -> HttpResponse:
    """The keys of an agreement."""
    return _list(request, ref)


@page(Audience.FORCE, permission="keys.make")
def make(request: Any, ref: str) -> HttpResponse:
    """Make a key; it is shown once, on the page that answers the form."""
    form = KeyForm(
        request.POST if request.method == "POST" else None,
        partners=queries.who_may_have_one(ref, now=request.now),
        initial={"expires_on": _usual_day(request, ref)},
    )
    if form.is_valid():
        key = Parts(secrets.token_hex(6), secrets.token_urlsafe(32))
        try:
            actions.make(ref=ref, key=key, by=request.actor, now=request.now, **form.cleaned_data)
        except AlreadyDone:
            messages.info(request, _("The key was made and shown already. It is kept nowhere, so "
                                     "revoke it and make a new one if nobody copied it."))
            return redirect("keys", ref)
        except DueRegardError as problem:
            form.add_error(None, str(problem))
        else:
            return _list(request, ref, made=composed(key))
    return render(request, "partners/ask.html", {
        "form": form, "title": _("Make a key"), "submit": _("Make the key"),
        "caption": agreements.agreement(ref, now=request.now).name,
        "back_url": reverse("keys", args=[ref]),
        "lead": _("With it a partner's system asks over the API under this agreement, and sees "
                  "nothing of any other. Whoever holds the key can ask in the partner's name."),
    })


@page(Audience.FORCE, permission="keys.revoke")
def revoke(request: Any, key_id: int) -> HttpResponse:
    """Revoke a key."""
    ref, line = queries.key(key_id, now=request.now)
    form = WordsForm(
        request.POST if request.method == "POST" else None, label=_("Why is it revoked?"),
        hint=_("It opens nothing from the moment you press. What was asked with it stays."),
        error=_("Say why it is revoked"),
    )
    if form.is_valid():
        made = attempt(form, actions.revoke, key_id=key_id, by=request.actor, now=request.now,
                       because=form.cleaned_data["words"])
        if made is not None:
            messages.success(request, _("The key is revoked. It opens nothing any more."))
            return redirect("keys", ref)
    return render(request, "partners/ask.html", {
        "form": form, "title": _("Revoke this key"), "submit": _("Revoke it"), "kind": "warning",
        "caption": f"{line.partner_name}, {line.label}", "back_url": reverse("keys", args=[ref]),
    })


@page(Audience.FORCE, permission="partners.read")
def problems(request: Any) -> HttpResponse:
    """What partners' systems reported as wrong: what waits for an answer first."""
    return render(request, "keys/problems.html", {
        "reports": queries.reports(), "may_settle": may(request.actor, "keys.settle"),
    })


@page(Audience.FORCE, permission="keys.settle")
def settle(request: Any, report_id: int) -> HttpResponse:
    """Say what came of one of them."""
    report = queries.report(report_id)
    form = WordsForm(
        request.POST if request.method == "POST" else None, label=_("What came of it?"),
        hint=_("The partner reads this over the API. No names. Where something that was sent is "
               "wrong, correct or recall it too: then everybody who has it is told."),
        error=_("Say what came of it"),
    )
    if form.is_valid():
        made = attempt(form, actions.settle, report_id=report_id, by=request.actor,
                       now=request.now, words=form.cleaned_data["words"])
        if made is not None:
            messages.success(request, _("It is answered. The partner reads it."))
            return redirect("partner-problems")
    return render(request, "partners/ask.html", {
        "form": form, "title": _("Answer the report"), "submit": _("Answer it"),
        "caption": f"{report.partner_name}, {report.request_ref}: {report.kind_name}",
        "lead": report.words, "back_url": reverse("partner-problems"),
    })


def _list(request: Any, ref: str, *, made: str = "") -> HttpResponse:
    sheet = agreements.agreement(ref, now=request.now)
    response = render(request, "keys/keys.html", {
        "it": sheet, "keys": queries.keys_of(ref, now=request.now), "made": made,
        "may_make": may(request.actor, "keys.make") and sheet.held is not None
        and sheet.ended_on is None,
        "may_revoke": may(request.actor, "keys.revoke"),
        "back_url": reverse("agreement", args=[ref]),
    })
    if made:
        # No browser keeps the page that shows a key.
        response["Cache-Control"] = "no-store"
    return response


def _usual_day(request: Any, ref: str) -> Any:
    """Half a year, or the day on which the agreement ends."""
    usual = request.now.date() + timedelta(days=USUAL_DAYS)
    terms = agreements.terms_in_force(ref, at=request.now)
    return min(usual, terms.expires) if terms and terms.expires else usual


urlpatterns = [
    path("uses/<str:ref>/agreement/keys/", keys, name="keys"),
    path("uses/<str:ref>/agreement/keys/make/", make, name="key-make"),
    path("sharing/problems/", problems, name="partner-problems"),
    path("sharing/problems/<int:report_id>/", settle, name="partner-problem"),
    path("sharing/keys/<int:key_id>/revoke/", revoke, name="key-revoke"),
]
