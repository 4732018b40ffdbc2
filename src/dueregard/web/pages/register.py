"""The register: the list, a new use, one use and what is known of it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dueregard.answers import No
from dueregard.desk import cycle
from dueregard.documents.audience import Audience
from dueregard.identify.packs import queries as packs
from dueregard.identify.register import actions, queries
from dueregard.identify.register.queries import PAGE, UseSheet
from dueregard.identify.register.rules import STATUS_NAMES, Status
from dueregard.ledger import queries as ledger
from dueregard.ledger.rules import Actor
from dueregard.lenses import bank as banks
from dueregard.lenses.conditions import ALSO
from dueregard.lenses.facts import chosen, is_unknown, shown
from dueregard.lenses.shapes import NONE
from dueregard.manage.committee import queries as committee
from dueregard.manage.gates import queries as gates
from dueregard.manage.reviews import queries as reviews
from dueregard.manage.reviews.rules import WHY_NAMES
from dueregard.people.rules import Role, may
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.pressing import press
from dueregard.web.told import told
from dueregard.web.use_forms import (
    AddForm,
    DescribeForm,
    FactPart,
    FactsForm,
    OwnerForm,
    StatusForm,
    capabilities,
    fact_parts,
    other_facts,
)
from dueregard.web.use_frame import frame

NEWEST = 10


@page(Audience.FORCE, permission="register.read")
def register(request: Any) -> HttpResponse:
    """The list of uses, the most consequential first."""
    status = request.GET.get("status", "")
    mine = bool(request.GET.get("mine"))
    words = request.GET.get("q", "").strip()
    listing = queries.listing(
        words=words, status=Status(status) if status in set(Status) else None,
        owner_id=request.actor.id if mine else None, page=_number(request.GET.get("page")),
    )
    return render(request, "register/register.html", {
        "listing": listing, "words": words, "status": status, "mine": mine,
        "statuses": STATUS_NAMES.items(), "filtered": bool(words or status or mine),
        "page": Paginator(range(listing.count), PAGE).get_page(listing.page),
        "may_add": may(request.actor, "register.add"),
        "may_import": may(request.actor, "register.import"),
    })


@page(Audience.FORCE, permission="register.add")
def add(request: Any) -> HttpResponse:
    """A new use. Who is affected is asked first."""
    own = request.actor.id if Role.PROJECT_LEAD in request.actor.roles else None
    form = AddForm(request.POST if request.method == "POST" else None, initial={"owner": own})
    if form.is_valid():
        made = attempt(
            form, actions.add, described=form.description(), by=request.actor, now=request.now,
            owner_id=form.cleaned_data["owner"],
        )
        if made is not None:
            messages.success(request, _("It is in the register. Next: what can it do?"))
            return redirect("use-screen", made)
    return render(request, "register/add.html", {"form": form})


@page(Audience.FORCE, permission="register.read")
def use(request: Any, ref: str) -> HttpResponse:
    """One use: where it stands in the cycle, what is known, what happened."""
    around = frame(ref)
    sheet: UseSheet = around["use"]
    return render(request, "register/use.html", around | {
        "next_steps": [
            {"text": each.next, "url": reverse(each.link, args=[ref])}
            for each in around["cycle"] if not each.done
        ],
        "rows": _facts_of_the_use(sheet, request.actor),
        "known": _known(ref, sheet), "unanswered": cycle.unanswered(ref),
        "tier": banks.load().tier(sheet.tier) if sheet.tier else None,
        "waiting_advice": committee.unanswered(today=request.now.date(), ref=ref),
        "overridden": gates.overridden(ref),
        "why": [WHY_NAMES[each] for each in reviews.why(ref, now=request.now)],
        "history": [told(each) for each in ledger.history(about=ref, newest=NEWEST)],
        "may_change": may(request.actor, "register.change", sheet.concern),
        "may_reopen": may(request.actor, "reviews.reopen", sheet.concern),
        "reopenable": sheet.status not in (Status.IDEA, Status.ASSESSMENT),
        "may_ledger": may(request.actor, "ledger.read"),
    })


@page(Audience.FORCE, permission="register.read")
def screen(request: Any, ref: str) -> HttpResponse:
    """What it can do to people: this settles how deep to look."""
    around = frame(ref, step="identify")
    form = FactsForm(
        request.POST if request.method == "POST" else None, asked=capabilities(),
        initial=queries.facts(ref),
    )
    answer = may(request.actor, "register.change", around["use"].concern)
    if form.is_valid():
        made = attempt(form, actions.state_facts, ref=ref, facts=form.facts(), by=request.actor,
                       now=request.now)
        if made is not None:
            return redirect("use-screened", ref)
    return render(request, "register/screen.html", around | {"form": form, "answer": answer})


@page(Audience.FORCE, permission="register.read")
def screened(request: Any, ref: str) -> HttpResponse:
    """How deep to look at this use, and why."""
    around = frame(ref, step="identify")
    sheet: UseSheet = around["use"]
    return render(request, "register/screened.html", around | {
        "tier": banks.load().tier(sheet.tier or 1),
        "known": [each for each in sheet.tier_reasons if not each["unknown"]],
        "unknown": [each for each in sheet.tier_reasons if each["unknown"]],
        "settled": any(
            each["tier"] == sheet.tier and not each["unknown"] for each in sheet.tier_reasons
        ),
    })


@page(Audience.FORCE, permission="register.read")
def facts(request: Any, ref: str) -> HttpResponse:
    """The facts that are asked about this use, a page at a time; each page is saved by itself."""
    around = frame(ref, step="identify")
    known = queries.facts(ref)
    parts = fact_parts(known)
    number = _part(request.GET, parts)
    asked = parts[number - 1].facts
    form = FactsForm(
        request.POST if request.method == "POST" else None, asked=asked,
        initial=FactsForm.shown(asked, known),
    )
    answer = may(request.actor, "register.change", around["use"].concern)
    if form.is_valid():
        made = attempt(form, actions.state_facts, ref=ref, facts=form.facts(), by=request.actor,
                       now=request.now)
        if made is not None:
            return _after_facts(request, ref, number)
    return render(request, "register/facts.html", around | {
        "form": form, "answer": answer, "part": parts[number - 1],
        "packs": packs.bank().packs_for(known),
        "parts": [
            {"title": each.title, "number": place, "current": place == number,
             "url": f"{reverse('use-facts', args=[ref])}?part={place}",
             "blank": sum(is_unknown(known.get(one.key)) for one in each.facts)}
            for place, each in enumerate(parts, start=1)
        ],
    })


def _part(asked: Any, parts: tuple[FactPart, ...]) -> int:
    """The page asked for: by its number, or by a fact that stands on it; else the first."""
    for place, each in enumerate(parts, start=1):
        if asked.get("fact") in {one.key for one in each.facts}:
            return place
    return min(max(_number(asked.get("part")), 1), len(parts))


def _after_facts(request: Any, ref: str, number: int) -> HttpResponse:
    """The next page of facts, or what they raise after the last; or the use, to come back later."""
    # To say that a use is also of another kind brings that kind's facts with it.
    pages = len(fact_parts(queries.facts(ref)))
    if request.POST.get("then") == "later":
        messages.success(request, _("The facts are saved. Come back when you like."))
        return redirect("use", ref)
    if number < pages:
        messages.success(request, _("Page %(number)d of %(pages)d is saved.") % {
            "number": number, "pages": pages})
        return redirect(f"{reverse('use-facts', args=[ref])}?part={number + 1}")
    messages.success(request, _("The facts are saved. Next: what do they raise?"))
    return redirect("identify", ref)


@require_POST
@page(Audience.FORCE, permission="register.read")
def say_also(request: Any, ref: str) -> HttpResponse:
    """The facts point to another kind of technology; the owner says that the use is that too."""
    also = [each for each in chosen(queries.facts(ref).get(ALSO)) if each != NONE]
    also.append(request.POST.get("value", ""))
    made = press(request, actions.state_facts, ref=ref, facts={ALSO: ", ".join(also)},
                 done=_("It is added. These are the facts that matter for it."))
    if made is None:
        return redirect("identify", ref)
    parts = fact_parts(queries.facts(ref))
    return redirect(f"{reverse('use-facts', args=[ref])}?part={len(parts)}")


@page(Audience.FORCE, permission="register.read")
def describe(request: Any, ref: str) -> HttpResponse:
    """What this use is, rewritten."""
    around = frame(ref)
    sheet: UseSheet = around["use"]
    form = DescribeForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(sheet, name) for name in DescribeForm.base_fields},
    )
    answer = may(request.actor, "register.change", sheet.concern)
    if form.is_valid():
        made = attempt(form, actions.describe, ref=ref, described=form.description(sheet),
                       by=request.actor, now=request.now)
        if made is not None:
            messages.success(request, _("The description is saved."))
            return redirect("use", ref)
    return render(request, "register/one_form.html", around | {
        "form": form, "answer": answer, "title": _("Describe this use"),
    })


@page(Audience.FORCE, permission="register.read")
def owner(request: Any, ref: str) -> HttpResponse:
    """Who answers for this use."""
    around = frame(ref)
    form = OwnerForm(
        request.POST if request.method == "POST" else None,
        initial={"owner": around["use"].owner_id},
    )
    answer = may(request.actor, "register.assign", around["use"].concern)
    if form.is_valid():
        made = attempt(form, actions.assign, ref=ref, owner_id=form.cleaned_data["owner"],
                       by=request.actor, now=request.now)
        if made is not None:
            messages.success(request, _("The owner is saved."))
            return redirect("use", ref)
    return render(request, "register/one_form.html", around | {
        "form": form, "answer": answer, "title": _("Who answers for it?"),
        "lead": _("Your list names: %s.") % around["use"].owner_named
        if around["use"].owner_named else "",
    })


@page(Audience.FORCE, permission="register.read")
def status(request: Any, ref: str) -> HttpResponse:
    """Where this use stands; going on trial, live or being refused needs a decision."""
    around = frame(ref, step="manage")
    sheet: UseSheet = around["use"]
    form = StatusForm(request.POST if request.method == "POST" else None, status=sheet.status)
    answer = may(request.actor, "register.move", sheet.concern)
    if form.is_valid():
        made = attempt(
            form, actions.move, ref=ref, to=Status(form.cleaned_data["to"]),
            reason=form.cleaned_data["reason"], by=request.actor, now=request.now,
        )
        if made is not None:
            messages.success(request, _("It now stands as: %s.") %
                             STATUS_NAMES[Status(form.cleaned_data["to"])].lower())
            return redirect("use", ref)
    return render(request, "register/one_form.html", around | {
        "form": form, "answer": answer, "title": _("Change where it stands"),
        "lead": _("To go on trial, go live or be refused, a use needs a recorded decision. "
                  "Put it to the ethics committee."),
    })


def _facts_of_the_use(sheet: UseSheet, actor: Actor) -> list[dict[str, Any]]:
    technology = next(each for each in packs.bank().register if each.key == "technology")
    describe_url = _if(may(actor, "register.change", sheet.concern), "use-describe", sheet.ref)
    rows: list[tuple[str, Any, str]] = [
        (_("Who is affected"), sheet.affected, describe_url),
        (_("How many people a year"), sheet.affected_count_name, describe_url),
        (_("What it is for"), sheet.purpose, describe_url),
        (_("What it does"), sheet.what_it_does, describe_url),
        (_("Kind of technology"), shown(fact=technology, value=sheet.technology), describe_url),
        (_("Who answers for it"), sheet.owner,
         _if(may(actor, "register.assign"), "use-owner", sheet.ref)),
        (_("Supplier"), sheet.supplier, describe_url),
        (_("Department"), sheet.department, describe_url),
        (_("Contract and cost"), sheet.contract, describe_url),
        (_("Where it stands"), ". ".join(filter(None, (sheet.status_name, sheet.status_reason))),
         _if(may(actor, "register.move", sheet.concern), "use-status", sheet.ref)),
        (_("In use since"), sheet.started_on, describe_url),
        (_("Next review"), sheet.review_on or _("No date set"), ""),
    ]
    return [{"key": key, "value": value, "url": url} for key, value, url in rows]


def _known(ref: str, sheet: UseSheet) -> list[dict[str, Any]]:
    """The typed facts that are known, in words; the rest are counted, not listed."""
    known = queries.facts(ref)
    return [
        {"key": each.label, "value": shown(fact=each, value=known.get(each.key))}
        for each in (*capabilities(), *other_facts(known))
        if not is_unknown(known.get(each.key))
    ]


def _if(answer: object, name: str, ref: str) -> str:
    return "" if isinstance(answer, No) else reverse(name, args=[ref])


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else 1


urlpatterns = [
    path("uses/", register, name="register"),
    path("uses/add/", add, name="use-add"),
    path("uses/<str:ref>/", use, name="use"),
    path("uses/<str:ref>/screen/", screen, name="use-screen"),
    path("uses/<str:ref>/screened/", screened, name="use-screened"),
    path("uses/<str:ref>/facts/", facts, name="use-facts"),
    path("uses/<str:ref>/also/", say_also, name="use-also"),
    path("uses/<str:ref>/describe/", describe, name="use-describe"),
    path("uses/<str:ref>/owner/", owner, name="use-owner"),
    path("uses/<str:ref>/status/", status, name="use-status"),
]
