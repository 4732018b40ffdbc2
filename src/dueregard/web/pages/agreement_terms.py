"""Writing an agreement: its sections, purposes, parties, schedule, signatures, direct access."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dueregard.answers import Missing
from dueregard.documents.audience import Audience
from dueregard.manage.agreements import actions, queries, rules, sections
from dueregard.manage.agreements.queries import AgreementSheet
from dueregard.manage.partners import queries as partners
from dueregard.people import queries as people
from dueregard.sharing import catalogue
from dueregard.sharing.plain import to_plain
from dueregard.sharing.terms import Item
from dueregard.web.agreement_forms import (
    AccessForm,
    AddItemForm,
    AssessAccessForm,
    DeputyForm,
    ItemForm,
    PartiesForm,
    PurposesForm,
    SectionForm,
    SignForm,
)
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.pressing import press

WRITE = "agreements.write"


@page(Audience.FORCE, permission=WRITE)
def section(request: Any, ref: str, name: str) -> HttpResponse:
    """One section of the terms."""
    found = sections.section(name)
    if found is None:
        raise Missing("There is no such part of an agreement.")
    sheet = _sheet(request, ref)
    form = SectionForm(_posted(request), section=found, terms=sheet.terms)
    return _writes(request, sheet, form, lambda: form.values, title=found.title)


@page(Audience.FORCE, permission=WRITE)
def purposes(request: Any, ref: str) -> HttpResponse:
    """What it is for, and which law allows each."""
    sheet = _sheet(request, ref)
    form = PurposesForm(_posted(request), terms=sheet.terms)
    return _writes(request, sheet, form, lambda: form.values, title=_("Purposes and the law"),
                   here="agreement-purposes", stays=_more_purposes(form, sheet))


@page(Audience.FORCE, permission=WRITE)
def parties(request: Any, ref: str) -> HttpResponse:
    """With whom."""
    sheet = _sheet(request, ref)
    form = PartiesForm(_posted(request), parties=queries.as_parties(), terms=sheet.terms)
    return _writes(request, sheet, form, lambda: form.values, title=_("Parties"))


@page(Audience.FORCE, permission=WRITE)
def deputy(request: Any, ref: str) -> HttpResponse:
    """Who stands in for the lead."""
    sheet = _sheet(request, ref)
    form = DeputyForm(
        _posted(request), initial={"person_id": sheet.deputy_id},
        people=[(each.id, each.name) for each in people.roster() if each.active],
    )
    return _does(request, sheet, form, actions.name_deputy, title=_("Deputy"),
                 given=lambda: form.cleaned_data)


@page(Audience.FORCE, permission=WRITE)
def schedule(request: Any, ref: str) -> HttpResponse:
    """Each item that may be shared; add one."""
    sheet = _sheet(request, ref)
    form = AddItemForm(_posted(request), terms=sheet.terms)
    if form.is_valid():
        added = _new_item(form.cleaned_data)
        made = attempt(form, actions.write, ref=ref, by=request.actor, now=request.now, values={
            "schedule": [*map(to_plain, sheet.terms.schedule), to_plain(added)],
        })
        if made is not None:
            return redirect("agreement-item", ref, added.key)
    return render(request, "agreements/schedule.html", {
        "it": sheet, "form": form, "back_url": reverse("agreement", args=[ref]),
        "purposes": {each.key: each.name or each.key for each in sheet.terms.purposes},
    })


@page(Audience.FORCE, permission=WRITE)
def item(request: Any, ref: str, key: str) -> HttpResponse:
    """One item: the reason, the marking, the columns, the purposes."""
    sheet = _sheet(request, ref)
    found = next((each for each in sheet.terms.schedule if each.key == key), None)
    if found is None:
        raise Missing("There is no such item in the schedule.")
    form = ItemForm(_posted(request), terms=sheet.terms, item=found)
    return _writes(
        request, sheet, form, title=found.name or found.key, back="agreement-schedule",
        values=lambda: {"schedule": [
            form.plain(key) if each.key == key else to_plain(each)
            for each in sheet.terms.schedule
        ]},
    )


@page(Audience.FORCE, permission=WRITE)
@require_POST
def remove_item(request: Any, ref: str, key: str) -> HttpResponse:
    """Take an item out of the schedule."""
    sheet = _sheet(request, ref)
    press(request, actions.write, ref=ref, done=_("It is taken out of the schedule."), values={
        "schedule": [to_plain(each) for each in sheet.terms.schedule if each.key != key],
    })
    return redirect("agreement-schedule", ref)


@page(Audience.FORCE, permission=WRITE)
def signatures(request: Any, ref: str) -> HttpResponse:
    """Who signs for each party, and who has."""
    sheet = _sheet(request, ref)
    signing = {each.party: each for each in sheet.terms.signatories}
    return render(request, "agreements/signatures.html", {
        "it": sheet, "back_url": reverse("agreement", args=[ref]),
        "parties": [
            {"party": each, "who": signing.get(each.ref)} for each in sheet.terms.parties
        ],
    })


@page(Audience.FORCE, permission=WRITE)
def sign(request: Any, ref: str, party: str) -> HttpResponse:
    """Record who signs for one party."""
    sheet = _sheet(request, ref)
    found = next((each for each in sheet.terms.parties if each.ref == party), None)
    if found is None:
        raise Missing("There is no such party to this agreement.")
    who = next((each for each in sheet.terms.signatories if each.party == party), None)
    form = SignForm(_posted(request), initial={
        "name": who.name, "post": who.post, "signed": who.signed,
    } if who else None)
    return _does(
        request, sheet, form, actions.sign, given=lambda: {**form.cleaned_data, "party": party},
        title=_("Signature of %(name)s") % {"name": found.name or found.ref},
        back="agreement-signatures",
    )


@page(Audience.FORCE, permission=WRITE)
def access(request: Any, ref: str) -> HttpResponse:
    """Direct access: what is settled in the terms, and the assessment of each partner."""
    sheet = _sheet(request, ref)
    form = AccessForm(_posted(request), terms=sheet.terms)
    return _writes(
        request, sheet, form, lambda: form.values, title=_("Direct access"),
        template="agreements/access.html", partners=[
            {"id": key, "name": each.name,
             "check": next((one for one in sheet.checks if one.partner_id == key), None)}
            for each in sheet.terms.parties
            if (key := rules.partner_of(each.ref)) is not None
        ],
    )


@page(Audience.FORCE, permission=WRITE)
def assess_access(request: Any, ref: str, partner_id: int) -> HttpResponse:
    """The questions before one partner may look for itself."""
    sheet = _sheet(request, ref)
    name = partners.names().get(partner_id)
    if name is None:
        raise Missing("There is no such partner.")
    before = next((each for each in sheet.checks if each.partner_id == partner_id), None)
    form = AssessAccessForm(_posted(request), answers=before.answers if before else {})
    return _does(
        request, sheet, form, actions.assess_direct_access, back="agreement-direct-access",
        given=lambda: {"partner_id": partner_id, "answers": form.answers},
        title=_("May %(name)s look for itself?") % {"name": name},
        lead=_("Answer from what you saw, not from what was promised. Each answer but “yes” "
               "stands in the way."),
    )


def _sheet(request: Any, ref: str) -> AgreementSheet:
    return queries.agreement(ref, now=request.now)


def _posted(request: Any) -> Any:
    return request.POST if request.method == "POST" else None


def _writes(
    request: Any, sheet: AgreementSheet, form: Any, values: Callable[[], Mapping[str, Any]], *,
    title: str, **more: Any,
) -> HttpResponse:
    """Ask for fields of the terms and keep them in the draft."""
    return _does(request, sheet, form, actions.write, given=lambda: {"values": values()},
                 title=title, **more)


def _does(
    request: Any, sheet: AgreementSheet, form: Any, action: Callable[..., str], *, title: str,
    given: Callable[[], Mapping[str, Any]], back: str = "agreement", here: str = "",
    stays: Callable[[], bool] | None = None, lead: str = "", template: str = "partners/ask.html",
    **context: Any,
) -> HttpResponse:
    """Ask for something, do it, and go back; or stay where more is asked because of it."""
    if form.is_valid():
        made = attempt(form, action, ref=sheet.ref, by=request.actor, now=request.now, **given())
        if made is not None:
            messages.success(request, _("It is kept in the draft."))
            return redirect(here if stays is not None and stays() else back, sheet.ref)
    return render(request, template, {
        "form": form, "title": title, "caption": sheet.name, "submit": _("Save"), "it": sheet,
        "back_url": reverse(back, args=[sheet.ref]), "lead": lead, **context,
    })


def _more_purposes(form: PurposesForm, sheet: AgreementSheet) -> Callable[[], bool]:
    """Whether a purpose was chosen whose law is not asked yet."""
    before = {each.key for each in sheet.terms.purposes}
    return lambda: not before.issuperset(form.cleaned_data["purposes"])


def _new_item(given: Mapping[str, Any]) -> Item:
    known = catalogue.load().items.get(given["known"])
    return known.item if known else Item(key=given["key"], name=given["name"])


_ONE = "uses/<str:ref>/agreement/"
urlpatterns = [
    path(f"{_ONE}parts/<slug:name>/", section, name="agreement-section"),
    path(f"{_ONE}purposes/", purposes, name="agreement-purposes"),
    path(f"{_ONE}parties/", parties, name="agreement-parties"),
    path(f"{_ONE}deputy/", deputy, name="agreement-deputy"),
    path(f"{_ONE}schedule/", schedule, name="agreement-schedule"),
    path(f"{_ONE}schedule/<slug:key>/", item, name="agreement-item"),
    path(f"{_ONE}schedule/<slug:key>/remove/", remove_item, name="agreement-item-remove"),
    path(f"{_ONE}signatures/", signatures, name="agreement-signatures"),
    path(f"{_ONE}signatures/<slug:party>/", sign, name="agreement-sign"),
    path(f"{_ONE}direct-access/", access, name="agreement-direct-access"),
    path(f"{_ONE}direct-access/<int:partner_id>/", assess_access, name="agreement-access-check"),
]
