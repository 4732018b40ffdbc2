"""What somebody is about to say: check it, see what came of it, look at it again, conflicts."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy

from dueregard.answers import No
from dueregard.documents.audience import Audience
from dueregard.lenses import statement_words
from dueregard.people.rules import may
from dueregard.report.contracts import queries as contracts
from dueregard.report.declarations import queries as declarations
from dueregard.report.statements import actions, queries, rules
from dueregard.report.statements.grounds import OUTCOME_MEANS, Ground, Outcome, Sort
from dueregard.report.statements.queries import Held
from dueregard.web.audience import page
from dueregard.web.doing import attempt

_TONE = {Outcome.SUPPORTED: "good", Outcome.CANNOT: "waiting", Outcome.CONTRADICTED: "failed"}
_LISTS = {"against": Outcome.CONTRADICTED, "open": Outcome.CANNOT, "bearing": Outcome.SUPPORTED}
_PAGE_OF = {Sort.USE: "use", Sort.DECLARATION: "declaration", Sort.CONTRACT: "contract"}


class CheckForm(forms.Form):
    """The sentence that somebody is about to say."""

    text = forms.CharField(
        label=gettext_lazy("What is about to be said?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "One thing in one sentence, such as: We do not use live facial recognition."
        ),
        error_messages={"required": gettext_lazy(
            "Write the sentence that somebody is about to say"
        )},
    )

    def clean_text(self) -> str:
        """The text, when there is something in it to check."""
        text: str = self.cleaned_data["text"]
        answer = rules.may_check(text)
        if isinstance(answer, No):
            raise forms.ValidationError(answer.reason)
        return text


@page(Audience.FORCE, permission="statements.read")
def statements(request: Any) -> HttpResponse:
    """Check a statement; the checks that were made; where the records contradict each other."""
    answer = may(request.actor, "statements.check")
    form = CheckForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, actions.check, text=form.cleaned_data["text"], by=request.actor,
                       now=request.now)
        if made is not None:
            return redirect("statement", int(made.rpartition("-")[2]))
    number = request.GET.get("page", "")
    found = queries.listing(page=int(number) if number.isdecimal() else 1)
    askings = declarations.askings()
    return render(request, "statements/statements.html", {
        "form": form, "barred": answer.reason if isinstance(answer, No) else "", "found": found,
        "page": Paginator(range(found.count), queries.PAGE).page(found.page),
        "checks": [{"it": each, "tone": _TONE[each.outcome]} for each in found.lines],
        "conflicts": [
            {"it": each, "against": [_shown(one) for one in each.against]}
            for each in queries.open_conflicts(now=request.now)
        ],
        "asked_on": askings[0].asked_on if askings else None, "as_of": contracts.as_of(),
        "periods": statement_words.shipped().periods,
        "may_contracts": may(request.actor, "contracts.read"),
    })


@page(Audience.FORCE, permission="statements.read")
def statement(request: Any, check_id: int) -> HttpResponse:
    """One check as it was made."""
    it = queries.one(check_id)
    return render(request, "statements/statement.html", {
        "it": it, "tone": _TONE[it.outcome], "means": OUTCOME_MEANS[it.outcome],
        "results": _results(it),
        "digests": [{"name": name, "digest": it.held_against[key]}
                    for key, name in queries.HELD.items()],
    })


@page(Audience.FORCE, permission="statements.read")
def statement_today(request: Any, check_id: int) -> HttpResponse:
    """Whether a check that was made would still stand today. Nothing is kept of it."""
    was = queries.one(check_id)
    found = queries.again(check_id, now=request.now)
    return render(request, "statements/today.html", {
        "was": was, "was_tone": _TONE[was.outcome], "it": found.now,
        "tone": _TONE[found.now.outcome], "means": OUTCOME_MEANS[found.now.outcome],
        "differs": found.differs(was), "moved": found.moved,
        "results": _results(found.now),
        "back_url": reverse("statement", args=[check_id]),
    })


def _results(held: Held) -> list[dict[str, Any]]:
    return [
        {"it": each, "tone": _TONE[each.outcome], **{
            name: [_shown(one) for one in each.grounds if one.leans is leans]
            for name, leans in _LISTS.items()
        }}
        for each in held.results
    ]


def _shown(ground: Ground) -> dict[str, str]:
    """A ground with the address of its record, where the reader may go there."""
    sort = Sort(ground.sort)
    name = _PAGE_OF.get(sort, "")
    return {
        "words": ground.words,
        "url": reverse(name, args=[ground.key if sort is Sort.USE else int(ground.key)])
        if name else "",
    }


urlpatterns = [
    path("statements/", statements, name="statements"),
    path("statements/<int:check_id>/", statement, name="statement"),
    path("statements/<int:check_id>/today/", statement_today, name="statement-today"),
]
