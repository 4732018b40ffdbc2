"""What the public is told of a use beside its record, and what is kept back from it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from dueregard.answers import No
from dueregard.documents.audience import Audience
from dueregard.identify.evidence import queries as evidence
from dueregard.people.rules import may
from dueregard.report.particulars import actions, queries
from dueregard.report.particulars.rules import TESTED, TIME_NAMES, last_quarter
from dueregard.report.particulars.wanted import wanted
from dueregard.report.withholding import actions as withholding_actions
from dueregard.report.withholding import queries as withholding
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.particular_forms import (
    CountForm,
    EndForm,
    HoursForm,
    PromiseForm,
    SayForm,
    WithholdForm,
)
from dueregard.web.use_frame import frame


class LiftForm(forms.Form):
    """A button: nothing to fill in."""


@page(Audience.FORCE, permission="register.read")
def particulars(request: Any, ref: str) -> HttpResponse:
    """Everything that is told, what is not told yet, and what is kept back."""
    context = frame(ref, step="report")
    found, quarter = queries.of_use(ref), last_quarter(request.now.date())
    concern = context["use"].concern
    return render(request, "particulars/particulars.html", context | {
        "texts": [
            {"title": each.title, "text": found.texts[each.key]} for each in wanted().texts
        ],
        "found": found, "quarter": quarter, "counted": found.counted(quarter),
        "time_name": TIME_NAMES[found.hours.time] if found.hours else "",
        "withheld": withholding.of_use(ref),
        "barred": _barred(may(request.actor, "particulars.tell", concern)),
        "withhold_barred": _barred(may(request.actor, "publication.withhold", concern)),
    })


@page(Audience.FORCE, permission="particulars.tell")
def say(request: Any, ref: str) -> HttpResponse:
    """Say in words what the public is told."""
    posted = request.POST if request.method == "POST" else None
    form = SayForm(posted, initial=queries.of_use(ref).texts)
    return _do(
        request, ref, form, title=_("Say it in your own words"),
        lead=_("A blank stays a blank: the public then reads that it is not written down yet."),
        action=lambda: attempt(form, actions.say, ref=ref, by=request.actor, now=request.now,
                               texts=form.cleaned_data),
    )


@page(Audience.FORCE, permission="particulars.tell")
def count(request: Any, ref: str) -> HttpResponse:
    """Say how often it was used in a quarter."""
    form = CountForm(
        request.POST if request.method == "POST" else None, today=request.now.date()
    )
    return _do(
        request, ref, form, title=_("How often was it used?"), lead="",
        action=lambda: attempt(form, actions.count, ref=ref, by=request.actor, now=request.now,
                               **form.cleaned_data),
    )


@page(Audience.FORCE, permission="particulars.tell")
def hours(request: Any, ref: str) -> HttpResponse:
    """Say what it does to people's time, where a test shows it."""
    tested = [
        (each.id, f"{each.title} ({each.level_name})") for each in evidence.of_use(ref)
        if each.level >= TESTED
    ]
    form = HoursForm(request.POST if request.method == "POST" else None, evidence=tested)
    if not tested:
        return render(request, "particulars/no_test.html", frame(ref, step="report") | {
            "back_url": reverse("particulars", args=[ref]),
        })
    return _do(
        request, ref, form, title=_("What does it do to people's time?"),
        lead=_("Told to the public only with a test by somebody other than the supplier."),
        action=lambda: attempt(form, actions.say_hours, ref=ref, by=request.actor,
                               now=request.now, **form.cleaned_data),
    )


@page(Audience.FORCE, permission="particulars.tell")
def promise(request: Any, ref: str) -> HttpResponse:
    """Promise a way to reach the force."""
    form = PromiseForm(request.POST if request.method == "POST" else None)
    return _do(
        request, ref, form, title=_("Promise a way to reach you"),
        lead=_("If it ever ends, the public reads when and why, and equality is assessed again."),
        action=lambda: attempt(form, actions.promise, ref=ref, by=request.actor,
                               now=request.now, **form.cleaned_data),
    )


@page(Audience.FORCE, permission="particulars.tell")
def end(request: Any, promise_id: int) -> HttpResponse:
    """End a promise, openly."""
    ref = queries.ref_of_promise(promise_id)
    if ref is None:
        raise Http404
    form = EndForm(request.POST if request.method == "POST" else None)
    return _do(
        request, ref, form, title=_("A promise has ended"),
        lead=_("A review opens, and every answer about equality must be looked at again."),
        action=lambda: attempt(form, actions.end_promise, promise_id=promise_id,
                               by=request.actor, now=request.now, **form.cleaned_data),
    )


@page(Audience.FORCE, permission="publication.withhold")
def withhold(request: Any, ref: str) -> HttpResponse:
    """Keep something back from the public."""
    form = WithholdForm(request.POST if request.method == "POST" else None)
    return _do(
        request, ref, form, title=_("Keep something back from the public"),
        lead=_("The public reads that it is kept back, for which reason, and until when. It "
               "changes nothing until two people publish the next version."),
        action=lambda: attempt(form, withholding_actions.withhold, ref=ref, by=request.actor,
                               now=request.now, **form.cleaned_data),
    )


@page(Audience.FORCE, permission="publication.withhold")
def lift(request: Any, withheld_id: int) -> HttpResponse:
    """Give something back to the public."""
    line = withholding.one(withheld_id)
    form = LiftForm(request.POST if request.method == "POST" else None)
    return _do(
        request, line.ref, form, title=_("Give it back to the public"),
        lead=_("The next version of the public page will say it again: %s.") % line.kept.name,
        action=lambda: attempt(form, withholding_actions.lift, withheld_id=withheld_id,
                               by=request.actor, now=request.now),
    )


def _do(
    request: Any, ref: str, form: forms.Form, *, title: str, lead: str,
    action: Callable[[], str | None],
) -> HttpResponse:
    if form.is_valid() and action() is not None:
        messages.success(request, _("It is kept. The next version of the public page has it."))
        return redirect("particulars", ref)
    return render(request, "particulars/ask.html", frame(ref, step="report") | {
        "form": form, "title": title, "lead": lead,
        "back_url": reverse("particulars", args=[ref]),
    })


def _barred(answer: object) -> str:
    return answer.reason if isinstance(answer, No) else ""


urlpatterns = [
    path("uses/<str:ref>/report/told/", particulars, name="particulars"),
    path("uses/<str:ref>/report/told/say/", say, name="particulars-say"),
    path("uses/<str:ref>/report/told/count/", count, name="particulars-count"),
    path("uses/<str:ref>/report/told/hours/", hours, name="particulars-hours"),
    path("uses/<str:ref>/report/told/promise/", promise, name="particulars-promise"),
    path("promises/<int:promise_id>/end/", end, name="promise-end"),
    path("uses/<str:ref>/report/withhold/", withhold, name="withhold"),
    path("withheld/<int:withheld_id>/lift/", lift, name="withheld-lift"),
]
