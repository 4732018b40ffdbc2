"""Papers for the public: what is published of each, what has moved; propose, publish, withdraw."""

from collections.abc import Callable, Mapping
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
from dueregard.ledger.rules import Actor
from dueregard.people.rules import may
from dueregard.report.bulletins import actions, kinds, queries, rules
from dueregard.report.bulletins.queries import Preview
from dueregard.report.publication import rules as versions
from dueregard.report.publication.plain_words import EASY_GRADE
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.to_the_public import send

# In an address, the edition of a paper that has but one.
ONLY = "now"


class NothingForm(forms.Form):
    """A button: nothing to fill in."""


class WithdrawForm(forms.Form):
    """Why a paper is taken away."""

    reason = forms.CharField(
        label=gettext_lazy("Why do you take it down?"),
        help_text=gettext_lazy("The public reads this where the paper was. Keep out names."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why you take it down")},
    )


@page(Audience.FORCE, permission="reviews.read")
def bulletins(request: Any) -> HttpResponse:
    """Each kind of paper: what is published, what waits, what has moved since."""
    return render(request, "bulletins/bulletins.html", {"groups": [
        {"kind": kind, "lines": [
            {"line": each, "edition": each.edition.key or ONLY,
             "moved": queries.has_moved(each, now=request.now)}
            for each in queries.shelf(now=request.now) if each.kind == kind
        ]}
        for kind in kinds.KINDS
    ]})


@page(Audience.FORCE, permission="reviews.read")
def bulletin(request: Any, kind: str, edition: str) -> HttpResponse:
    """A paper as the public will see it, what has moved on, and what this person can do."""
    return _show(request, kind, edition, NothingForm())


@page(Audience.FORCE, permission="reviews.read")
def propose(request: Any, kind: str, edition: str) -> HttpResponse:
    """Freeze the paper as it stands and put it forward."""
    return _do(request, kind, edition, actions.propose,
               said=_("The paper is proposed. Somebody else must now read it and publish it."),
               arguments={"kind": kind, "edition": _key(edition)})


@page(Audience.FORCE, permission="reviews.read")
def publish(request: Any, kind: str, edition: str) -> HttpResponse:
    """Put the proposed version before the public."""
    return _do(request, kind, edition, actions.publish, public=True,
               said=_("The public can now read this paper."),
               arguments={"slug": _slug(kind, edition)})


@page(Audience.FORCE, permission="reviews.read")
def drop(request: Any, kind: str, edition: str) -> HttpResponse:
    """Take the proposal back."""
    return _do(request, kind, edition, actions.drop,
               said=_("The proposal is dropped. Nothing was published."),
               arguments={"slug": _slug(kind, edition)})


@page(Audience.FORCE, permission="reviews.read")
def withdraw(request: Any, kind: str, edition: str) -> HttpResponse:
    """Take the paper away from the public, with the reason."""
    preview = queries.preview(kind, _key(edition), now=request.now)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, actions.withdraw, slug=preview.line.slug, by=request.actor,
                       now=request.now, **form.cleaned_data)
        if made is not None:
            messages.success(
                request, _("The paper is down. A note with your reason stands there.")
            )
            send(request)
            return redirect("bulletin", kind, edition)
    allowed = _may_withdraw(request.actor, preview)
    return render(request, "bulletins/withdraw.html", {
        "form": form, "line": preview.line, "edition": edition,
        "refused": allowed.reason if isinstance(allowed, No) else "",
    })


def _key(edition: str) -> str:
    return "" if edition == ONLY else edition


def _slug(kind: str, edition: str) -> str:
    return rules.slug_of(slug=kinds.kind(kind).slug, edition=_key(edition))


def _do(
    request: Any, kind: str, edition: str, action: Callable[..., str], *, said: str,
    arguments: Mapping[str, str], public: bool = False,
) -> HttpResponse:
    form = NothingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, action, by=request.actor, now=request.now, **arguments)
        if made is not None:
            messages.success(request, said)
            if public:
                send(request)
            return redirect("bulletin", kind, edition)
    return _show(request, kind, edition, form)


def _show(request: HttpRequest, kind: str, edition: str, form: forms.Form) -> HttpResponse:
    preview = queries.preview(
        kind, _key(edition), now=request.now  # type: ignore[attr-defined]
    )
    return render(request, "bulletins/bulletin.html", {
        "form": form, "preview": preview, "line": preview.line, "edition": edition,
        "can": _buttons(request.actor, preview),  # type: ignore[attr-defined]
        "easy": int(EASY_GRADE), "public_url": _public_url(preview),
    })


def _buttons(actor: Actor, preview: Preview) -> dict[str, str | None]:
    """For each thing that can be done: None when this person may, or the reason why not."""
    proposal = preview.line.proposed
    state = proposal.state if proposal else None
    answers: dict[str, Answer] = {
        "propose": may(actor, "bulletins.propose") and versions.may_propose(
            proposed=proposal is not None, changed=preview.changed),
        "publish": may(actor, "bulletins.publish") and versions.may_publish(
            state=state, proposer_id=proposal.proposer_id if proposal else None,
            person_id=actor.id),
        "drop": may(actor, "bulletins.propose") and versions.may_drop(state=state),
        "withdraw": _may_withdraw(actor, preview),
    }
    return {
        name: answer.reason if isinstance(answer, No) else None for name, answer in answers.items()
    }


def _may_withdraw(actor: Actor, preview: Preview) -> Answer:
    published = preview.line.published
    return may(actor, "bulletins.withdraw") and rules.may_withdraw(
        state=published.state if published else None
    )


def _public_url(preview: Preview) -> str:
    if preview.line.published is None or not settings.PUBLIC_ADDRESS:
        return ""
    return f"{settings.PUBLIC_ADDRESS.rstrip('/')}/papers/{preview.line.slug}/"


urlpatterns = [
    path("bulletins/", bulletins, name="bulletins"),
    path("bulletins/<slug:kind>/<slug:edition>/", bulletin, name="bulletin"),
    path("bulletins/<slug:kind>/<slug:edition>/propose/", propose, name="bulletin-propose"),
    path("bulletins/<slug:kind>/<slug:edition>/publish/", publish, name="bulletin-publish"),
    path("bulletins/<slug:kind>/<slug:edition>/drop/", drop, name="bulletin-drop"),
    path("bulletins/<slug:kind>/<slug:edition>/withdraw/", withdraw, name="bulletin-withdraw"),
]
