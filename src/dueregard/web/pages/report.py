"""Putting one use before the public: read it as they will, propose, publish, drop, withdraw."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.answers import Answer, No
from dueregard.documents.audience import Audience
from dueregard.findings.finding import NotComputed
from dueregard.identify.register.queries import UseSheet
from dueregard.ledger.rules import Actor
from dueregard.people.rules import may
from dueregard.report.links import queries as links
from dueregard.report.publication import actions, queries, rules
from dueregard.report.publication.plain_words import EASY_GRADE
from dueregard.report.publication.queries import Preview
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.to_the_public import send
from dueregard.web.use_frame import frame


class NothingForm(forms.Form):
    """A button: nothing to fill in."""


class WithdrawForm(forms.Form):
    """Why a record is taken away."""

    reason = forms.CharField(
        label=gettext_lazy("Why do you take it down?"),
        help_text=gettext_lazy("The public reads this where the record was. Keep out names."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why you take it down")},
    )


@page(Audience.FORCE, permission="register.read")
def report(request: Any, ref: str) -> HttpResponse:
    """The record as the public will see it, what has moved on, and what this person can do."""
    return _show(request, ref, NothingForm())


@page(Audience.FORCE, permission="register.read")
def propose(request: Any, ref: str) -> HttpResponse:
    """Freeze the record as it stands and put it forward."""
    return _do(request, ref, actions.propose,
               said=_("The page is proposed. Somebody else must now read it and publish it."))


@page(Audience.FORCE, permission="register.read")
def publish(request: Any, ref: str) -> HttpResponse:
    """Put the proposed version before the public."""
    return _do(request, ref, actions.publish, said=_("The public can now read this page."),
               public=True)


@page(Audience.FORCE, permission="register.read")
def drop(request: Any, ref: str) -> HttpResponse:
    """Take the proposal back."""
    return _do(request, ref, actions.drop,
               said=_("The proposal is dropped. Nothing was published."))


@page(Audience.FORCE, permission="register.read")
def withdraw(request: Any, ref: str) -> HttpResponse:
    """Take the record away from the public, with the reason."""
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, actions.withdraw, ref=ref, by=request.actor, now=request.now,
                       **form.cleaned_data)
        if made is not None:
            messages.success(request, _("The page is down. A note with your reason stands there."))
            send(request)
            return redirect("report", ref)
    context = frame(ref, step="report")
    allowed = may_withdraw(request.actor, context["use"], queries.published(ref))
    return render(request, "report/withdraw.html", context | {
        "form": form, "refused": allowed.reason if isinstance(allowed, No) else "",
        "back_url": f"/uses/{ref}/report/",
    })


def may_withdraw(actor: Actor, use: UseSheet, published: queries.Version | None) -> Answer:
    """Whether this person can take the record down now."""
    right = may(actor, "publication.withdraw", use.concern)
    state = published.state if published else None
    return rules.may_withdraw(state=state) if right else right


def _do(
    request: Any, ref: str, action: Callable[..., str], *, said: str, public: bool = False
) -> HttpResponse:
    form = NothingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, action, ref=ref, by=request.actor, now=request.now)
        if made is not None:
            messages.success(request, said)
            if public:
                send(request)
            return redirect("report", ref)
    return _show(request, ref, form)


def _show(request: HttpRequest, ref: str, form: forms.Form) -> HttpResponse:
    context = frame(ref, step="report")
    preview = queries.preview(ref, now=request.now)  # type: ignore[attr-defined]
    grade = preview.reading.grade
    return render(request, "report/report.html", context | {
        "form": form, "preview": preview,
        "can": _buttons(request.actor, context["use"], preview),  # type: ignore[attr-defined]
        "grade": None if isinstance(grade, NotComputed) else grade,
        "no_grade": grade.reason if isinstance(grade, NotComputed) else "",
        "easy": int(EASY_GRADE),
        "public_url": _public_url(preview), "links": links.of_use(ref),
    })


def _buttons(actor: Actor, use: UseSheet, preview: Preview) -> dict[str, str | None]:
    """For each thing that can be done: None when this person may, or the reason why not."""
    proposal = preview.proposed
    answers: dict[str, Answer] = {
        "propose": may(actor, "publication.propose", use.concern) and rules.may_propose(
            proposed=proposal is not None, changed=preview.changed),
        "publish": may(actor, "publication.publish", use.concern) and rules.may_publish(
            state=proposal.state if proposal else None,
            proposer_id=proposal.proposer_id if proposal else None, person_id=actor.id),
        "drop": may(actor, "publication.propose", use.concern) and rules.may_drop(
            state=proposal.state if proposal else None),
        "withdraw": may_withdraw(actor, use, preview.published),
    }
    return {
        name: answer.reason if isinstance(answer, No) else None for name, answer in answers.items()
    }


def _public_url(preview: Preview) -> str:
    if preview.published is None or not settings.PUBLIC_ADDRESS:
        return ""
    return f"{settings.PUBLIC_ADDRESS.rstrip('/')}/uses/{preview.published.slug}/"


urlpatterns = [
    path("uses/<ref>/report/", report, name="report"),
    path("uses/<ref>/report/propose/", propose, name="report-propose"),
    path("uses/<ref>/report/publish/", publish, name="report-publish"),
    path("uses/<ref>/report/drop/", drop, name="report-drop"),
    path("uses/<ref>/report/withdraw/", withdraw, name="report-withdraw"),
]
