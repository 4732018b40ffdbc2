"""The signed heads of the ledger: our key, who signs beside us, and a proof of one entry."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dueregard.answers import DueRegardError
from dueregard.documents.audience import Audience
from dueregard.ledger import notes, proofs
from dueregard.ledger.heads import actions as signing
from dueregard.ledger.heads import queries as heads
from dueregard.ledger.witnesses import actions, queries
from dueregard.people.rules import may
from dueregard.web import ledger_signing
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.inspection_ledger import proof_of
from dueregard.web.pressing import press
from dueregard.web.to_the_public import send

NEWEST = 20


class TrustForm(forms.Form):
    """Who the witness is, and its key."""

    body = forms.CharField(
        label=gettext_lazy("Who is the witness?"), max_length=200,
        help_text=gettext_lazy("A partner, or the local policing body. The public sees this."),
        error_messages={"required": gettext_lazy("Say who the witness is")},
    )
    key = forms.CharField(
        label=gettext_lazy("Its verifier key"), max_length=250,
        help_text=gettext_lazy("The line that 'dueregard witness begin' printed. Compare it by "
                               "telephone."),
        error_messages={"required": gettext_lazy("Enter the verifier key")},
    )


class TakeInForm(forms.Form):
    """What a witness signed."""

    note = forms.CharField(
        label=gettext_lazy("What the witness sent"), max_length=notes.MOST_CHARACTERS, strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=gettext_lazy("The whole of the file, with the empty line in it."),
        error_messages={"required": gettext_lazy("Put in what the witness sent")},
    )

    def clean_note(self) -> str:
        """Browsers send line ends of their own, and lose or add the last."""
        return str(self.cleaned_data["note"]).replace("\r\n", "\n").strip("\n") + "\n"


@page(Audience.FORCE, permission="ledger.read")
def signed(request: Any) -> HttpResponse:
    """The newest heads, our key, and how far each witness has signed."""
    return render(request, "ledger/heads.html", {
        "heads": heads.newest_signed(count=NEWEST), "witnesses": queries.witnesses(),
        "key": ledger_signing.signer().key.text, "count": heads.count(), "newest": NEWEST,
        "may_witness": may(request.actor, "ledger.witness"),
    })


@require_POST
@page(Audience.FORCE, permission="ledger.read")
def sign(request: Any) -> HttpResponse:
    """Sign the head as it is now, without waiting for the hour."""
    try:
        made = signing.sign(signer=ledger_signing.signer(), now=request.now)
    except DueRegardError as problem:
        messages.error(request, str(problem))
        return redirect("ledger-heads")
    send(request)
    messages.success(request, _("The head is signed.") if made else _(
        "Nothing was added since the last head, so there is nothing new to sign."
    ))
    return redirect("ledger-heads")


@page(Audience.FORCE, permission="ledger.witness")
def trust(request: Any) -> HttpResponse:
    """Take on a witness by its verifier key."""
    form = TrustForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(
            form, actions.trust, own=ledger_signing.signer().name, by=request.actor,
            allowed=may(request.actor, "ledger.witness"), now=request.now, **form.cleaned_data,
        )
        if made is not None:
            messages.success(request, _("The witness is known. Send it the address of the public "
                                        "list of heads, and take in what it signs."))
            return redirect("ledger-heads")
    return render(request, "ledger/form.html", {
        "form": form, "title": _("Take on a witness"), "submit": _("Take on the witness"),
        "back_url": reverse("ledger-heads"), "about": _(
            "A witness looks at each new head, checks that it goes on from the last it saw, and "
            "signs it too. Then nobody here can show two histories to two people. Choose somebody "
            "who does not depend on us."
        ),
    })


@page(Audience.FORCE, permission="ledger.witness")
def take_in(request: Any) -> HttpResponse:
    """Take in what a witness signed, and put it on the public list."""
    form = TakeInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(
            form, actions.take_in, note=form.cleaned_data["note"], by=request.actor,
            allowed=may(request.actor, "ledger.witness"), now=request.now,
        )
        if made is not None:
            send(request)
            messages.success(request, _("The signature is taken in."))
            return redirect("ledger-heads")
    return render(request, "ledger/form.html", {
        "form": form, "title": _("Take in a signature"), "submit": _("Take it in"),
        "back_url": reverse("ledger-heads"), "about": _(
            "The file that 'dueregard witness sign' made has our head with the witness's signature "
            "under it. The signature is checked here, kept with the head, and shown to the public."
        ),
    })


@require_POST
@page(Audience.FORCE, permission="ledger.witness")
def end(request: Any, witness: int) -> HttpResponse:
    """End a witness: it signs no more, and what it signed stays."""
    press(
        request, actions.end, witness_id=witness,
        allowed=may(request.actor, "ledger.witness"), done=_("The witness is ended."),
    )
    return redirect("ledger-heads")


@page(Audience.FORCE, permission="ledger.read")
def proof(request: Any) -> HttpResponse:
    """The proof of one entry with its words, as a file for somebody who sees no other entry."""
    text = request.GET.get("entry", "").strip()
    if not text.isdecimal() or len(text) > 18:
        messages.error(request, _("Enter the number of an entry, such as 12"))
        return redirect("ledger-heads")
    seq = int(text)
    return HttpResponse(proof_of(seq), content_type="text/plain; charset=utf-8", headers={
        "Content-Disposition": f'attachment; filename="entry-{seq}{proofs.SUFFIX}"',
    })


urlpatterns = [
    path("ledger/heads/", signed, name="ledger-heads"),
    path("ledger/heads/sign/", sign, name="ledger-heads-sign"),
    path("ledger/heads/take-in/", take_in, name="ledger-take-in"),
    path("ledger/witnesses/add/", trust, name="ledger-trust"),
    path("ledger/witnesses/<int:witness>/end/", end, name="ledger-witness-end"),
    path("ledger/proof/", proof, name="ledger-proof"),
]
