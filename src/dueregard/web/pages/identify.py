"""Identify: what a use could do for and against people, and what is known about it."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from dueregard.answers import Answer, No, Yes
from dueregard.documents.audience import Audience
from dueregard.identify.evidence import queries as evidence
from dueregard.identify.packs import queries as packs
from dueregard.identify.points import actions, queries, rules
from dueregard.identify.points.actions import Saying
from dueregard.identify.points.queries import LensPoints, PointSheet
from dueregard.identify.points.rules import KIND_NAMES, Kind, State
from dueregard.identify.register import queries as register
from dueregard.lenses import bank as banks
from dueregard.lenses.facts import is_unknown, shown
from dueregard.lenses.law import applying
from dueregard.lenses.shapes import Lens, Level, Nation
from dueregard.people import queries as people
from dueregard.people.rules import NATION_NAMES, may
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.pressing import press
from dueregard.web.use_frame import frame

# These facts stand on the page of the use itself.
_OF_THE_USE = frozenset({
    "affected", "affected_count", "name", "purpose", "what_it_does", "owner", "supplier",
    "technology",
})


class PointForm(forms.Form):
    """A point of a person's own."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"), choices=list(KIND_NAMES.items()),
        error_messages={"required": gettext_lazy("Choose what it is")},
    )
    lens = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        error_messages={"required": gettext_lazy("Choose what it is about")},
    )
    title = forms.CharField(
        label=gettext_lazy("A short name for it"), max_length=200,
        error_messages={"required": gettext_lazy("Enter a short name for it")},
    )
    text = forms.CharField(
        label=gettext_lazy("What could happen, and to whom?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Say what could happen")},
    )
    affected = forms.CharField(
        label=gettext_lazy("Who would notice it first?"), max_length=200, required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the seven lenses."""
        super().__init__(*args, **kwargs)
        self.fields["lens"].choices = [  # type: ignore[attr-defined]
            ("", ""), *((each.id, each.title) for each in banks.load().lenses)
        ]


class LookForm(forms.Form):
    """The points of one lens: each applies here, is set aside with a reason, or waits."""

    all_optional = True

    def __init__(self, *args: Any, points: tuple[PointSheet, ...], **kwargs: Any) -> None:
        """Two fields for each point."""
        super().__init__(*args, **kwargs)
        self.points = points
        for point in points:
            said = "" if point.state is State.RAISED else point.state.value
            self.fields[f"to_{point.id}"] = forms.ChoiceField(
                label=_("Does it apply here?"), required=False, initial=said,
                widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
                choices=[
                    (State.ACCEPTED.value, _("Yes, it applies")),
                    (State.SET_ASIDE.value, _("No, set it aside")),
                ],
            )
            self.fields[f"reason_{point.id}"] = forms.CharField(
                label=_("Why? Needed when you set it aside"), required=False,
                max_length=1000, initial=point.state_reason,
            )

    @property
    def rows(self) -> list[tuple[PointSheet, forms.BoundField, forms.BoundField]]:
        """Each point with its two fields."""
        return [
            (each, self[f"to_{each.id}"], self[f"reason_{each.id}"]) for each in self.points
        ]

    def clean(self) -> dict[str, Any]:
        """Say beside the field what is missing of it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for each in self.said(cleaned):
            point = next(one for one in self.points if one.id == each.point_id)
            answer = rules.may_settle(before=point.state, after=each.to, reason=each.reason)
            if isinstance(answer, No):
                self.add_error(f"reason_{each.point_id}", answer.reason)
        return cleaned

    def said(self, cleaned: dict[str, Any]) -> list[Saying]:
        """What was said of the points that were not left as they stood."""
        found = []
        for point in self.points:
            to, reason = cleaned.get(f"to_{point.id}", ""), cleaned.get(f"reason_{point.id}", "")
            if to and to != point.state.value:
                found.append(Saying(point_id=point.id, to=State(to), reason=reason))
        return found


@page(Audience.FORCE, permission="register.read")
def identify(request: Any, ref: str) -> HttpResponse:
    """What could happen, who says so, and what to do next."""
    context = frame(ref, step="identify")
    use = context["use"]
    bank = packs.bank()
    facts = register.facts(ref)
    asked = [each for each in bank.facts_for(use.technology) if each.key not in _OF_THE_USE]
    counts, lenses = queries.counts(ref), queries.by_lens(ref)
    force = people.force()
    nation = force.nation if force else Nation.ENGLAND
    law = _law(facts, on=request.now.date(), nation=nation)
    titles = {each.id: each.title for each in bank.lenses}
    context |= {
        "counts": counts,
        "lenses": lenses,
        "tasks": [_task(ref, each) for each in lenses],
        "may_settle": may(request.actor, "points.settle", use.concern),
        "may_attach": may(request.actor, "evidence.attach", use.concern),
        "may_leave": rules.may_leave(counts),
        "out_of_date": counts.all and queries.out_of_date(ref),
        "evidence": [
            {"line": each, "lens": titles.get(each.lens, each.lens)}
            for each in evidence.of_use(ref)
        ],
        "only_supplier": [titles.get(each, each) for each in evidence.only_supplier_says(ref)],
        "known_facts": [
            {"key": each.label, "value": shown(fact=each, value=facts.get(each.key))}
            for each in asked if not is_unknown(facts.get(each.key))
        ],
        "unknown_facts": [each.label for each in asked if is_unknown(facts.get(each.key))],
        "facts_url": reverse("use-facts", args=[ref]),
        "law": law, "nation": NATION_NAMES[nation], "laws": sum(len(each["lines"]) for each in law),
    }
    return render(request, "identify/identify.html", context)


@page(Audience.FORCE, permission="points.settle")
@require_POST
def raise_points(request: Any, ref: str) -> HttpResponse:
    """Read the facts again, and raise what they raise."""
    press(request, actions.raise_from_packs, ref=ref,
          done=_("The facts were read, and the points are up to date."))
    return redirect("identify", ref)


@page(Audience.FORCE, permission="register.read")
def look(request: Any, ref: str, lens: str) -> HttpResponse:
    """Read the points of one lens, and say of each whether it applies here."""
    seen = _lens(lens)
    here = next(each for each in queries.by_lens(ref) if each.lens == lens)
    form = LookForm(
        request.POST if request.method == "POST" else None, points=here.points + here.set_aside
    )
    if form.is_valid():
        said = form.said(form.cleaned_data)
        if not said:
            messages.info(request, _("Nothing was changed."))
            return redirect("identify", ref)
        made = attempt(form, actions.settle_several, ref=ref, said=said, by=request.actor,
                       now=request.now)
        if made is not None:
            messages.success(request, ngettext(
                "What you said of %(count)d point is kept.",
                "What you said of %(count)d points is kept.", len(said),
            ) % {"count": len(said)})
            return redirect("identify", ref)
    context = frame(ref, step="identify")
    answer = may(request.actor, "points.settle", context["use"].concern)
    return render(request, "identify/look.html", context | {
        "form": form, "lens": seen, "barred": _reason(answer),
    })


@page(Audience.FORCE, permission="points.settle")
def add_point(request: Any, ref: str) -> HttpResponse:
    """Add a point that nothing has raised."""
    form = PointForm(
        request.POST if request.method == "POST" else None,
        initial={"lens": request.GET.get("lens", ""), "kind": request.GET.get("kind", "")},
    )
    if form.is_valid():
        said = form.cleaned_data | {"kind": Kind(form.cleaned_data["kind"])}
        if attempt(form, actions.add, ref=ref, by=request.actor, now=request.now,
                   **said) is not None:
            messages.success(request, _("Your point is added."))
            return redirect("identify", ref)
    context = frame(ref, step="identify")
    answer = may(request.actor, "points.settle", context["use"].concern)
    return render(request, "identify/ask.html", context | {
        "form": form, "title": _("Add a point of your own"), "barred": _reason(answer),
        "lead": _("Something that could go wrong, could go well, or goes on going wrong if "
                  "nothing is done."),
        "submit": _("Add it"), "back_url": reverse("identify", args=[ref]),
    })


def _task(ref: str, here: LensPoints) -> dict[str, str]:
    """One lens: what is in it, and how many points nobody has looked at."""
    left = sum(each.state is State.RAISED for each in here.points)
    kinds = [each.kind for each in here.points]
    parts = [
        ngettext("%(count)d risk", "%(count)d risks", kinds.count(Kind.RISK))
        % {"count": kinds.count(Kind.RISK)},
        ngettext("%(count)d opportunity", "%(count)d opportunities",
                 kinds.count(Kind.OPPORTUNITY)) % {"count": kinds.count(Kind.OPPORTUNITY)},
        ngettext("%(count)d risk of doing nothing", "%(count)d risks of doing nothing",
                 kinds.count(Kind.DO_NOTHING)) % {"count": kinds.count(Kind.DO_NOTHING)},
    ]
    shown_parts = [words for words in parts if not words.startswith("0 ")]
    everything = here.points or here.set_aside
    return {
        "text": here.title, "hint": ", ".join(shown_parts) or _("Nothing is raised here."),
        "url": reverse("points", args=[ref, here.lens]) if everything else "",
        "status": "waiting" if left else "done" if everything else "none",
        "label": _("%(left)d to look at") % {"left": left} if left
        else _("Looked at") if everything else _("Nothing here"),
    }


# How strict each level of rule is, the strictest first, and what it means to the reader.
_LEVELS = (
    (Level.BLOCK, gettext_lazy("These must be in order before you start")),
    (Level.WARN, gettext_lazy("Check these, and be able to say why if one is missing")),
    (Level.INFO, gettext_lazy("Good to know")),
)


def _law(facts: dict[str, str], *, on: date, nation: Nation) -> list[dict[str, Any]]:
    """The rules of this force's nation that apply or may apply, the strictest level first."""
    found = applying(facts=facts, on=on, bank=packs.bank(), nation=nation)
    lines = sorted(found, key=lambda each: (each.unknown, each.rule.id))
    groups = [
        {"title": title, "lines": [each for each in lines if each.rule.level is level]}
        for level, title in _LEVELS
    ]
    return [each for each in groups if each["lines"]]


def _lens(lens_id: str) -> Lens:
    for each in banks.load().lenses:
        if each.id == lens_id:
            return each
    raise Http404


def _reason(answer: Answer) -> str:
    return "" if isinstance(answer, Yes) else answer.reason


urlpatterns = [
    path("uses/<str:ref>/identify/", identify, name="identify"),
    path("uses/<str:ref>/points/raise/", raise_points, name="points-raise"),
    path("uses/<str:ref>/points/add/", add_point, name="point-add"),
    path("uses/<str:ref>/points/<str:lens>/", look, name="points"),
]
