"""What staff use: declare it without blame, see what was declared, settle it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.answers import No
from dueregard.documents.audience import Audience
from dueregard.identify.packs import queries as packs
from dueregard.identify.register import queries as registered
from dueregard.lenses.shapes import OTHER
from dueregard.people.rules import may
from dueregard.report.declarations import actions, queries, rules
from dueregard.report.declarations.actions import Said
from dueregard.report.declarations.rules import (
    CLOSED,
    DATA_NAMES,
    DEVICE_NAMES,
    PAID_NAMES,
    STATE_NAMES,
    DataKind,
    Device,
    Paid,
    State,
)
from dueregard.web.audience import page
from dueregard.web.doing import attempt

# Beside which field a refusal is said.
_FIELD_OF = {
    "tool-missing": "tool", "tool-too-long": "tool", "purpose-missing": "purpose",
    "data-missing": "kinds", "data-both": "kinds", "to-missing": "to", "reason-missing": "because",
    "how-missing": "how", "date-to-come": "asked_on",
}


class DeclareForm(forms.Form):
    """One tool or source of data that a person uses."""

    tool = forms.CharField(
        label=gettext_lazy("Which tool or data?"), max_length=rules.LONGEST_TOOL,
        help_text=gettext_lazy("Its name, as you call it. A free website or an app counts."),
        error_messages={"required": gettext_lazy("Say which tool or data it is")},
    )
    purpose = forms.CharField(
        label=gettext_lazy("What do you use it for?"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say what you use it for")},
    )
    technology = forms.ChoiceField(
        label=gettext_lazy("What kind is it?"), required=False,
        help_text=gettext_lazy("Leave it open if you are not sure."),
    )
    since = forms.CharField(
        label=gettext_lazy("Since when?"), max_length=60, required=False,
        help_text=gettext_lazy("About will do: since last winter, about two years."),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What kind of data goes into it?"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(each.value, DATA_NAMES[each]) for each in DataKind],
        error_messages={"required": gettext_lazy(
            "Tick what kind of data goes in. You may say that you do not know"
        )},
    )
    device = forms.ChoiceField(
        label=gettext_lazy("On whose device?"), widget=forms.RadioSelect,
        choices=[(each.value, DEVICE_NAMES[each]) for each in Device],
        error_messages={"required": gettext_lazy("Choose on whose device")},
    )
    paid = forms.ChoiceField(
        label=gettext_lazy("Who pays for it?"), widget=forms.RadioSelect,
        choices=[(each.value, PAID_NAMES[each]) for each in Paid],
        error_messages={"required": gettext_lazy("Choose who pays for it")},
    )
    named = forms.ChoiceField(
        label=gettext_lazy("With or without your name?"), widget=forms.RadioSelect,
        choices=[
            ("no", gettext_lazy("Without my name: it is kept nowhere")),
            ("yes", gettext_lazy("With my name: the ethics lead alone sees it, and can ask me")),
        ],
        error_messages={"required": gettext_lazy("Choose with or without your name")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the kinds of technology that are known today."""
        super().__init__(*args, **kwargs)
        self.fields["technology"].choices = _kinds(_("I am not sure"))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Say beside the field what is wrong."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            _check(self, rules.may_make(
                tool=cleaned["tool"], purpose=cleaned["purpose"], data=self._data()
            ))
        return cleaned

    def _data(self) -> tuple[DataKind, ...]:
        return tuple(map(DataKind, self.cleaned_data["kinds"]))

    def said(self) -> Said:
        """What was said."""
        given = self.cleaned_data
        return Said(
            tool=given["tool"], purpose=given["purpose"], technology=given["technology"],
            since=given["since"], data=self._data(), device=Device(given["device"]),
            paid=Paid(given["paid"]),
        )


class AskedForm(forms.Form):
    """When all staff were asked, and how."""

    asked_on = forms.DateField(
        label=gettext_lazy("On which day were staff asked?"),
        error_messages={"required": gettext_lazy("Enter the day on which staff were asked"),
                        "invalid": gettext_lazy("Enter a date, like 27/3/2026")},
    )
    how = forms.CharField(
        label=gettext_lazy("How were they asked, and how many?"), max_length=300,
        help_text=gettext_lazy("For example: in a letter from the Chief Constable to all staff."),
        error_messages={"required": gettext_lazy("Say how staff were asked")},
    )


class LinkForm(forms.Form):
    """Of which use a declaration speaks."""

    ref = forms.ChoiceField(
        label=gettext_lazy("Which use is it?"),
        error_messages={"required": gettext_lazy("Choose the use that it speaks of")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every use."""
        super().__init__(*args, **kwargs)
        self.fields["ref"].choices = use_choices()  # type: ignore[attr-defined]


class AddForm(forms.Form):
    """As little as will do to put a declared tool into the register."""

    name = forms.CharField(
        label=gettext_lazy("What do you call it?"), max_length=160,
        error_messages={"required": gettext_lazy("Enter what you call it")},
    )
    affected = forms.CharField(
        label=gettext_lazy("Who is affected?"), widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy(
            "Say who is affected. If you do not know, write that you do not know"
        )},
    )
    technology = forms.ChoiceField(
        label=gettext_lazy("What kind of technology is it?"),
        error_messages={"required": gettext_lazy("Choose the nearest kind of technology")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the kinds of technology that are known today."""
        super().__init__(*args, **kwargs)
        self.fields["technology"].choices = _kinds(_("Choose"))  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """Why nothing more comes of a declaration."""

    to = forms.ChoiceField(
        label=gettext_lazy("Why is it closed?"), widget=forms.RadioSelect,
        choices=[(each.value, STATE_NAMES[each].removeprefix("Closed: ").capitalize())
                 for each in CLOSED],
        error_messages={"required": gettext_lazy("Choose why it is closed")},
    )
    because = forms.CharField(
        label=gettext_lazy("How do you know?"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It is kept with your name. Do not say who declared it."),
        error_messages={"required": gettext_lazy("Say why, in a sentence")},
    )


def use_choices() -> list[tuple[str, str]]:
    """Every use, by name, to choose from."""
    return [("", _("Choose a use")), *(
        (ref, f"{name} ({ref})") for name, ref in sorted(registered.names().items())
    )]


@page(Audience.FORCE, permission="declarations.make")
def declare(request: Any) -> HttpResponse:
    """Say which tool or data you use."""
    form = DeclareForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, actions.make, said=form.said(), by=request.actor, now=request.now,
                       named=form.cleaned_data["named"] == "yes")
        if made is not None:
            return redirect("declared")
    return render(request, "declarations/declare.html", {"form": form})


@page(Audience.FORCE, permission="declarations.make")
def declared(request: Any) -> HttpResponse:
    """Thank you, and what happens now."""
    return render(request, "declarations/declared.html", {
        "may_read": may(request.actor, "declarations.read"),
    })


@page(Audience.FORCE, permission="declarations.read")
def declarations(request: Any) -> HttpResponse:
    """What was declared: the counts, and what the register does not have first."""
    wanted = request.GET.get("state", "")
    state = State(wanted) if wanted in set(State) else None
    number = request.GET.get("page", "")
    found = queries.listing(
        reader=request.actor, state=state, page=int(number) if number.isdecimal() else 1
    )
    paginator = Paginator(range(found.count), queries.PAGE)
    return render(request, "declarations/declarations.html", {
        "found": found, "state": state, "page": paginator.page(found.page),
        "gaps": next(count for each, _name, count in found.counts if each is State.OPEN),
        "askings": queries.askings()[:3], "may_settle": may(request.actor, "declarations.settle"),
    })


@page(Audience.FORCE, permission="declarations.read")
def declaration(request: Any, declaration_id: int) -> HttpResponse:
    """One declaration, and what can be done with it."""
    answer = may(request.actor, "declarations.settle")
    return render(request, "declarations/declaration.html", {
        "it": queries.one(declaration_id, reader=request.actor), "may_settle": bool(answer),
        "barred": answer.reason if isinstance(answer, No) else "",
    })


@page(Audience.FORCE, permission="declarations.settle")
def link(request: Any, declaration_id: int) -> HttpResponse:
    """Link a declaration to a use of the register."""
    return _settle(
        request, declaration_id, LinkForm(_posted(request)), actions.link,
        title=_("Link it to a use"), submit=_("Link it"),
        done=_("It is linked to the use."),
    )


@page(Audience.FORCE, permission="declarations.settle")
def add(request: Any, declaration_id: int) -> HttpResponse:
    """Add a use to the register from a declaration."""
    it = queries.one(declaration_id, reader=request.actor)
    form = AddForm(_posted(request), initial={"name": it.tool, "technology": it.technology})
    if form.is_valid():
        ref = attempt(form, actions.add_use, declaration_id=declaration_id, by=request.actor,
                      now=request.now, **form.cleaned_data)
        if ref is not None:
            messages.success(request, _("It is in the register, as live and not looked at yet."))
            return redirect("use", ref)
    return _ask(request, declaration_id, form, title=_("Add it to the register"),
                submit=_("Add the use"))


@page(Audience.FORCE, permission="declarations.settle")
def close(request: Any, declaration_id: int) -> HttpResponse:
    """Close a declaration, and say why."""
    form = CloseForm(_posted(request))
    if form.is_valid():
        form.cleaned_data["to"] = State(form.cleaned_data["to"])
    return _settle(
        request, declaration_id, form, actions.close, title=_("Close it"), submit=_("Close it"),
        done=_("It is closed, with your reason."),
    )


@page(Audience.FORCE, permission="declarations.settle")
def asked(request: Any) -> HttpResponse:
    """Note that all staff were asked what they use."""
    form = AskedForm(_posted(request))
    if form.is_valid():
        _check(form, rules.may_note_asking(
            how=form.cleaned_data["how"],
            in_time=form.cleaned_data["asked_on"] <= request.now.date(),
        ))
    if form.is_valid():
        made = attempt(form, actions.note_asking, by=request.actor, now=request.now,
                       **form.cleaned_data)
        if made is not None:
            messages.success(request, _("It is noted."))
            return redirect("declarations")
    return render(request, "declarations/ask.html", {
        "form": form, "title": _("Staff were asked"), "submit": _("Note it"),
        "back_url": reverse("declarations"),
    })


def _settle(
    request: Any, declaration_id: int, form: forms.Form, action: Any, *, title: str, submit: str,
    done: str,
) -> HttpResponse:
    if form.is_valid():
        made = attempt(form, action, declaration_id=declaration_id, by=request.actor,
                       now=request.now, **form.cleaned_data)
        if made is not None:
            messages.success(request, done)
            return redirect("declaration", declaration_id)
    return _ask(request, declaration_id, form, title=title, submit=submit)


def _ask(
    request: Any, declaration_id: int, form: forms.Form, *, title: str, submit: str
) -> HttpResponse:
    return render(request, "declarations/ask.html", {
        "form": form, "it": queries.one(declaration_id, reader=request.actor), "title": title,
        "submit": submit, "back_url": reverse("declaration", args=[declaration_id]),
    })


def _check(form: forms.Form, answer: Any) -> None:
    if isinstance(answer, No):
        form.add_error(_FIELD_OF.get(answer.code), answer.reason)


def _posted(request: Any) -> Any:
    return request.POST if request.method == "POST" else None


def _kinds(blank: str) -> list[tuple[str, str]]:
    named = packs.kinds(["", "any"])
    return [("", blank), *((key, name) for key, name in named.items() if key != OTHER),
            (OTHER, named[OTHER])]


urlpatterns = [
    path("declare/", declare, name="declare"),
    path("declare/thank-you/", declared, name="declared"),
    path("declarations/", declarations, name="declarations"),
    path("declarations/asked/", asked, name="declarations-asked"),
    path("declarations/<int:declaration_id>/", declaration, name="declaration"),
    path("declarations/<int:declaration_id>/link/", link, name="declaration-link"),
    path("declarations/<int:declaration_id>/add/", add, name="declaration-add"),
    path("declarations/<int:declaration_id>/close/", close, name="declaration-close"),
]
