"""What sharing is worth and not sharing costs: the case, reviews, refusals, stories."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dueregard.documents.audience import Audience
from dueregard.identify.register import queries as register
from dueregard.manage.agreements import queries as agreements
from dueregard.manage.partners import queries as partners
from dueregard.manage.value_cases import actions, queries
from dueregard.manage.value_cases.example import example
from dueregard.manage.value_cases.queries import CaseSheet
from dueregard.manage.value_cases.rules import OPTION_NAMES, SORT_NAMES, Option, Sort
from dueregard.people.rules import may
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.partner_forms import WordsForm
from dueregard.web.pressing import press
from dueregard.web.use_frame import frame
from dueregard.web.value_forms import (
    CaseForm,
    LookForm,
    NotSharedForm,
    ReviewForm,
    RowForm,
    StoryForm,
)

READ, WRITE, SETTLE = "partners.read", "agreements.write", "agreements.settle"


@page(Audience.FORCE, permission=READ)
def value_case(request: Any, ref: str) -> HttpResponse:
    """The value case of a use: sharing and not sharing side by side, and what was counted."""
    context = frame(ref, step="manage")
    case, concern = queries.case(ref), context["use"].concern
    return render(request, "value_cases/case.html", context | {
        "case": case, "options": _options(case), "example": example(),
        "in_force": agreements.terms_in_force(ref, at=request.now) is not None,
        "may_write": may(request.actor, WRITE, concern),
        "may_settle": may(request.actor, SETTLE, concern),
    })


@page(Audience.FORCE, permission=WRITE)
def say(request: Any, ref: str) -> HttpResponse:
    """What sharing is to bring about, and for whom."""
    case = queries.case(ref)
    form = CaseForm(_posted(request), initial={
        name: getattr(case, name) for name in ("outcome", "who_benefits", "dissent")
    })
    return _does(request, form, actions.say, title=_("What sharing is for"),
                 given=lambda: {**form.cleaned_data, "ref": ref}, back=("value-case", ref))


@page(Audience.FORCE, permission=WRITE)
def add_row(request: Any, ref: str) -> HttpResponse:
    """Put a number to something that an option does."""
    option, sort = request.GET.get("option", ""), request.GET.get("sort", "")
    form = RowForm(_posted(request), initial={"option": option, "sort": sort})
    return _does(request, form, actions.add, title=_("Put a number to it"),
                 given=lambda: {"ref": ref, "row": form.row}, back=("value-case", ref))


@page(Audience.FORCE, permission=WRITE)
@require_POST
def drop_row(request: Any, ref: str, row_id: int) -> HttpResponse:
    """Take a row out."""
    press(request, actions.drop, row_id=row_id, done=_("It is taken out."))
    return redirect("value-case", ref)


@page(Audience.FORCE, permission=SETTLE)
def review(request: Any, ref: str) -> HttpResponse:
    """Look at an agreement again: what was predicted, what was counted, what follows."""
    form = ReviewForm(_posted(request), rows=queries.case(ref).to_count)
    return _does(
        request, form, actions.review, title=_("Look at the agreement again"),
        given=lambda: {**form.given, "ref": ref}, back=("value-case", ref),
        lead=_("Count before you judge. What was to be counted and was not is said as it is."),
    )


@page(Audience.FORCE, permission=READ)
def not_shared(request: Any) -> HttpResponse:
    """Every decision not to share."""
    return render(request, "value_cases/not_shared.html", {
        "decisions": queries.not_shared(), "me": request.actor.id,
        "may_refuse": may(request.actor, "sharing.refuse"),
        "may_settle": may(request.actor, SETTLE),
    })


@page(Audience.FORCE, permission="sharing.refuse")
def decide_not(request: Any) -> HttpResponse:
    """Decide not to share, with the reason and what may come of it."""
    form = NotSharedForm(_posted(request), uses=_uses(request),
                         partners=list(partners.names().items()))
    return _does(
        request, form, actions.decide_not, title=_("Decide not to share"),
        given=lambda: form.cleaned_data, back=("not-shared",),
        lead=_("Silence leaves no trace. Somebody else looks at this decision."),
    )


@page(Audience.FORCE, permission=SETTLE)
def look_at(request: Any, decision_id: int) -> HttpResponse:
    """Say whether it was right not to share."""
    line, form = queries.not_shared_one(decision_id), LookForm(_posted(request))
    return _does(request, form, actions.look_at, title=_("Was it right not to share?"),
                 given=lambda: {**form.cleaned_data, "decision_id": decision_id},
                 back=("not-shared",), lead=f"{line.what} {line.reason} {line.consequences}")


@page(Audience.FORCE, permission="sharing.refuse")
def what_came(request: Any, decision_id: int) -> HttpResponse:
    """Say what came of not sharing."""
    line = queries.not_shared_one(decision_id)
    form = WordsForm(_posted(request), label=_("What came of it?"), error=_("Say what came of it"),
                     hint=_("Without the names of people. That nothing is known is an answer."))
    return _does(request, form, actions.say_what_came, title=_("What came of not sharing?"),
                 given=lambda: {**form.cleaned_data, "decision_id": decision_id},
                 back=("not-shared",), lead=line.what)


@page(Audience.FORCE, permission=READ)
def stories(request: Any) -> HttpResponse:
    """The times when sharing did good."""
    return render(request, "value_cases/stories.html", {
        "stories": queries.stories(), "may_write": may(request.actor, WRITE),
    })


@page(Audience.FORCE, permission=WRITE)
def tell(request: Any) -> HttpResponse:
    """Tell of one."""
    form = StoryForm(_posted(request), uses=_uses(request))
    return _does(request, form, actions.tell, title=_("Tell of a time when sharing did good"),
                 given=lambda: form.cleaned_data, back=("sharing-stories",))


def _does(
    request: Any, form: Any, action: Callable[..., str], *, title: str,
    given: Callable[[], Mapping[str, Any]], back: tuple[str, ...], lead: str = "",
) -> HttpResponse:
    name, *args = back
    if form.is_valid():
        made = attempt(form, action, by=request.actor, now=request.now, **given())
        if made is not None:
            messages.success(request, _("It is kept."))
            return redirect(name, *args)
    caption = register.sheet(args[0]).name if args else ""
    return render(request, "partners/ask.html", {
        "form": form, "title": title, "caption": caption, "submit": _("Save"), "lead": lead,
        "back_url": reverse(name, args=args),
    })


def _posted(request: Any) -> Any:
    return request.POST if request.method == "POST" else None


def _uses(request: Any) -> list[tuple[str, str]]:
    return [(each.ref, each.name) for each in agreements.agreements(now=request.now)]


def _options(case: CaseSheet) -> list[dict[str, Any]]:
    """Each option with what it does, in the same order, so that they can be read side by side."""
    return [
        {"option": option, "name": OPTION_NAMES[option], "sorts": [
            {"sort": sort, "name": SORT_NAMES[sort], "rows": case.under(option, sort),
             "wanted": (option, sort) in _WANTED}
            for sort in Sort
        ]}
        for option in case.options
    ]


_WANTED = {(Option.SHARE, Sort.BENEFIT), (Option.SHARE, Sort.HARM), (Option.NOT, Sort.HARM)}

urlpatterns = [
    path("uses/<str:ref>/agreement/value/", value_case, name="value-case"),
    path("uses/<str:ref>/agreement/value/for/", say, name="value-case-say"),
    path("uses/<str:ref>/agreement/value/add/", add_row, name="value-row-add"),
    path("uses/<str:ref>/agreement/value/<int:row_id>/drop/", drop_row, name="value-row-drop"),
    path("uses/<str:ref>/agreement/review/", review, name="agreement-review"),
    path("sharing/not-shared/", not_shared, name="not-shared"),
    path("sharing/not-shared/decide/", decide_not, name="decide-not-to-share"),
    path("sharing/not-shared/<int:decision_id>/look/", look_at, name="not-shared-look"),
    path("sharing/not-shared/<int:decision_id>/came/", what_came, name="not-shared-came"),
    path("sharing/stories/", stories, name="sharing-stories"),
    path("sharing/stories/tell/", tell, name="sharing-story-tell"),
]
