"""The coverage map, the answer to the standing question, and reopening a use."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.answers import DueRegardError
from dueregard.documents import FORMATS
from dueregard.documents.audience import Audience
from dueregard.lenses import bank as banks
from dueregard.manage.reviews import actions, queries
from dueregard.manage.reviews.queries import PAGE
from dueregard.manage.reviews.rules import Why
from dueregard.people.rules import may
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.use_frame import frame

# A page of more rows is read by nobody; the files have every row.
LONGEST = 200


class ReopenForm(forms.Form):
    """Why a use is looked at again."""

    changed = forms.ChoiceField(
        label=gettext_lazy("What has changed?"), required=False,
        error_messages={"required": gettext_lazy("Choose what has changed")},
    )
    because = forms.CharField(
        label=gettext_lazy("Say what happened"), widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why it must be looked at again")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["changed"].choices = [  # type: ignore[attr-defined]
            ("", _("Nothing: its time has come")),
            *((each.label, each.label[0].upper() + each.label[1:])
              for each in banks.load().changes),
        ]

    def reason(self) -> str:
        """What changed and what happened, in one piece."""
        changed = self.cleaned_data["changed"]
        begun = f"{changed[0].upper()}{changed[1:]}: " if changed else ""
        return begun + str(self.cleaned_data["because"])


@page(Audience.FORCE, permission="reviews.read")
def coverage(request: Any) -> HttpResponse:
    """What there is, what of it was looked at, and what to do first."""
    only = request.GET.get("only", "")
    text = request.GET.get("page", "")
    found = queries.coverage(
        now=request.now, only=Why(only) if only in set(Why) else None,
        page=int(text) if text.isdecimal() and len(text) < 9 else 1,
    )
    return render(request, "reviews/coverage.html", {
        "coverage": found, "only": only if only in set(Why) else "",
        "unreviewed": found.figure(Why.UNREVIEWED),
        "page": Paginator(range(found.count), PAGE).get_page(found.page),
        "may_import": may(request.actor, "register.import"),
        "may_see_side": may(request.actor, "chief-officers.read"),
    })


@page(Audience.FORCE, permission="reviews.read")
def foi(request: Any) -> HttpResponse:
    """The standard answer about digital decision tools."""
    paper = queries.foi_answer(
        now=request.now, public_address=settings.PUBLIC_ADDRESS, longest=LONGEST
    )
    return render(request, "reviews/foi.html", {"paper": paper, "formats": [
        {"label": each.label, "url": reverse("foi-file", args=[each.suffix.removeprefix(".")])}
        for each in FORMATS.values()
    ]})


@page(Audience.FORCE, permission="reviews.read")
def foi_file(request: Any, form: str) -> HttpResponse:
    """The standard answer as a file."""
    found = FORMATS.get(f".{form}")
    if found is None:
        raise Http404
    paper = queries.foi_answer(now=request.now, public_address=settings.PUBLIC_ADDRESS)
    try:
        written = found.write(paper)
    except DueRegardError as error:
        messages.error(request, str(error))
        return redirect("foi")
    response = HttpResponse(written, content_type=found.media_type)
    response["Content-Disposition"] = f'attachment; filename="digital-tools-answer{found.suffix}"'
    return response


@page(Audience.FORCE, permission="reviews.reopen")
def reopen(request: Any, ref: str) -> HttpResponse:
    """Take a use round the cycle again."""
    around = frame(ref, step="identify")
    form = ReopenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, actions.reopen, ref=ref, because=form.reason(), by=request.actor,
                       now=request.now)
        if made is not None:
            messages.success(request, _("It is being looked at again."))
            return redirect("use", ref)
    return render(request, "reviews/reopen.html", around | {
        "form": form, "answer": may(request.actor, "reviews.reopen", around["use"].concern),
    })


urlpatterns = [
    path("coverage/", coverage, name="coverage"),
    path("coverage/foi/", foi, name="foi"),
    path("coverage/foi.<str:form>", foi_file, name="foi-file"),
    path("uses/<str:ref>/reopen/", reopen, name="use-reopen"),
]
