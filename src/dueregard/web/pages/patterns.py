"""Patterns: ours to share as a signed file, and those of other forces to adopt or set aside."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.documents.audience import Audience
from dueregard.identify.evidence.rules import LEVEL_NAMES
from dueregard.manage.conditions import queries as conditions
from dueregard.people.rules import may
from dueregard.report.patterns import actions, queries, signing
from dueregard.report.patterns.queries import CameLine
from dueregard.report.patterns.rules import KIND_NAMES, LICENCES, Kind
from dueregard.report.publication import queries as publication
from dueregard.web.audience import page
from dueregard.web.doing import attempt

KEY_FILE = "pattern-key"
_DIGITS, _RECORDS = 9, 10


class WriteForm(forms.Form):
    """A pattern to share."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"), widget=forms.RadioSelect,
        choices=[(each.value, words) for each, words in KIND_NAMES.items()],
        error_messages={"required": gettext_lazy("Choose what it is")},
    )
    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=160,
        error_messages={"required": gettext_lazy("Give it a title")},
    )
    text = forms.CharField(
        label=gettext_lazy("Its words"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Name no person, no address and no number."),
        error_messages={"required": gettext_lazy("Write its words")},
    )
    test = forms.CharField(
        label=gettext_lazy("How to test it, for a control"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    good_for = forms.CharField(
        label=gettext_lazy("What was it good for?"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Say what it was good for")},
    )
    level = forms.TypedChoiceField(
        label=gettext_lazy("How well was it tested?"), coerce=int, widget=forms.RadioSelect,
        choices=list(LEVEL_NAMES.items()),
        error_messages={"required": gettext_lazy("Choose how well it was tested")},
    )
    licence = forms.ChoiceField(
        label=gettext_lazy("Licence"), widget=forms.RadioSelect, choices=list(LICENCES.items()),
        error_messages={"required": gettext_lazy("Choose a licence")},
    )
    post = forms.CharField(
        label=gettext_lazy("Which post answers for it?"), max_length=160,
        help_text=gettext_lazy("A post, not a person."),
        error_messages={"required": gettext_lazy("Enter the post that answers for it")},
    )


class BundleForm(forms.Form):
    """Which patterns go into the file."""

    patterns = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Which patterns go into the file?"), coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick the patterns that go into the file")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["patterns"].choices = [  # type: ignore[attr-defined]
            (each.id, each.pattern.title) for each in queries.ours()
        ]


class BringInForm(forms.Form):
    """The file of another force, and the fingerprint that it told."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        error_messages={
            "required": gettext_lazy("Choose the file that the other force sent"),
            "empty": gettext_lazy("This file is empty. Ask for it again"),
        },
    )
    fingerprint = forms.CharField(
        label=gettext_lazy("The fingerprint that the other force told you"), required=False,
        max_length=120, help_text=gettext_lazy(
            "Only the first time. Ask by telephone: whoever could change the file could change a "
            "fingerprint in the same mail."
        ),
    )

    def clean_file(self) -> Any:
        """The file, when it is not too large to be a bundle."""
        file = self.cleaned_data["file"]
        if file.size > signing.MOST_BYTES:
            raise forms.ValidationError(_(
                "This file is larger than 1 MB. A file of patterns is smaller: check that it is "
                "the right one"
            ))
        return file


class ReasonForm(forms.Form):
    """Why a pattern is adopted or set aside."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It stands beside the pattern."),
        error_messages={"required": gettext_lazy("Say why, in a sentence")},
    )


@page(Audience.FORCE, permission="returns.read")
def patterns(request: Any) -> HttpResponse:
    """What came from other forces, what we share, and which keys are known."""
    return render(request, "patterns/patterns.html", {
        "came": queries.came(), "ours": queries.ours(), "bundles": queries.bundles(),
        "keys": queries.keys(), "may_share": may(request.actor, "patterns.share"),
        "may_adopt": may(request.actor, "patterns.adopt"),
    })


@page(Audience.FORCE, permission="patterns.share")
def write(request: Any) -> HttpResponse:
    """Write a pattern to share; from a condition where one is named."""
    begun = _begun(request.GET)
    form = WriteForm(
        request.POST if request.method == "POST" else None,
        initial=begun | {"licence": "OGL-UK-3.0"},
    )
    if form.is_valid():
        made = attempt(form, actions.write, by=request.actor, now=request.now,
                       **(form.cleaned_data | {"kind": Kind(form.cleaned_data["kind"])}))
        if made is not None:
            messages.success(request, _("It is on the list. Make a file to send it."))
            return redirect("patterns")
    return render(request, "patterns/write.html", {
        "form": form, "met": () if begun else conditions.met_lately(),
        "cards": () if begun else publication.cards_of_published(newest=_RECORDS),
    })


def _begun(given: QueryDict) -> dict[str, Any]:
    """What the form begins with: a condition, or a card of a public record."""
    condition, record = given.get("condition", ""), given.get("record", "")
    if condition.isdecimal() and len(condition) < _DIGITS:
        line = conditions.one(int(condition))
        return {"kind": Kind.CONTROL.value, "text": line.text, "test": line.test,
                "title": line.text[:80]}
    if record.isdecimal() and len(record) < _DIGITS:
        card = next((
            each for each in publication.cards_of_published(newest=_RECORDS)
            if each.id == int(record) and each.key == given.get("card")
        ), None)
        if card is not None:
            return {"kind": Kind.CARD.value, "title": card.title, "text": card.text}
    return {}


@page(Audience.FORCE, permission="patterns.share")
def bundle(request: Any) -> HttpResponse:
    """Make a signed file of patterns."""
    key_file = settings.ENV.home / KEY_FILE
    form = BundleForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(
            form, actions.bundle, pattern_ids=form.cleaned_data["patterns"], key_file=key_file,
            by=request.actor, now=request.now,
        )
        if made is not None:
            messages.success(request, _("The file is made and signed. Take it from the list."))
            return redirect("patterns")
    return render(request, "patterns/bundle.html", {
        "form": form, "fingerprint": signing.own_fingerprint(key_file),
        "any": bool(queries.ours()),
    })


@page(Audience.FORCE, permission="patterns.share")
def bundle_file(request: Any, bundle_id: int) -> HttpResponse:
    """A signed file, as it was made."""
    response = HttpResponse(queries.bundle_text(bundle_id), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="patterns-{bundle_id}.json"'
    return response


@page(Audience.FORCE, permission="patterns.adopt")
def bring_in(request: Any) -> HttpResponse:
    """Bring in the file of another force."""
    posted = request.method == "POST"
    form = BringInForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_valid():
        made = attempt(
            form, actions.bring_in, content=form.cleaned_data["file"].read(),
            fingerprint=form.cleaned_data["fingerprint"], by=request.actor, now=request.now,
        )
        if made is not None:
            messages.success(request, _("The signature fits. %(what)s") % {"what": made})
            return redirect("patterns")
    return render(request, "patterns/bring_in.html", {"form": form})


@page(Audience.FORCE, permission="patterns.adopt")
def adopt(request: Any, pattern_id: int) -> HttpResponse:
    """Adopt a pattern of another force, and say why."""
    return _become(request, queries.one(pattern_id), actions.adopt,
                   title=_("Adopt it"), done=_("It is adopted."))


@page(Audience.FORCE, permission="patterns.adopt")
def set_aside(request: Any, pattern_id: int) -> HttpResponse:
    """Set a pattern of another force aside, and say why."""
    return _become(request, queries.one(pattern_id), actions.set_aside,
                   title=_("Set it aside"), done=_("It is set aside, with your reason."))


def _become(
    request: Any, line: CameLine, action: Callable[..., str], *, title: str, done: str
) -> HttpResponse:
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, action, pattern_id=line.id, reason=form.cleaned_data["reason"],
                       by=request.actor, now=request.now)
        if made is not None:
            messages.success(request, done)
            return redirect("patterns")
    return render(request, "patterns/become.html", {"form": form, "line": line, "title": title})


urlpatterns = [
    path("patterns/", patterns, name="patterns"),
    path("patterns/write/", write, name="pattern-write"),
    path("patterns/bundle/", bundle, name="pattern-bundle"),
    path("patterns/bundles/<int:bundle_id>.json", bundle_file, name="pattern-bundle-file"),
    path("patterns/bring-in/", bring_in, name="pattern-bring-in"),
    path("patterns/<int:pattern_id>/adopt/", adopt, name="pattern-adopt"),
    path("patterns/<int:pattern_id>/set-aside/", set_aside, name="pattern-set-aside"),
]
