"""Packs: which are in force, which fact raises what, a newer one from a file, back to the last."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dueregard.documents.audience import Audience
from dueregard.identify.packs import actions, queries
from dueregard.lenses.shapes import PointKind
from dueregard.lenses.which_raises import points_in_words, precedents_of, which_raises
from dueregard.people.rules import may
from dueregard.web import tasks
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.pressing import press

MOST_BYTES = 2_000_000
_KINDS = {
    PointKind.RISK: gettext_lazy("Risk"),
    PointKind.OPPORTUNITY: gettext_lazy("Opportunity"),
    PointKind.DO_NOTHING: gettext_lazy("Risk of doing nothing"),
}


class BringInForm(forms.Form):
    """The file that holds the pack, and where it comes from."""

    file = forms.FileField(
        label=gettext_lazy("The pack"),
        help_text=gettext_lazy("A file that ends in .toml"),
        error_messages={
            "required": gettext_lazy("Choose the file that holds the pack"),
            "empty": gettext_lazy("This file is empty. Ask for it again where it comes from"),
        },
    )
    note = forms.CharField(
        label=gettext_lazy("Where it comes from"), required=False, max_length=500,
        help_text=gettext_lazy("Who wrote it, and what is new in it. It stands beside the pack."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_file(self) -> Any:
        """The file, when it is not too large to be a pack."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_(
                "This file is larger than 2 MB. A pack is smaller: check that it is the right file"
            ))
        return file


class WithdrawForm(forms.Form):
    """Why the pack is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it withdrawn?"), widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It stands beside the pack and in the ledger."),
        error_messages={"required": gettext_lazy("Say why it is withdrawn")},
    )


@page(Audience.FORCE, permission="register.read")
def packs(request: Any) -> HttpResponse:
    """Every pack in force, with who has reviewed it and where it came from."""
    return render(request, "packs/packs.html", {
        "shelf": queries.shelf(), "may_bring_in": may(request.actor, "packs.bring-in"),
    })


@page(Audience.FORCE, permission="register.read")
def pack(request: Any, pack_id: str) -> HttpResponse:
    """One pack laid open: which fact raises what, and what has happened elsewhere."""
    sheet = queries.sheet(pack_id)
    shown, bank = sheet.pack, sheet.bank
    rules = {each.id: each for each in bank.law}
    lenses = {each.id: each.title for each in bank.lenses}
    return render(request, "packs/pack.html", {
        "sheet": sheet, "pack": shown, "rows": which_raises(pack=shown, bank=bank),
        "points": [
            {
                "point": each.point, "when": each.when, "kind": _KINDS[each.point.kind],
                "lens": lenses[each.point.lens], "law": [rules[one] for one in each.point.law],
            }
            for each in points_in_words(pack=shown, bank=bank)
        ],
        "precedents": precedents_of(pack=shown, bank=bank),
        "may_bring_in": may(request.actor, "packs.bring-in"),
    })


@page(Audience.FORCE, permission="packs.bring-in")
def bring_in(request: Any) -> HttpResponse:
    """A newer pack, or one for a new technology, from a file."""
    posted = request.method == "POST"
    form = BringInForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_valid():
        made = attempt(
            form, actions.bring_in, content=form.cleaned_data["file"].read(),
            note=form.cleaned_data["note"], by=request.actor, now=request.now,
            enqueue=tasks.enqueue,
        )
        if made is not None:
            messages.success(request, _("The pack is in force. The uses are now read again."))
            return redirect("job", int(made.removeprefix("job-")))
    return render(request, "packs/bring_in.html", {"form": form})


@page(Audience.FORCE, permission="packs.bring-in")
def withdraw(request: Any, pack_id: str) -> HttpResponse:
    """Back to the pack before, with the reason."""
    sheet = queries.sheet(pack_id)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(
            form, actions.withdraw, pack_id=pack_id, reason=form.cleaned_data["reason"],
            by=request.actor, now=request.now, enqueue=tasks.enqueue,
        )
        if made is not None:
            messages.success(request, _("The pack is withdrawn. The uses are now read again."))
            return redirect("job", int(made.removeprefix("job-")))
    return render(request, "packs/withdraw.html", {"form": form, "sheet": sheet})


@require_POST
@page(Audience.FORCE, permission="packs.bring-in")
def read_again(request: Any, pack_id: str) -> HttpResponse:
    """The uses that a pack concerns, read again: after a new version of the software, say."""
    made = press(
        request, actions.ask_to_reread, pack_id=pack_id, enqueue=tasks.enqueue,
        done=_("The uses are now read again."),
    )
    if made is None:
        return redirect("pack", pack_id)
    return redirect("job", int(made.removeprefix("job-")))


urlpatterns = [
    path("packs/", packs, name="packs"),
    path("packs/bring-in/", bring_in, name="pack-bring-in"),
    path("packs/<slug:pack_id>/", pack, name="pack"),
    path("packs/<slug:pack_id>/withdraw/", withdraw, name="pack-withdraw"),
    path("packs/<slug:pack_id>/read-again/", read_again, name="pack-read-again"),
]
