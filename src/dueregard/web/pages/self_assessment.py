"""What the force says of itself: one round, its answers with evidence, what changed, what next."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.answers import DueRegardError, Missing, No
from dueregard.documents import FORMATS
from dueregard.documents.audience import Audience
from dueregard.identify.register import queries as register
from dueregard.people.rules import may
from dueregard.prioritise.self_assessment import actions, paper, queries, rules
from dueregard.prioritise.self_assessment.rules import SAID_NAMES, Said
from dueregard.web.audience import page
from dueregard.web.doing import attempt

# Beside which field a refusal is said.
_FIELD_OF = {
    "evidence-missing": "evidence", "evidence-long": "evidence", "link-wrong": "link",
}


class AnswerForm(forms.Form):
    """How far a statement is true, and what shows it."""

    said = forms.ChoiceField(
        label=gettext_lazy("Is this so?"), widget=forms.RadioSelect,
        choices=[(each.value, SAID_NAMES[each]) for each in Said],
        error_messages={"required": gettext_lazy("Choose an answer")},
    )
    evidence = forms.CharField(
        label=gettext_lazy("What shows it?"), required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Needed for “yes” and “partly”. Do not name members of the public."),
    )
    ref = forms.CharField(
        label=gettext_lazy("A use that shows it, if there is one"), required=False, max_length=20,
        help_text=gettext_lazy("Its reference, such as use-0001."),
    )
    link = forms.CharField(
        label=gettext_lazy("A paper that shows it, if there is one"), required=False,
        max_length=500, help_text=gettext_lazy("Its address, from https:// on."),
    )

    def clean_ref(self) -> str:
        """The reference of a use that there is."""
        ref = str(self.cleaned_data["ref"]).strip().lower()
        if ref:
            try:
                register.sheet(ref)
            except Missing:
                raise forms.ValidationError(
                    _("There is no use %(ref)s. Look it up in the register."), params={"ref": ref}
                ) from None
        return ref

    def clean(self) -> dict[str, Any]:
        """Say beside the field what is wrong."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            cleaned["said"] = Said(cleaned["said"])
            answer = rules.may_answer(
                said=cleaned["said"], evidence=cleaned["evidence"], link=cleaned["link"]
            )
            if isinstance(answer, No):
                self.add_error(_FIELD_OF.get(answer.code), answer.reason)
        return cleaned


class PlainForm(forms.Form):
    """A button and nothing else."""


@page(Audience.FORCE, permission="self-assessment.read")
def self_assessment(request: Any, number: int | None = None) -> HttpResponse:
    """One round: by heading how many of each answer, each statement, and what to do next."""
    sheet = queries.sheet(number)
    may_write = may(request.actor, "self-assessment.write")
    form = PlainForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, actions.begin, by=request.actor, now=request.now)
        if made is not None:
            messages.success(request, _("A new round is open. It begins blank."))
            return redirect("self-assessment")
    return render(request, "self_assessment/round.html", {
        "sheet": sheet, "form": form, "book": queries.book(), "no_total": paper.NO_TOTAL,
        "barred": may_write.reason if isinstance(may_write, No) else "",
        "others": [each for each in queries.numbers() if sheet and each != sheet.number],
        "newest": sheet is not None and sheet.number == (queries.numbers() or (0,))[0],
        "gaps": [
            {"gap": each, "said": rules.name_of(each.said),
             "kind": paper.KIND_NAMES[each.kind], "effort": paper.effort_words(each.effort)}
            for each in (sheet.gaps if sheet else ())
        ],
        "formats": [
            {"label": each.label, "url": reverse(
                "self-assessment-file", args=[sheet.number, each.suffix.removeprefix(".")])}
            for each in FORMATS.values()
        ] if sheet else [],
    })


@page(Audience.FORCE, permission="self-assessment.read")
def statement(request: Any, statement_id: str) -> HttpResponse:
    """One statement: what good looks like, its answer, and every answer before it."""
    asked, sheet = queries.statement(statement_id), queries.sheet()
    earlier = queries.history(statement_id)
    current = next((line for number, line in earlier if sheet and number == sheet.number), None)
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={
        "said": current.said.value, "evidence": current.evidence, "ref": current.ref,
        "link": current.link,
    } if current else {})
    if form.is_valid():
        made = attempt(form, actions.answer, statement=statement_id, by=request.actor,
                       now=request.now, **form.cleaned_data)
        if made is not None:
            messages.success(request, _("The answer is kept, with your name."))
            return redirect(f"{reverse('self-assessment')}#{asked.heading}")
    answer = may(request.actor, "self-assessment.write")
    barred = answer.reason if isinstance(answer, No) else ""
    if not barred and (sheet is None or not sheet.open):
        barred = _("No round is open. Begin a new one first.")
    return render(request, "self_assessment/statement.html", {
        "statement": asked, "heading": queries.book().heading(asked.heading), "form": form,
        "barred": barred, "earlier": earlier, "back_url": reverse("self-assessment"),
    })


@page(Audience.FORCE, permission="self-assessment.write")
def settle(request: Any) -> HttpResponse:
    """Settle the open round under one's name."""
    sheet = queries.sheet()
    form = PlainForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, actions.settle, by=request.actor, now=request.now)
        if made is not None:
            messages.success(request, _("The round is settled, with your name and the day."))
            return redirect("self-assessment")
    return render(request, "self_assessment/settle.html", {
        "sheet": sheet, "form": form, "back_url": reverse("self-assessment"),
        "blank": sum(each.counted.blank for each in sheet.headings) if sheet else 0,
        "barred": "" if sheet and sheet.open else _("No round is open."),
    })


@page(Audience.FORCE, permission="self-assessment.read")
def self_assessment_file(request: Any, number: int, form: str) -> HttpResponse:
    """A round as a file."""
    found, sheet = FORMATS.get(f".{form}"), queries.sheet(number)
    if found is None or sheet is None:
        raise Http404
    try:
        written = found.write(paper.to_document(sheet, now=request.now))
    except DueRegardError as error:
        messages.error(request, str(error))
        return redirect("self-assessment-round", number)
    response = HttpResponse(written, content_type=found.media_type)
    response["Content-Disposition"] = (
        f'attachment; filename="self-assessment-{number}{found.suffix}"'
    )
    return response


urlpatterns = [
    path("self-assessment/", self_assessment, name="self-assessment"),
    path("self-assessment/settle/", settle, name="self-assessment-settle"),
    path("self-assessment/rounds/<int:number>/", self_assessment, name="self-assessment-round"),
    path("self-assessment/rounds/<int:number>/round.<str:form>", self_assessment_file,
         name="self-assessment-file"),
    path("self-assessment/statements/<str:statement_id>/", statement,
         name="self-assessment-statement"),
]
