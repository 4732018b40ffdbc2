"""The log of processing: opened for a purpose of the law, read for an hour, handed over as a copy.

Data Protection Act 2018, section 62: who collected, altered, looked at, disclosed, combined or
erased personal data. Who opened it, and what for, is on the ledger too.
"""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dueregard.answers import Refused, require
from dueregard.documents.audience import Audience
from dueregard.ledger.processing import actions, queries
from dueregard.ledger.processing.rules import (
    OPERATION_NAMES,
    OUTCOME_NAMES,
    PURPOSE_NAMES,
    Terms,
)
from dueregard.people.rules import may
from dueregard.web import processing_copy
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.processing_forms import AskForm, OpenForm, TermsForm


@page(Audience.FORCE, permission="processing-log.read")
def openings(request: Any) -> HttpResponse:
    """Say what the log is opened for; and who opened it before, for what."""
    form = OpenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(
            form, actions.open_log, allowed=may(request.actor, "processing-log.read"),
            by=request.actor, now=request.now, **form.cleaned_data,
        )
        if made is not None:
            return redirect("processing-log", int(made.removeprefix("opening-")))
    return render(request, "processing/openings.html", {
        "form": form, "terms": queries.terms(),
        "openings": [{"opening": each, "purpose": PURPOSE_NAMES[each.purpose]}
                     for each in queries.openings()],
        "may_settle": may(request.actor, "processing-log.terms"),
    })


@page(Audience.FORCE, permission="processing-log.read")
def log(request: Any, opening: int) -> HttpResponse:
    """The lines that were asked for, the newest first."""
    form = AskForm(request.GET)
    asked = form.asked if form.is_valid() else None
    text = request.GET.get("before", "")
    before = int(text) if text.isdecimal() and len(text) < 19 else None
    try:
        require(queries.may_read(opening, by=request.actor, now=request.now))
        found = queries.log(
            opening, asked, by=request.actor, now=request.now, before=before
        ) if asked else None
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return redirect("processing-openings")
    opened = queries.opening(opening)
    return render(request, "processing/log.html", {
        "opening": opened, "purpose": PURPOSE_NAMES[opened.purpose], "form": form,
        "lines": [_shown(each) for each in found.lines] if found else [],
        "older": found.lines[-1].seq if found and found.more else None,
        "may_copy": may(request.actor, "processing-log.export"),
    })


@require_POST
@page(Audience.FORCE, permission="processing-log.export")
def copy(request: Any, opening: int) -> Any:
    """One file with the lines that were asked for, and the ledger that proves them."""
    form = AskForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was copied: show the lines that you want first."))
        return redirect("processing-log", opening)
    try:
        made = processing_copy.make(opening, form.asked, by=request.actor, now=request.now)
        actions.note_export(
            opening=opening, entries=made.lines, sha256=made.sha256, by=request.actor,
            allowed=may(request.actor, "processing-log.export"), now=request.now,
        )
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return redirect("processing-openings")
    return FileResponse(made.file, as_attachment=True, filename=f"processing-log-{opening}.zip")


@page(Audience.FORCE, permission="processing-log.terms")
def terms(request: Any) -> HttpResponse:
    """Whether a reason and a reference must be given for each line of the log."""
    now = queries.terms()
    form = TermsForm(
        request.POST if request.method == "POST" else None,
        initial={"reason": now.reason, "case_ref": now.case_ref},
    )
    if form.is_valid():
        done = attempt(
            form, actions.settle_terms, terms=Terms(**form.cleaned_data), by=request.actor,
            allowed=may(request.actor, "processing-log.terms"), now=request.now,
        )
        if done is not None:
            messages.success(request, _("Settled. It holds for what is logged from now on."))
            return redirect("processing-openings")
    return render(request, "processing/terms.html", {
        "form": form, "back_url": reverse("processing-openings"),
    })


def _shown(each: queries.Logged) -> dict[str, Any]:
    did = each.did
    return {
        "line": each, "did": did,
        "op": OPERATION_NAMES[did.op] if did else "",
        "outcome": OUTCOME_NAMES[did.outcome] if did else "",
    }


urlpatterns = [
    path("processing-log/", openings, name="processing-openings"),
    path("processing-log/terms/", terms, name="processing-terms"),
    path("processing-log/<int:opening>/", log, name="processing-log"),
    path("processing-log/<int:opening>/copy/", copy, name="processing-copy"),
]
