"""Giving out what was authorised, and what follows: the file, the receipt, corrections, recalls."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dueregard.answers import DueRegardError
from dueregard.documents.audience import Audience
from dueregard.manage.agreements.rules import OURSELVES
from dueregard.manage.partners import queries as partners
from dueregard.manage.sharing import actions as requests
from dueregard.manage.sharing import queries as asked
from dueregard.manage.sharing.disclosures import actions, queries
from dueregard.manage.sharing.disclosures.actions import Giving
from dueregard.manage.sharing.disclosures.cutting import Cut
from dueregard.manage.sharing.disclosures.rules import Means
from dueregard.manage.sharing.queries import RequestSheet
from dueregard.manage.sharing.systems import queries as systems
from dueregard.people.rules import may
from dueregard.web import extracts
from dueregard.web.audience import page
from dueregard.web.disclosure_forms import GiveForm, ReceiptForm
from dueregard.web.doing import attempt
from dueregard.web.partner_forms import WordsForm

GIVE = "sharing.disclose"


@page(Audience.FORCE, permission=GIVE)
def give(request: Any, request_id: int) -> HttpResponse:
    """Give out what was authorised: a file cut to its columns, or said."""
    requests.consult(request_id=request_id, by=request.actor, now=request.now)
    it = asked.request(request_id, reader=request.actor.id, now=request.now)
    form = _give_form(request, it)
    if form.is_valid():
        made = attempt(form, _give, request=request, it=it, said=form.cleaned_data)
        if made is not None:
            messages.success(request, _("It is given out, and on the log. Take the file now: it is "
                                        "here once.") if form.cleaned_data["means"] == Means.FILE
                             else _("It is given out, and on the log."))
            return redirect("sharing-request", request_id)
    return render(request, "requests/give.html", {
        "form": form, "it": it, "back_url": reverse("sharing-request", args=[request_id]),
    })


@page(Audience.FORCE, permission=GIVE)
@require_POST
def take(request: Any, disclosure_id: int) -> HttpResponse:
    """Hand the cut file over, once."""
    it = queries.disclosure(disclosure_id)
    try:
        content = extracts.hand_over(it.request_id, it.sha256, note=lambda: actions.collect(
            disclosure_id=disclosure_id, by=request.actor, now=request.now))
    except DueRegardError as problem:
        messages.error(request, str(problem))
        return redirect("sharing-request", it.request_id)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{it.ref}-{it.id}.csv"'
    response["Cache-Control"] = "no-store"
    return response


@page(Audience.FORCE, permission=GIVE)
def receipt(request: Any, disclosure_id: int) -> HttpResponse:
    """Record the receipt of whoever received it."""
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    return _does(request, disclosure_id, form, actions.acknowledge, submit=_("Record it"),
                 title=_("Record the receipt"), done=_("The receipt is recorded."))


@page(Audience.FORCE, permission=GIVE)
def correct(request: Any, disclosure_id: int) -> HttpResponse:
    """Say what was wrong; everybody who was sent it is to be told."""
    form = WordsForm(
        request.POST if request.method == "POST" else None,
        label=_("What was wrong, and what are they to do?"), error=_("Say what was wrong"),
        hint=_("Which item, and where the right one is to be had. Not the data itself."),
    )
    reached = len(queries.reached(disclosure_id))
    return _does(
        request, disclosure_id, form, actions.correct, title=_("Correct what was given out"),
        submit=_("Pass it on"), done=_("Now tell each of them; it stands under what to tell."),
        lead=_("It concerns %(count)d that were sent the same.") % {"count": reached},
    )


@page(Audience.FORCE, permission=GIVE)
def recall(request: Any, disclosure_id: int) -> HttpResponse:
    """Take back what was given out."""
    form = WordsForm(
        request.POST if request.method == "POST" else None, label=_("Why is it recalled?"),
        hint=_("The recipient reads it, and says what was done with it."), error=_("Say why"),
    )
    return _does(request, disclosure_id, form, actions.recall, title=_("Recall it"),
                 submit=_("Recall it"), words_as="because",
                 done=_("Now tell them; it stands under what to tell."))


@page(Audience.FORCE, permission="sharing.read")
def statement(request: Any, disclosure_id: int) -> HttpResponse:
    """What goes with it to the recipient: how good it is, and what they might be missing."""
    it = queries.disclosure(disclosure_id)
    if not may(request.actor, GIVE) and not may(request.actor, "sharing.decide"):
        messages.error(request, _("This page is for those who give out or decide."))
        return redirect("sharing-queue")
    return render(request, "requests/statement.html", {
        "it": it, "back_url": reverse("sharing-request", args=[it.request_id]),
    })


@page(Audience.FORCE, permission="partners.read")
def sent(request: Any, partner_id: int) -> HttpResponse:
    """Everything that a partner was sent: what to recall if it is suspended."""
    found = queries.of_partner(partner_id)
    return render(request, "requests/sent.html", {
        "partner": partners.partner(partner_id, now=request.now), "disclosures": found,
        "left": sum(each.recalled_at is None for each in found),
        "may_give": bool(may(request.actor, GIVE)),
    })


@page(Audience.FORCE, permission=GIVE)
def recall_all(request: Any, partner_id: int) -> HttpResponse:
    """Recall everything that a partner was sent."""
    form = WordsForm(
        request.POST if request.method == "POST" else None,
        label=_("Why is everything recalled?"), error=_("Say why"),
        hint=_("The partner reads it, and says of each what was done with it."),
    )
    back = reverse("partner-sent", args=[partner_id])
    if form.is_valid():
        made = attempt(form, actions.recall_all, partner_id=partner_id,
                       because=form.cleaned_data["words"], by=request.actor, now=request.now)
        if made is not None:
            messages.success(request, _("All of it is recalled. Now tell them."))
            return redirect(back)
    return render(request, "partners/ask.html", {
        "form": form, "title": _("Recall everything"), "submit": _("Recall all of it"),
        "caption": partners.partner(partner_id, now=request.now).name, "kind": "warning",
        "back_url": back,
    })


@page(Audience.FORCE, permission=GIVE)
def notices(request: Any) -> HttpResponse:
    """Corrections and recalls of which nobody has recorded that they arrived."""
    return render(request, "requests/notices.html", {"notices": queries.notices_to_tell()})


@page(Audience.FORCE, permission=GIVE)
def told(request: Any, disclosure_id: int, notice_id: int) -> HttpResponse:
    """Record whom a correction or recall reached, and how."""
    form = WordsForm(request.POST if request.method == "POST" else None,
                     label=_("Whom did you tell, and how?"), error=_("Say whom you told, and how"))
    return _does(
        request, disclosure_id, form, lambda *, disclosure_id, **given: actions.told(
            notice_id=notice_id, **given),
        title=_("Record that they were told"), submit=_("Record it"), words_as="whom",
        done=_("It is recorded."),
    )


@page(Audience.FORCE, permission=GIVE)
def done(request: Any, disclosure_id: int, notice_id: int) -> HttpResponse:
    """Record what the recipient did with it."""
    form = WordsForm(request.POST if request.method == "POST" else None,
                     label=_("What did they do with it?"), error=_("Say what they did"),
                     hint=_("Put right, given back, destroyed: on which day, by whom (a post)."))
    return _does(
        request, disclosure_id, form, lambda *, disclosure_id, **given: actions.done(
            notice_id=notice_id, **given),
        title=_("Record what they did"), submit=_("Record it"), done=_("It is recorded."),
    )


def _give_form(request: Any, it: RequestSheet) -> GiveForm:
    posted = request.method == "POST"
    others = [each.name or each.ref for each in it.terms.parties
              if each.ref not in (OURSELVES, it.asked.partner)]
    return GiveForm(
        request.POST if posted else None, request.FILES if posted else None,
        systems=[each.name for each in systems.systems()], others=others,
        given=[(str(each.id), f"{each.recipient}: {each.how_much}")
               for each in queries.of_request(it.id)],
        withheld=len(it.items) < len(it.asked.items or ()), initial={"recipient": it.recipient},
    )


def _give(*, request: Any, it: RequestSheet, said: dict[str, Any]) -> str:
    def give_out(found: Cut | None) -> str:
        return actions.disclose(request_id=it.id, by=request.actor, now=request.now, given=Giving(
            recipient=said["recipient"], means=Means(said["means"]),
            extract=found.extract if found else None, absent=found.absent if found else (),
            checked=tuple(said.get("checked", ())),
            partners_asked=tuple(said.get("partners_asked", ())),
            why_withheld=said.get("why_withheld", ""),
            corrects=int(said["corrects"]) if said.get("corrects") else None,
        ))

    if said["means"] != Means.FILE:
        return give_out(None)
    return extracts.cut_and_keep(said["file"], request_id=it.id, may_go=it.columns, give=give_out)


def _does(
    request: Any, disclosure_id: int, form: Any, action: Callable[..., str], *, title: str,
    submit: str, done: str, lead: str = "", words_as: str = "",
) -> HttpResponse:
    """Ask for something about a disclosure, do it, and go back to its request."""
    it = queries.disclosure(disclosure_id)
    if form.is_valid():
        given = form.cleaned_data
        values = {words_as: given["words"]} if words_as else given
        made = attempt(form, action, disclosure_id=disclosure_id, by=request.actor,
                       now=request.now, **values)
        if made is not None:
            messages.success(request, done)
            return redirect("sharing-request", it.request_id)
    return render(request, "partners/ask.html", {
        "form": form, "title": title, "submit": submit, "lead": lead,
        "caption": f"{it.recipient}, {it.ref}",
        "back_url": reverse("sharing-request", args=[it.request_id]),
    })


_ONE = "sharing/disclosures/<int:disclosure_id>/"
urlpatterns = [
    path("sharing/requests/<int:request_id>/give/", give, name="sharing-give"),
    path(f"{_ONE}take/", take, name="disclosure-take"),
    path(f"{_ONE}receipt/", receipt, name="disclosure-receipt"),
    path(f"{_ONE}correct/", correct, name="disclosure-correct"),
    path(f"{_ONE}recall/", recall, name="disclosure-recall"),
    path(f"{_ONE}statement/", statement, name="disclosure-statement"),
    path(f"{_ONE}notices/<int:notice_id>/told/", told, name="notice-told"),
    path(f"{_ONE}notices/<int:notice_id>/done/", done, name="notice-done"),
    path("sharing/notices/", notices, name="sharing-notices"),
    path("sharing/partners/<int:partner_id>/sent/", sent, name="partner-sent"),
    path("sharing/partners/<int:partner_id>/recall/", recall_all, name="partner-recall"),
]
