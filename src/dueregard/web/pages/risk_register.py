"""A risk register that is kept elsewhere: a grid to hand over, rows to begin from."""

from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.answers import DueRegardError, No
from dueregard.documents import FORMATS
from dueregard.documents.audience import Audience
from dueregard.people.rules import may
from dueregard.prioritise.assessment.rules import CHANCE_NAMES, SIZE_NAMES
from dueregard.prioritise.risk_register import actions, queries, rules
from dueregard.web import uploads
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.use_frame import frame
from dueregard.weighing import register_files
from dueregard.weighing.register_files import FirstEffects
from dueregard.weighing.risk_register import NOT_FOR_RANKING

MOST_BYTES = 5_000_000
SHOWN = 50
_SALT = "risk-register"


class RegisterForm(forms.Form):
    """The file that holds the register, and for which option its rows are."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("CSV or XLSX, with one row of headings."),
        error_messages={
            "required": gettext_lazy("Choose the file that holds the register"),
            "empty": gettext_lazy("This file is empty. Export the register again, with its rows"),
        },
    )
    option = forms.ChoiceField(
        label=gettext_lazy("For which option are its rows?"), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose an option")},
    )

    def __init__(self, *args: Any, options: tuple[tuple[int, str], ...], **kwargs: Any) -> None:
        """Offer the options of the open assessment."""
        super().__init__(*args, **kwargs)
        self.fields["option"].choices = [  # type: ignore[attr-defined]
            (str(number), name) for number, name in options
        ]

    def clean_file(self) -> Any:
        """The file, when it is not too large to be a register of one use."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_(
                "This file is larger than 5 MB. A register is smaller: check that it is the right "
                "file"
            ))
        return file


class PlainForm(forms.Form):
    """A button and nothing else."""


@page(Audience.FORCE, permission="register.read")
def risk_register(request: Any, ref: str) -> HttpResponse:
    """The grid to hand over, and the way in for a register."""
    context = frame(ref, step="prioritise")
    answer, options = may(request.actor, "assessment.write", context["use"].concern), (
        queries.options(ref))
    barred = answer.reason if isinstance(answer, No) else ""
    if not barred and not options:
        barred = _("No assessment of this use is open. Open one first.")
    posted = request.method == "POST"
    form = RegisterForm(
        request.POST if posted else None, request.FILES if posted else None, options=options
    )
    if not barred and form.is_valid():
        file = form.cleaned_data["file"]
        kept = {"sha256": uploads.keep(file), "name": Path(file.name).name, "ref": ref,
                "option": int(form.cleaned_data["option"])}
        return redirect("risk-register-check", ref, signing.dumps(kept, salt=_SALT))
    return render(request, "risk_register/register.html", context | {
        "form": form, "barred": barred, "label": NOT_FOR_RANKING, "why": queries.WHY,
        "formats": [
            {"label": each.label,
             "url": reverse("risk-register-file", args=[ref, each.suffix.removeprefix(".")])}
            for each in FORMATS.values()
        ],
    })


@page(Audience.FORCE, permission="assessment.write")
def check(request: Any, ref: str, token: str) -> HttpResponse:
    """What a register would add, and what could not be read, before anything is kept."""
    try:
        kept = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        raise Http404 from None
    if kept["ref"] != ref:
        raise Http404
    try:
        found = _read(kept)
        taken = queries.taken(ref, kept["option"], found)
    except DueRegardError as error:
        messages.error(request, str(error))
        return redirect("risk-register", ref)
    form = PlainForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, actions.take_in, ref=ref, option=kept["option"], found=found,
                       name=kept["name"], by=request.actor, now=request.now)
        if made is not None:
            uploads.let_go(kept["sha256"])
            messages.success(request, _("The rows are kept as first effects. The file is not."))
            return redirect("prioritise", ref)
    answer = rules.may_take_in(taken)
    return render(request, "risk_register/check.html", frame(ref, step="prioritise") | {
        "form": form, "name": kept["name"], "taken": taken, "read": found, "most": SHOWN,
        "option": dict(queries.options(ref)).get(kept["option"], ""),
        "rows": [
            {"it": each, "chance": CHANCE_NAMES[each.chance], "size": SIZE_NAMES[each.size]}
            for each in taken.new[:SHOWN]
        ],
        "unread": [str(each) for each in found.unread],
        "refused": answer.reason if isinstance(answer, No) else "",
    })


@page(Audience.FORCE, permission="register.read")
def risk_register_file(request: Any, form: str, ref: str = "") -> HttpResponse:
    """The grid of one use, or of all of them, as a file."""
    found, made_at = FORMATS.get(f".{form}"), request.now.isoformat(timespec="seconds")
    if found is None:
        raise Http404
    paper = queries.of_use(ref, made_at=made_at) if ref else queries.of_all(made_at=made_at)
    try:
        written = found.write(paper)
    except DueRegardError as error:
        messages.error(request, str(error))
        return redirect(*(("risk-register", ref) if ref else ("coverage",)))
    response = HttpResponse(written, content_type=found.media_type)
    response["Content-Disposition"] = (
        f'attachment; filename="risk-register-{ref or "all"}{found.suffix}"'
    )
    return response


@page(Audience.FORCE, permission="register.read")
def risk_registers(request: Any) -> HttpResponse:
    """The grid of all uses, for a register that is kept elsewhere."""
    return render(request, "risk_register/all.html", {
        "label": NOT_FOR_RANKING, "why": queries.WHY,
        "formats": [
            {"label": each.label,
             "url": reverse("risk-registers-file", args=[each.suffix.removeprefix(".")])}
            for each in FORMATS.values()
        ],
    })


def _read(kept: dict[str, Any]) -> FirstEffects:
    """The kept file as first effects; its person knows it by the name they gave it."""
    stored = uploads.path_of(kept["sha256"])
    if not stored.exists():
        raise DueRegardError(
            f"{kept['name']} is not here any more. Send it again to take its rows in."
        )
    try:
        return register_files.read(stored)
    except DueRegardError as error:
        raise DueRegardError(str(error).replace(str(stored), kept["name"])) from error


urlpatterns = [
    path("risk-register/", risk_registers, name="risk-registers"),
    path("risk-register/all.<str:form>", risk_register_file, name="risk-registers-file"),
    path("uses/<str:ref>/risk-register/", risk_register, name="risk-register"),
    path("uses/<str:ref>/risk-register/check/<str:token>/", check, name="risk-register-check"),
    path("uses/<str:ref>/risk-register/register.<str:form>", risk_register_file,
         name="risk-register-file"),
]
