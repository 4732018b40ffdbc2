"""Questions from the public, inside: what waits and what is late, showing, refusing, answering."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import Error, transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.answers import No
from dueregard.documents.audience import Audience
from dueregard.people.rules import may
from dueregard.report.public_register.carrying import actions as carrying
from dueregard.report.questions import actions, queries, rules
from dueregard.report.questions.actions import Reply
from dueregard.report.questions.queries import QuestionLine
from dueregard.report.questions.rules import REASON_NAMES, Reason, State
from dueregard.web.audience import page
from dueregard.web.doing import attempt


class ShowForm(forms.Form):
    """The words to show: as they came, or with more taken out."""

    words = forms.CharField(
        label=gettext_lazy("What everybody will read"), max_length=rules.MOST_KEPT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "A machine took details out and can miss some. Take out what points at a person: "
            "write [taken out] in its place. You cannot change anything else."
        ),
        error_messages={"required": gettext_lazy("Leave the words of the question here")},
    )


class RefuseForm(forms.Form):
    """Why it is not shown."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why is it not shown?"), widget=forms.RadioSelect,
        choices=[(each.value, REASON_NAMES[each]) for each in Reason],
        help_text=gettext_lazy(
            "The public reads how many questions were not shown for each reason. "
            "Not liking a question is none of them."
        ),
        error_messages={"required": gettext_lazy("Choose why it is not shown")},
    )
    same_as = forms.CharField(
        label=gettext_lazy("If it repeats another: the number of that question"), required=False,
        max_length=8, help_text=gettext_lazy("Such as BCD-2345. It must be one that is shown."),
    )

    def clean(self) -> dict[str, Any]:
        """The reason as what it is."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("reason"):
            cleaned["reason"] = Reason(cleaned["reason"])
        return cleaned


class AnswerForm(forms.Form):
    """The answer, the post that gives it, and which version it is about."""

    words = forms.CharField(
        label=gettext_lazy("Your answer"), max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "Everybody reads it beside the question. Short sentences, plain words, no names."
        ),
        error_messages={"required": gettext_lazy("Write the answer")},
    )
    post = forms.CharField(
        label=gettext_lazy("Which post answers?"), max_length=120,
        help_text=gettext_lazy("Such as Head of Digital Policing. A post, not a name."),
        error_messages={"required": gettext_lazy("Say which post answers")},
    )
    version = forms.TypedChoiceField(
        label=gettext_lazy("Which version of the page is your answer about?"), coerce=int,
        error_messages={"required": gettext_lazy("Choose a version")},
    )
    changed_to = forms.TypedChoiceField(
        label=gettext_lazy("Did you change the page because of it?"), coerce=int,
        required=False, empty_value=None,
    )

    def __init__(self, *args: Any, versions: tuple[int, ...], about: int, **kwargs: Any) -> None:
        """Know which versions there are, and which the question was about."""
        super().__init__(*args, **kwargs)
        named = [(each, _("Version %(n)s") % {"n": each}) for each in versions]
        self.fields["version"].choices = named  # type: ignore[attr-defined]
        self.fields["changed_to"].choices = [  # type: ignore[attr-defined]
            ("", _("No")),
            *((each, _("Yes: it is changed in version %(n)s") % {"n": each})
              for each in versions if each > about),
        ]


@page(Audience.FORCE, permission="questions.read")
def questions(request: Any) -> HttpResponse:
    """All questions that this person may read, after fetching what waits at the public door."""
    _fetch(request)
    today = request.now.date()
    desk = queries.desk(reader=request.actor, today=today)
    return render(request, "questions/questions.html", {
        "groups": [
            {"key": "late", "title": _("Late: no answer after 20 working days"),
             "lines": desk.late},
            {"key": "waiting", "title": _("Not read yet"), "lines": desk.waiting},
            {"key": "unanswered", "title": _("Shown, without an answer"),
             "lines": desk.unanswered},
            {"key": "answered", "title": _("Answered"), "lines": desk.answered},
            {"key": "refused", "title": _("Not shown"), "lines": desk.refused},
        ],
        "any": any((desk.late, desk.waiting, desk.unanswered, desk.answered, desk.refused)),
    })


@page(Audience.FORCE, permission="questions.read")
def question(request: Any, number: str) -> HttpResponse:
    """One question: its words, its answers, and what this person can do with it."""
    line = _line(request, number)
    return render(request, "questions/question.html", {
        "line": line, "barred": _barred(request, line),
        "waiting": line.state is State.WAITING, "shown": line.state is State.SHOWN,
    })


@page(Audience.FORCE, permission="questions.moderate")
def show(request: Any, number: str) -> HttpResponse:
    """Show it to everybody, with more taken out where something was missed."""
    line = _line(request, number)
    before = line.shown_words or line.words
    form = ShowForm(request.POST if request.method == "POST" else None, initial={"words": before})
    if form.is_valid():
        made = attempt(form, actions.show, number=number, by=request.actor, now=request.now,
                       **form.cleaned_data)
        if made is not None:
            messages.success(request, _("Everybody can read the question now."))
            return _done(request, number)
    return _one(request, line, form, title=_("Show this question"), submit=_("Show it"),
                barred=_barred(request, line)["show"])


@page(Audience.FORCE, permission="questions.moderate")
def refuse(request: Any, number: str) -> HttpResponse:
    """Keep it from the page, or take it off, for a reason that is counted."""
    line = _line(request, number)
    form = RefuseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, actions.refuse, number=number, by=request.actor, now=request.now,
                       **form.cleaned_data)
        if made is not None:
            messages.success(request, _("The question is not shown. The reason is counted."))
            return _done(request, number)
    return _one(request, line, form, title=_("Do not show this question"),
                submit=_("Do not show it"), kind="warning",
                barred=_barred(request, line)["refuse"])


@page(Audience.FORCE, permission="questions.answer")
def answer(request: Any, number: str) -> HttpResponse:
    """Answer it in the name of a post, about one version of the page."""
    line = _line(request, number)
    form = AnswerForm(
        request.POST if request.method == "POST" else None, about=line.version,
        versions=queries.versions(line.ref),
    )
    if form.is_valid():
        made = attempt(form, actions.answer, number=number, reply=Reply(**form.cleaned_data),
                       by=request.actor, now=request.now)
        if made is not None:
            messages.success(request, _("The answer stands beside the question."))
            return _done(request, number)
    return _one(request, line, form, title=_("Answer this question"), submit=_("Answer"),
                barred=_barred(request, line)["answer"])


def _line(request: Any, number: str) -> QuestionLine:
    return queries.one(number, today=request.now.date(), reader=request.actor)


def _barred(request: Any, line: QuestionLine) -> dict[str, str]:
    """For each thing that can be done: nothing when this person may, or the reason why not."""
    moderate = may(request.actor, "questions.moderate", line.concern)
    answering = may(request.actor, "questions.answer", line.concern)
    words = line.words or line.shown_words
    gone = No(_("Its words are not kept any more, so it cannot be shown."), "forgotten")
    off = No(_("It is not shown already."), "refused-already")
    unshown = No(_("Show the question first. People read the answer beside it."), "not-shown")
    found = {
        "show": moderate if not moderate or words else gone,
        "refuse": moderate if not moderate or line.state is not State.REFUSED else off,
        "answer": answering if not answering or line.state is State.SHOWN else unshown,
    }
    return {name: each.reason if isinstance(each, No) else "" for name, each in found.items()}


def _one(
    request: Any, line: QuestionLine, form: forms.Form, *, title: str, submit: str, barred: str,
    kind: str = "",
) -> HttpResponse:
    return render(request, "questions/one_form.html", {
        "line": line, "form": form, "title": title, "submit": submit, "barred": barred,
        "kind": kind, "back_url": reverse("question", args=[line.number]),
    })


def _done(request: Any, number: str) -> HttpResponse:
    """Lay it before the public now; the hourly tick does it again where this could not."""
    try:
        with transaction.atomic(using="public"):
            carrying.lay_out(now=request.now)
    except Error:
        _unreached(request)
    return redirect("question", number)


def _fetch(request: Any) -> None:
    try:
        carrying.fetch(now=request.now)
    except Error:
        _unreached(request)


def _unreached(request: Any) -> None:
    messages.warning(request, _(
        "The public pages could not be reached. That is tried again within the hour."
    ))


urlpatterns = [
    path("questions/", questions, name="questions"),
    path("questions/<str:number>/", question, name="question"),
    path("questions/<str:number>/show/", show, name="question-show"),
    path("questions/<str:number>/refuse/", refuse, name="question-refuse"),
    path("questions/<str:number>/answer/", answer, name="question-answer"),
]
