"""What waits and in which order, sharing in a hurry, and what is told back to each sender."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from dueregard import documents
from dueregard.answers import Missing
from dueregard.documents.audience import Audience
from dueregard.manage.partners import queries as partners
from dueregard.manage.sharing import queries, rules
from dueregard.manage.sharing.actions import Asking
from dueregard.manage.sharing.disclosures import actions
from dueregard.manage.sharing.disclosures import queries as disclosures
from dueregard.manage.sharing.queue import paper
from dueregard.manage.sharing.queue import queries as queue
from dueregard.manage.sharing.rules import State
from dueregard.people import queries as people
from dueregard.people.rules import may
from dueregard.sharing.saying import marking_name
from dueregard.sharing.terms import Terms
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.request_forms import AskForm, LifeForm
from dueregard.web.sharing_letters import tell_at_once

YEAR = timedelta(days=365)


@page(Audience.FORCE, permission="sharing.ask")
def waits(request: Any) -> HttpResponse:
    """What waits, red first; for those who only ask, what they asked."""
    actor, now = request.actor, request.now
    all_of_it = bool(may(actor, "sharing.decide"))
    return render(request, "requests/queue.html", {
        "all": all_of_it, "mine": queries.asked_by(actor.id),
        "queue": queue.queue(now=now) if all_of_it else (),
        "to_look": [{"it": each, "late": each.look_by is not None and now > each.look_by}
                    for each in queries.to_look_at()] if all_of_it else (),
        "recent": queries.recent(newest=20) if all_of_it else (),
        "counts": queue.counts(since=now - YEAR, now=now) if all_of_it else None,
        "untold": len(disclosures.to_tell()) if all_of_it else 0,
        "to_pass_on": len(disclosures.notices_to_tell()) if all_of_it else 0,
        "may_urgent": may(actor, "sharing.urgent"), "may_give": may(actor, "sharing.disclose"),
        "may_drill": may(actor, "sharing.drill"),
    })


@page(Audience.FORCE, permission="sharing.urgent")
def urgent(request: Any) -> HttpResponse:
    """Share at once what cannot wait: one short form, looked at within a day."""
    pairs = queries.pairs(now=request.now)
    asked = (request.GET.get("agreement", ""), request.GET.get("partner", ""))
    chosen = next((each for each in pairs if (each[0], str(each[2])) == asked), None)
    if chosen is None and len(pairs) == 1:
        chosen = pairs[0]
    if chosen is None:
        return render(request, "requests/choose.html", {
            "title": _("Share at once"), "back_url": reverse("sharing-queue"), "urgent": True,
            "lead": _("To whom, and under which agreement?"), "pairs": [
                {"url": f"{reverse('sharing-urgent')}?agreement={ref}&partner={key}",
                 "name": name, "partner": partner} for ref, name, key, partner in pairs],
        })
    ref, name, key, partner = chosen
    terms = queries.terms_for(ref, at=request.now)
    form = AskForm(request.POST if request.method == "POST" else None, terms=terms, ref=ref,
                   partner_id=key, only=AskForm.HURRIED, initial=_first_of(terms))
    if form.is_valid():
        made = attempt(form, actions.share_urgently, asking=_hurried(form.asking, terms),
                       by=request.actor, now=request.now)
        if made is not None:
            number = rules.number_of(made)
            _say_what_came(request, queries.line(number).state)
            return redirect("sharing-request", number)
    return render(request, "requests/urgent.html", {
        "form": form, "caption": f"{partner}: {name}", "back_url": reverse("sharing-queue"),
        "marking": marking_name(terms.marking),
    })


@page(Audience.FORCE, permission="sharing.risk-to-life")
def life(request: Any) -> HttpResponse:
    """Share at once because a life is at risk: one reason, and never silent."""
    form = LifeForm(request.POST if request.method == "POST" else None,
                    pairs=queries.pairs(now=request.now))
    if form.is_valid():
        made = attempt(form, actions.share_for_life, asking=form.asking, by=request.actor,
                       now=request.now)
        if made is not None:
            tell_at_once(now=request.now)
            messages.success(request, _("Go ahead. It is written down, and those who must know "
                                        "are told now."))
            return redirect("sharing-request", rules.number_of(made))
    return render(request, "requests/life.html", {
        "form": form, "back_url": reverse("sharing-queue"),
    })


@page(Audience.FORCE, permission="sharing.decide")
def told_back(request: Any) -> HttpResponse:
    """How late we were and what came of it, by sender and by group."""
    senders, groups = queue.told_back(since=request.now - YEAR, now=request.now)
    return render(request, "requests/told_back.html", {
        "senders": paper.table(senders), "groups": paper.table(groups), "columns": paper.COLUMNS,
        "partners": [(key, name) for key, name in partners.names().items()
                     if name in {each.name for each in senders}],
    })


@page(Audience.FORCE, permission="sharing.decide")
def told_to(request: Any, partner_id: int) -> HttpResponse:
    """What one partner is told: a paper to send."""
    return render(request, "requests/told_to.html", {
        "paper": _paper(request, partner_id), "back_url": reverse("sharing-told-back"),
        "name": partners.partner(partner_id, now=request.now).name,
        "formats": [{"label": each.label, "url": reverse(
            "sharing-told-file", args=[partner_id, suffix.removeprefix(".")])}
            for suffix, each in documents.FORMATS.items()],
    })


@page(Audience.FORCE, permission="sharing.decide")
def told_file(request: Any, partner_id: int, form: str) -> HttpResponse:
    """The same as a file."""
    if f".{form}" not in documents.FORMATS:
        raise Missing("There is no such format.")
    made = _paper(request, partner_id)
    response = HttpResponse(documents.write(made, f".{form}"),
                            content_type=documents.FORMATS[f".{form}"].media_type)
    response["Content-Disposition"] = f'attachment; filename="told-to-{partner_id}.{form}"'
    return response


def _paper(request: Any, partner_id: int) -> Any:
    since, force = request.now - YEAR, people.force()
    return paper.paper(
        partners.partner(partner_id, now=request.now).name,
        told=queue.told_to(partner_id, since=since, now=request.now),
        refusals=queue.refusals_of(partner_id, since=since), since=since, now=request.now,
        force=force.name if force else "",
    )


def _first_of(terms: Terms) -> dict[str, Any]:
    """Where there is one choice it is made."""
    return {"purpose": terms.purposes[0].key} if len(terms.purposes) == 1 else {}


def _hurried(asking: Asking, terms: Terms) -> Asking:
    """What the page says that whoever sends the form says: no further, a person, police data."""
    return replace(
        asking, collected_for_law=True, signs={"life-now": None},
        request=replace(asking.request, passed_to=(), automated=False, marking=terms.marking),
    )


def _say_what_came(request: Any, state: State) -> None:
    if state is State.DISCLOSED:
        messages.success(request, _("Yes. Tell them now. It is written down as told."))
    elif state is State.ASSESSED:
        messages.warning(request, _("A second person decides too. Ring somebody who may; do not "
                                    "tell them yet."))
    else:
        messages.error(request, _("Not yet: the agreement does not allow it as asked. Below is "
                                  "what would make it a yes."))


urlpatterns = [
    path("sharing/queue/", waits, name="sharing-queue"),
    path("sharing/urgent/", urgent, name="sharing-urgent"),
    path("sharing/risk-to-life/", life, name="sharing-life"),
    path("sharing/told-back/", told_back, name="sharing-told-back"),
    path("sharing/told-back/<int:partner_id>/", told_to, name="sharing-told-to"),
    path("sharing/told-back/<int:partner_id>/download/<str:form>/", told_file,
         name="sharing-told-file"),
]
