"""What this force says of its area, its people, its past and its priorities."""

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
from dueregard.identify.packs import queries as packs
from dueregard.identify.profile import actions, queries
from dueregard.lenses import bank as banks
from dueregard.lenses.profile import SORT_NAMES, Line, Sort
from dueregard.people.rules import may
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.pressing import press

_ADDED = tuple(each for each in Sort if each is not Sort.AREA)
_GROUPS = (
    ("targeted", gettext_lazy("Communities who have felt targeted by the police")),
    (Sort.EVENT, gettext_lazy("What happened here")),
    (Sort.PRIORITY, gettext_lazy("What this force has promised to put first")),
    (Sort.COMMUNITY, gettext_lazy("Other communities")),
)


class LineForm(forms.Form):
    """One community, past event or priority. Groups and events, never a person's name."""

    sort = forms.ChoiceField(
        label=gettext_lazy("What is it?"), widget=forms.RadioSelect,
        choices=[(each.value, SORT_NAMES[each]) for each in _ADDED],
        error_messages={"required": gettext_lazy("Choose what it is")},
    )
    title = forms.CharField(
        label=gettext_lazy("What do people here call it?"), max_length=160,
        help_text=gettext_lazy("A group or an event, never the name of a person."),
        error_messages={"required": gettext_lazy("Enter what people here call it")},
    )
    targeted = forms.BooleanField(
        label=gettext_lazy("They have felt targeted by the police"), required=False,
        help_text=gettext_lazy("For a community. Such communities are always named first."),
    )
    happened = forms.CharField(
        label=gettext_lazy("When did it happen?"), max_length=40, required=False,
        help_text=gettext_lazy("For an event. For example: May 2024."),
    )
    lenses = forms.MultipleChoiceField(
        label=gettext_lazy("Which of the seven lenses does it touch?"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Points seen through these come earlier."),
    )
    words = forms.CharField(
        label=gettext_lazy("Which words would a point about it use?"), required=False,
        help_text=gettext_lazy(
            "Parted by commas. Points that speak of one of them come earlier. With lenses as "
            "well, only points that have both."
        ),
    )
    technologies = forms.MultipleChoiceField(
        label=gettext_lazy("Only for these kinds of technology"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Tick none if it holds for all."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the lenses and the technologies that have questions of their own."""
        super().__init__(*args, **kwargs)
        bank = packs.bank()
        [technology] = [each for each in bank.register if each.key == "technology"]
        offered = {
            "lenses": [(each.id, each.title) for each in bank.lenses],
            "technologies": [
                (each.value, each.label) for each in technology.options if each.value in bank.packs
            ],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def line(self) -> Line:
        """What was said."""
        said = self.cleaned_data
        sort = Sort(said["sort"])
        return Line(
            sort=sort, title=said["title"], targeted=said["targeted"] and sort is Sort.COMMUNITY,
            when=said["happened"] if sort is Sort.EVENT else "", lenses=tuple(said["lenses"]),
            words=tuple(each.strip() for each in said["words"].split(",") if each.strip()),
            technologies=tuple(said["technologies"]),
        )


class AreasForm(forms.Form):
    """The kinds of area that the force polices."""

    areas = forms.MultipleChoiceField(
        label=gettext_lazy("What kind of area do you police?"), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=gettext_lazy("Tick all that hold."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the areas of our content."""
        super().__init__(*args, **kwargs)
        self.fields["areas"].choices = [  # type: ignore[attr-defined]
            (each.id, each.name) for each in banks.load().areas
        ]


@page(Audience.FORCE, permission="profile.read")
def profile(request: Any) -> HttpResponse:
    """All that the force says of itself, communities who have felt targeted first."""
    lines = queries.lines()
    lenses = {each.id: each.short for each in banks.load().lenses}
    form = AreasForm(
        request.POST if request.method == "POST" else None,
        initial={"areas": [each.area for each in lines if each.area]},
    )
    answer = may(request.actor, "profile.write")
    if form.is_valid():
        made = attempt(form, actions.say_areas, areas=form.cleaned_data["areas"],
                       by=request.actor, now=request.now)
        if made is not None:
            messages.success(request, _("The kinds of area are saved."))
            return redirect("profile")
    shown = [
        {"sheet": each, "lenses": [lenses[one] for one in each.line.lenses]} for each in lines
    ]
    return render(request, "profile/profile.html", {
        "form": form, "may_write": answer,
        "groups": [
            {"title": title, "lines": [each for each in shown if _group(each) == group]}
            for group, title in _GROUPS
        ],
        "areas": [each for each in lines if each.area],
    })


@page(Audience.FORCE, permission="profile.write")
def add(request: Any) -> HttpResponse:
    """A new line."""
    form = LineForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, actions.say, line=form.line(), by=request.actor, now=request.now)
        if made is not None:
            messages.success(request, _("It is added. It may change which points come first."))
            return redirect("profile")
    return render(request, "profile/line.html", {"form": form, "title": _("Say more of it")})


@page(Audience.FORCE, permission="profile.write")
def change(request: Any, line_id: int) -> HttpResponse:
    """A line, written anew."""
    said = queries.line(line_id).line
    form = LineForm(request.POST if request.method == "POST" else None, initial={
        "sort": said.sort, "title": said.title, "targeted": said.targeted,
        "happened": said.when, "lenses": said.lenses, "words": ", ".join(said.words),
        "technologies": said.technologies,
    })
    if form.is_valid():
        made = attempt(form, actions.say_otherwise, line_id=line_id, line=form.line(),
                       by=request.actor, now=request.now)
        if made is not None:
            messages.success(request, _("It is saved."))
            return redirect("profile")
    return render(request, "profile/line.html", {"form": form, "title": said.title})


@require_POST
@page(Audience.FORCE, permission="profile.write")
def end(request: Any, line_id: int) -> HttpResponse:
    """A line that no longer holds."""
    press(request, actions.end, line_id=line_id, done=_("It no longer counts."))
    return redirect("profile")


def _group(shown: dict[str, Any]) -> str:
    line = shown["sheet"].line
    return "targeted" if line.targeted else line.sort


urlpatterns = [
    path("profile/", profile, name="profile"),
    path("profile/add/", add, name="profile-add"),
    path("profile/<int:line_id>/", change, name="profile-change"),
    path("profile/<int:line_id>/end/", end, name="profile-end"),
]
