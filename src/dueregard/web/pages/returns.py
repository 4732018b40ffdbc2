"""Our comparable return: made from the record, checked, explained, signed, taken away."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dueregard.answers import DueRegardError
from dueregard.documents import FORMATS
from dueregard.documents.audience import Audience
from dueregard.findings.returns import paper
from dueregard.findings.returns.definitions import definitions, schema_text
from dueregard.people.rules import may
from dueregard.report.returns import actions, queries
from dueregard.report.returns.actions import Like
from dueregard.report.returns.queries import FigureSheet, OwnSheet
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.pressing import press

_DAY = {"invalid": gettext_lazy("Enter a date, like 27/3/2026")}


class MakeForm(forms.Form):
    """Of which days the return is, and what the force is like."""

    first_day = forms.DateField(
        label=gettext_lazy("First day"),
        error_messages=_DAY | {"required": gettext_lazy("Enter the first day of the period")},
    )
    last_day = forms.DateField(
        label=gettext_lazy("Last day"),
        error_messages=_DAY | {"required": gettext_lazy("Enter the last day of the period")},
    )
    population = forms.IntegerField(
        label=gettext_lazy("How many people live in your area?"), required=False, min_value=1,
        max_value=10**9, help_text=gettext_lazy("Leave it blank if you do not know."),
        error_messages={"invalid": gettext_lazy("Enter a whole number, like 1250000")},
    )
    rural_percent = forms.FloatField(
        label=gettext_lazy("How many in 100 of them live in rural areas?"), required=False,
        min_value=0, max_value=100,
        help_text=gettext_lazy("With the two, forces like yours can be found."),
        error_messages={"invalid": gettext_lazy("Enter a number from 0 to 100")},
    )
    group = forms.CharField(
        label=gettext_lazy("Group of similar forces"), required=False, max_length=80,
        help_text=gettext_lazy("Its name, if you have been given one."),
    )
    show_name = forms.BooleanField(
        label=gettext_lazy("Other forces may see our name beside our figures"), required=False,
        help_text=gettext_lazy("Otherwise they see a letter."),
    )
    because = forms.CharField(
        label=gettext_lazy("If it corrects a signed return: what was wrong?"), required=False,
        widget=forms.Textarea(attrs={"rows": 2}), max_length=1000,
    )

    def like(self) -> Like:
        """What was said of the force."""
        rural = self.cleaned_data["rural_percent"]
        return Like(
            population=self.cleaned_data["population"], group=self.cleaned_data["group"],
            rural_share=None if rural is None else round(rural / 100, 4),
            show_name=self.cleaned_data["show_name"],
        )


class FigureForm(forms.Form):
    """A figure that the record cannot tell, and what must be known about one."""

    count = forms.IntegerField(
        label=gettext_lazy("How many?"), required=False, min_value=0, max_value=10**12,
        help_text=gettext_lazy("Leave it blank if you do not know. A blank is not nought."),
        error_messages={
            "invalid": gettext_lazy("Enter a whole number, or leave it blank"),
            "min_value": gettext_lazy("Enter a whole number from 0, or leave it blank"),
        },
    )
    note = forms.CharField(
        label=gettext_lazy("What must be known about it?"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Where it comes from, or why it changed. Other forces read it. Name no person."
        ),
    )

    def __init__(self, *args: Any, counted: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if counted:
            del self.fields["count"]


class SignForm(forms.Form):
    """Which post signs."""

    post = forms.CharField(
        label=gettext_lazy("Which post signs it?"), max_length=160,
        help_text=gettext_lazy("For example: Deputy Chief Constable. The return names no person."),
        error_messages={"required": gettext_lazy("Enter the post that signs it")},
    )
    blanks_seen = forms.BooleanField(
        label=gettext_lazy("I have seen which figures are not known"), required=False,
    )


@page(Audience.FORCE, permission="returns.read")
def returns(request: Any) -> HttpResponse:
    """Our returns, and the way to those of others."""
    return render(request, "returns/returns.html", {
        "own": queries.own(), "may_make": may(request.actor, "returns.make"),
        "may_load": may(request.actor, "returns.load"), "periods": queries.periods(),
    })


@page(Audience.FORCE, permission="returns.make")
def make(request: Any) -> HttpResponse:
    """Make the return for a period."""
    form = MakeForm(
        request.POST if request.method == "POST" else None, initial=_initial(request.now.date())
    )
    if form.is_valid():
        given = form.cleaned_data
        made = attempt(
            form, actions.make, first_day=given["first_day"], last_day=given["last_day"],
            like=form.like(), because=given["because"], by=request.actor, now=request.now,
        )
        if made is not None:
            messages.success(request, _("The return is made from the record. Now check it."))
            return redirect("return", int(made.removeprefix("return-")))
    return render(request, "returns/make.html", {"form": form})


def _initial(today: date) -> dict[str, Any]:
    first, last = queries.last_quarter(today)
    before = queries.last()
    like = before.force if before else None
    rural = like.rural_share if like else None
    return {
        "first_day": first, "last_day": last, "population": like.population if like else None,
        "rural_percent": None if rural is None else round(rural * 100, 2),
        "group": like.group if like else "", "show_name": like.show_name if like else False,
    }


@page(Audience.FORCE, permission="returns.read")
def one(request: Any, return_id: int) -> HttpResponse:
    """One return: what the self-check says, every figure, and what to do next."""
    return _shown(request, queries.sheet(return_id), SignForm())


def _shown(request: Any, sheet: OwnSheet, form: SignForm) -> HttpResponse:
    if not sheet.blanks:
        del form.fields["blanks_seen"]
    return render(request, "returns/return.html", {
        "sheet": sheet, "form": form, "may_make": may(request.actor, "returns.make"),
        "may_sign": may(request.actor, "returns.sign"),
        "formats": [
            {"label": _("Return (JSON)"), "url": reverse("return-json", args=[sheet.id])},
            {"label": _("Table of counts (CSV)"), "url": reverse("return-csv", args=[sheet.id])},
            *(
                {"label": each.label, "url": reverse(
                    "return-paper", args=[sheet.id, each.suffix.removeprefix(".")]
                )} for each in FORMATS.values() if each.suffix not in (".csv", ".json")
            ),
        ],
    })


@require_POST
@page(Audience.FORCE, permission="returns.make")
def count_again(request: Any, return_id: int) -> HttpResponse:
    """Bring the figures up to date."""
    press(request, actions.count_again, return_id=return_id,
          done=_("The figures are those of the record now. What you typed has stayed."))
    return redirect("return", return_id)


@page(Audience.FORCE, permission="returns.sign")
def sign(request: Any, return_id: int) -> HttpResponse:
    """Sign it by post."""
    form = SignForm(request.POST if request.method == "POST" else None)
    sheet = queries.sheet(return_id)
    if form.is_valid():
        made = attempt(form, actions.sign, return_id=return_id, by=request.actor,
                       now=request.now, **form.cleaned_data)
        if made is not None:
            messages.success(request, _("It is signed and frozen. Take it with you below."))
            return redirect("return", return_id)
    return _shown(request, sheet, form)


@page(Audience.FORCE, permission="returns.read")
def figure(request: Any, return_id: int, key: str) -> HttpResponse:
    """One figure: its definition, the records behind it, and a word of explanation."""
    sheet, its = queries.sheet(return_id), queries.figure(return_id, key)
    allowed = may(request.actor, "returns.make")
    posted = request.method == "POST"
    form = FigureForm(request.POST if posted else None, counted=its.line.counted, initial={
        "count": its.line.count, "note": its.line.note,
    }) if sheet.open and allowed else None
    if form is not None and form.is_valid():
        made = attempt(form, actions.say, return_id=return_id, key=key, by=request.actor,
                       now=request.now, **form.cleaned_data)
        if made is not None:
            messages.success(request, _("It is kept."))
            return redirect("return", return_id)
    return render(request, "returns/figure.html", {
        "sheet": sheet, "figure": its, "form": form, "whole": _whole(its),
    })


def _whole(its: FigureSheet) -> str:
    return definitions().title(its.item.of) if its.item.of else ""


@page(Audience.FORCE, permission="returns.read")
def as_json(request: Any, return_id: int) -> HttpResponse:
    """The return as it is sent to others."""
    made = queries.sheet(return_id).made
    return _file(made.to_json().encode(), "application/json", f"return-{made.force.id}.json")


@page(Audience.FORCE, permission="returns.read")
def as_csv(request: Any, return_id: int) -> HttpResponse:
    """The return as a table of counts."""
    made = queries.sheet(return_id).made
    written = FORMATS[".csv"].write(paper.counts_table(made, definitions()))
    return _file(written, FORMATS[".csv"].media_type, f"return-{made.force.id}.csv")


@page(Audience.FORCE, permission="returns.read")
def as_paper(request: Any, return_id: int, form: str) -> HttpResponse:
    """The return as a paper to read."""
    found = FORMATS.get(f".{form}")
    if found is None:
        raise Http404
    made = queries.sheet(return_id).made
    try:
        written = found.write(paper.return_paper(made, definitions()))
    except DueRegardError as error:
        messages.error(request, str(error))
        return redirect("return", return_id)
    return _file(written, found.media_type, f"return-{made.force.id}{found.suffix}")


@page(Audience.FORCE, permission="returns.read")
def as_schema(request: Any) -> HttpResponse:
    """The JSON Schema of a return, for programs that are not ours."""
    return _file(schema_text().encode(), "application/schema+json", "return.schema.json")


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


urlpatterns = [
    path("returns/", returns, name="returns"),
    path("returns/make/", make, name="return-make"),
    path("returns/schema.json", as_schema, name="return-schema"),
    path("returns/<int:return_id>/", one, name="return"),
    path("returns/<int:return_id>/count-again/", count_again, name="return-count-again"),
    path("returns/<int:return_id>/sign/", sign, name="return-sign"),
    path("returns/<int:return_id>/figures/<path:key>/", figure, name="return-figure"),
    path("returns/<int:return_id>/return.json", as_json, name="return-json"),
    path("returns/<int:return_id>/counts.csv", as_csv, name="return-csv"),
    path("returns/<int:return_id>/paper.<str:form>", as_paper, name="return-paper"),
]
