"""The yearly report on technology: what it says, what is not written, and the form for that."""

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from dueregard.answers import DueRegardError, No
from dueregard.documents import FORMATS
from dueregard.documents.audience import Audience
from dueregard.people.rules import may
from dueregard.report.annual import actions, queries, rules
from dueregard.report.annual.rules import ASKED, Year
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.use_frame import frame

SHOWN = 3


class YearForm(forms.Form):
    """What the record does not hold of a use in a year. Blank is not written down."""

    all_optional = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask each thing in the order of the report."""
        super().__init__(*args, **kwargs)
        for each in ASKED:
            self.fields[each.key] = forms.CharField(
                label=_(each.label), help_text=_(each.hint) if each.hint else "",
                required=False, max_length=rules.LONGEST,
                widget=forms.Textarea(attrs={"rows": 3}),
            )


@page(Audience.FORCE, permission="reviews.read")
def annual(request: Any, key: str = "") -> HttpResponse:
    """The report of a year as the force sees it, with what is not written and where to write it."""
    current = rules.year_of(request.now.date())
    year = _year(request, key) if key else rules.past(request.now.date(), count=1)[0]
    paper = queries.report(year, now=request.now, reader=Audience.FORCE)
    # What is to be written stands above it already, with links.
    shown = replace(paper, parts=tuple(
        each for each in paper.parts if each.key != "to-be-written"
    ))
    return render(request, "annual/annual.html", {
        "paper": shown, "year": year,
        "over": year < current,
        "technologies": queries.technologies(year),
        "others": [
            each for each in (current, *rules.past(request.now.date(), count=SHOWN))
            if each != year
        ],
        "formats": [
            {"label": each.label, "url": reverse(
                "annual-file", args=[year.key, each.suffix.removeprefix(".")])}
            for each in FORMATS.values()
        ],
    })


@page(Audience.FORCE, permission="reviews.read")
def annual_file(request: Any, key: str, form: str) -> HttpResponse:
    """The report as a file, with what only the force reads."""
    found = FORMATS.get(f".{form}")
    if found is None:
        raise Http404
    year = _year(request, key)
    try:
        written = found.write(queries.report(year, now=request.now, reader=Audience.FORCE))
    except DueRegardError as error:
        messages.error(request, str(error))
        return redirect("annual-year", year.key)
    response = HttpResponse(written, content_type=found.media_type)
    response["Content-Disposition"] = (
        f'attachment; filename="technology-report-{year.key}-inside{found.suffix}"'
    )
    return response


@page(Audience.FORCE, permission="yearly.write")
def write(request: Any, key: str, ref: str) -> HttpResponse:
    """Write what the record does not hold of a use in a year."""
    context = frame(ref, step="report")
    year = _year(request, key)
    written = queries.written(ref, year)
    form = YearForm(request.POST if request.method == "POST" else None, initial=written.answers)
    if form.is_valid():
        made = attempt(form, actions.write, ref=ref, year=year.key, answers=form.cleaned_data,
                       by=request.actor, now=request.now)
        if made is not None:
            messages.success(request, _("It is kept for the report of that year."))
            return redirect("annual-year", year.key)
    answer = may(request.actor, "yearly.write", context["use"].concern)
    return render(request, "annual/write.html", context | {
        "form": form, "year": year, "written": written,
        "barred": answer.reason if isinstance(answer, No) else "",
        "back_url": reverse("annual-year", args=[year.key]),
    })


def _year(request: Any, key: str) -> Year:
    found = rules.year(key)
    if found is None or found > rules.year_of(request.now.date()):
        raise Http404
    return found


urlpatterns = [
    path("annual/", annual, name="annual"),
    path("annual/<str:key>/", annual, name="annual-year"),
    path("annual/<str:key>/report.<str:form>", annual_file, name="annual-file"),
    path("annual/<str:key>/<str:ref>/", write, name="annual-write"),
]
