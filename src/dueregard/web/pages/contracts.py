"""What the force buys: bring in a list of contracts, look at it, say what each is for."""

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dueregard.answers import No
from dueregard.documents.audience import Audience
from dueregard.identify.register import queries as registered
from dueregard.people.rules import may
from dueregard.report.contracts import actions, queries, rules
from dueregard.report.contracts.rules import State
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.pressing import press

MOST_BYTES = 20_000_000
_FIELD_OF = {"use-missing": "ref", "reason-missing": "because", "what-missing": "to"}


class ListForm(forms.Form):
    """The file that holds the list, and up to which day it goes."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy(
            "CSV or spreadsheet with one row of headings, or a release package in JSON."
        ),
        error_messages={
            "required": gettext_lazy("Choose the file that holds the contracts"),
            "empty": gettext_lazy("This file is empty. Download the list again"),
        },
    )
    as_of = forms.DateField(
        label=gettext_lazy("Up to which day does it go?"),
        help_text=gettext_lazy("The day on which it was downloaded or made."),
        error_messages={"required": gettext_lazy("Enter the day up to which the list goes"),
                        "invalid": gettext_lazy("Enter a date, like 27/3/2026")},
    )

    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        """Know which day it is."""
        super().__init__(*args, **kwargs)
        self.today = request.now.date()

    def clean_file(self) -> Any:
        """The file, when it is not too large to be a list of contracts."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_(
                "This file is larger than 20 MB. Choose your own force as the buyer where you "
                "download it, or bring it in by year"
            ))
        return file

    def clean_as_of(self) -> Any:
        """The day, when it has come."""
        answer = rules.may_date(as_of=self.cleaned_data["as_of"], today=self.today)
        if isinstance(answer, No):
            raise forms.ValidationError(answer.reason)
        return self.cleaned_data["as_of"]


class SettleForm(forms.Form):
    """What one contract is for."""

    to = forms.ChoiceField(
        label=gettext_lazy("What is it for?"), widget=forms.RadioSelect,
        choices=[
            (State.MATCHED.value, gettext_lazy("It pays for a use of the register")),
            (State.NOT_TECHNOLOGY.value, gettext_lazy("It is not for technology or data")),
        ],
        error_messages={"required": gettext_lazy("Choose what it is for")},
    )
    ref = forms.ChoiceField(label=gettext_lazy("Which use?"), required=False)
    because = forms.CharField(
        label=gettext_lazy("If it is not for technology: what is it for?"), max_length=500,
        required=False, help_text=gettext_lazy("In a few words. It is kept with your name."),
    )

    def __init__(self, *args: Any, state: State, **kwargs: Any) -> None:
        """Offer every use."""
        super().__init__(*args, **kwargs)
        self.state = state
        self.fields["ref"].choices = [("", _("Choose a use")), *(  # type: ignore[attr-defined]
            (ref, f"{name} ({ref})") for name, ref in sorted(registered.names().items())
        )]

    def clean(self) -> dict[str, Any]:
        """Say beside the field what is wrong."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            cleaned["to"] = State(cleaned["to"])
            answer = rules.may_settle(state=self.state, **cleaned)
            if isinstance(answer, No):
                self.add_error(_FIELD_OF.get(answer.code), answer.reason)
        return cleaned


@page(Audience.FORCE, permission="contracts.read")
def contracts(request: Any) -> HttpResponse:
    """Every contract, with the counts; several can be marked as no technology at once."""
    if request.method == "POST":
        ids = [int(each) for each in request.POST.getlist("contract") if each.isdecimal()]
        press(
            request, actions.settle, contract_ids=ids, to=State.NOT_TECHNOLOGY,
            because=request.POST.get("because", ""),
            done=ngettext("%(count)d contract is marked.", "%(count)d contracts are marked.",
                          len(ids)) % {"count": len(ids)},
        )
        return redirect(request.get_full_path())
    wanted, number = request.GET.get("state", ""), request.GET.get("page", "")
    words = request.GET.get("q", "").strip()
    state = State(wanted) if wanted in set(State) else None
    found = queries.listing(
        state=state, words=words, page=int(number) if number.isdecimal() else 1
    )
    return render(request, "contracts/contracts.html", {
        "found": found, "state": state, "words": words, "filtered": bool(words or state),
        "page": Paginator(range(found.count), queries.PAGE).page(found.page),
        "lists": queries.lists()[:5], "may_import": may(request.actor, "contracts.import"),
        "may_settle": may(request.actor, "contracts.settle"),
    })


@page(Audience.FORCE, permission="contracts.import")
def bring_in(request: Any) -> HttpResponse:
    """Choose the file."""
    posted = request.method == "POST"
    form = ListForm(
        request.POST if posted else None, request.FILES if posted else None, request=request
    )
    if form.is_valid():
        file = form.cleaned_data["file"]
        with tempfile.TemporaryDirectory() as room:
            # The list is read here and its copy is gone with this room.
            path_ = Path(room) / "list"
            path_.write_bytes(b"".join(file.chunks()))
            made = attempt(form, actions.bring_in, path=path_, name=Path(file.name).name,
                           as_of=form.cleaned_data["as_of"], by=request.actor, now=request.now)
        if made is not None:
            return redirect("contract-list", int(made.rpartition("-")[2]))
    return render(request, "contracts/bring_in.html", {"form": form})


@page(Audience.FORCE, permission="contracts.import")
def contract_list(request: Any, list_id: int) -> HttpResponse:
    """How a list was read, before it is taken in; and afterwards what came of it."""
    if request.method == "POST":
        press(request, actions.take_in, list_id=list_id, done=_("The list is taken in."))
        return redirect("contract-list", list_id)
    return render(request, "contracts/list.html", {"it": queries.brought(list_id)})


@page(Audience.FORCE, permission="contracts.read")
def contract(request: Any, contract_id: int) -> HttpResponse:
    """One contract: what it says, which uses its supplier points to, and what it is for."""
    it = queries.one(contract_id)
    answer = may(request.actor, "contracts.settle")
    suggestions = queries.suggestions(contract_id) if it.state is State.WAITING else ()
    form = SettleForm(
        request.POST if request.method == "POST" else None, state=it.state,
        initial={"ref": it.ref, "because": it.because,
                 "to": "" if it.state is State.WAITING else it.state.value},
    )
    if form.is_valid():
        made = attempt(form, actions.settle, contract_ids=[contract_id], by=request.actor,
                       now=request.now, **form.cleaned_data)
        if made is not None:
            messages.success(request, _("It is kept."))
            return redirect("contract", contract_id)
    return render(request, "contracts/contract.html", {
        "it": it, "form": form, "suggestions": suggestions,
        "barred": answer.reason if isinstance(answer, No) else "",
        "may_add": may(request.actor, "register.add"), "back_url": reverse("contracts"),
    })


urlpatterns = [
    path("contracts/", contracts, name="contracts"),
    path("contracts/bring-in/", bring_in, name="contracts-bring-in"),
    path("contracts/lists/<int:list_id>/", contract_list, name="contract-list"),
    path("contracts/<int:contract_id>/", contract, name="contract"),
]
