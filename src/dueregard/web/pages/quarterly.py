"""The quarter's page for the local policing body: its figures, its records, what we ask."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.answers import DueRegardError
from dueregard.documents import FORMATS
from dueregard.documents.audience import Audience
from dueregard.people.rules import may
from dueregard.report.quarterly import actions, queries, rules
from dueregard.report.quarterly.paper import one_side
from dueregard.report.quarterly.rules import Quarter
from dueregard.web.audience import page
from dueregard.web.doing import attempt

SHOWN = 8


class AskForm(forms.Form):
    """What is asked of the local policing body, one ask a line."""

    words = forms.CharField(
        label=gettext_lazy("What do we ask of them?"), required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "One ask a line, five at most. The public reads them when the page is published. "
            "Name no person."
        ),
    )


@page(Audience.FORCE, permission="reviews.read")
def local_policing_body(request: Any, key: str = "") -> HttpResponse:
    """The quarter as it stands; every figure leads to its records, every record to its use."""
    quarter = _quarter(request, key)
    paper = queries.page(quarter, now=request.now, reader=Audience.FORCE)
    today = request.now.date()
    return render(request, "quarterly/quarterly.html", {
        "paper": paper, "quarter": quarter, "over": quarter.last < today,
        "others": [
            each for each in (rules.quarter_of(today), *rules.past(today, count=SHOWN))
            if each != quarter
        ],
        "may_ask": may(request.actor, "quarterly.ask"),
        "formats": [
            {"label": each.label, "url": reverse(
                "quarter-file", args=[quarter.key, each.suffix.removeprefix(".")])}
            for each in FORMATS.values()
        ],
    })


@page(Audience.FORCE, permission="reviews.read")
def one_page(request: Any, key: str) -> HttpResponse:
    """The page alone on one side, to be printed."""
    quarter = _quarter(request, key)
    paper = queries.page(quarter, now=request.now, reader=Audience.PARTNER)
    return _file(request, one_side(paper), ".pdf", name=f"local-policing-body-{quarter.key}")


@page(Audience.FORCE, permission="reviews.read")
def quarter_file(request: Any, form: str, key: str = "") -> HttpResponse:
    """The page with its records as a file, as the local policing body may see it."""
    quarter = _quarter(request, key)
    paper = queries.page(quarter, now=request.now, reader=Audience.PARTNER)
    return _file(request, paper, f".{form}", name=f"local-policing-body-{quarter.key}-records")


@page(Audience.FORCE, permission="quarterly.ask")
def asks(request: Any, key: str) -> HttpResponse:
    """Write what we ask of the body this quarter."""
    quarter = _quarter(request, key)
    form = AskForm(
        request.POST if request.method == "POST" else None,
        initial={"words": "\n".join(queries.asks(quarter))},
    )
    if form.is_valid():
        made = attempt(form, actions.ask, quarter=quarter.key, by=request.actor,
                       now=request.now, **form.cleaned_data)
        if made is not None:
            messages.success(request, _("What we ask is kept."))
            return redirect("quarter", quarter.key)
    return render(request, "quarterly/asks.html", {
        "form": form, "quarter": quarter, "back_url": reverse("quarter", args=[quarter.key]),
    })


def _quarter(request: Any, key: str) -> Quarter:
    """The quarter of the address, or the one that is going on; none that is yet to come."""
    current = rules.quarter_of(request.now.date())
    found = rules.quarter(key) if key else current
    if found is None or found > current:
        raise Http404
    return found


def _file(request: Any, paper: Any, suffix: str, *, name: str) -> HttpResponse:
    found = FORMATS.get(suffix)
    if found is None:
        raise Http404
    try:
        written = found.write(paper)
    except DueRegardError as error:
        messages.error(request, str(error))
        return redirect("local-policing-body")
    response = HttpResponse(written, content_type=found.media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}{suffix}"'
    return response


urlpatterns = [
    path("local-policing-body/", local_policing_body, name="local-policing-body"),
    path("local-policing-body.<str:form>", quarter_file, name="local-policing-body-file"),
    path("local-policing-body/<str:key>/", local_policing_body, name="quarter"),
    path("local-policing-body/<str:key>/one-side.pdf", one_page, name="quarter-one-side"),
    path("local-policing-body/<str:key>/asks/", asks, name="quarter-asks"),
    path("local-policing-body/<str:key>/records.<str:form>", quarter_file, name="quarter-file"),
]
