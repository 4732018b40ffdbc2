"""Prioritise: the options side by side, carrying on as now always among them."""

import itertools
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from dueregard.answers import No
from dueregard.documents.audience import Audience
from dueregard.identify.evidence import queries as evidence
from dueregard.identify.points import queries as points
from dueregard.identify.points import rules as point_rules
from dueregard.lenses import bank as banks
from dueregard.people.rules import may
from dueregard.prioritise.assessment import actions, queries, rules
from dueregard.prioritise.assessment.queries import AssessmentSheet
from dueregard.prioritise.assessment.rules import Chance, EffectKind, Gap, ReplyAnswer, Size
from dueregard.web.assessment_forms import (
    AnswersForm,
    EffectForm,
    OpenForm,
    OptionForm,
    RankForm,
)
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.pressing import press
from dueregard.web.use_frame import frame

WRITE = "assessment.write"


@page(Audience.FORCE, permission="register.read")
def prioritise(request: Any, ref: str) -> HttpResponse:
    """The newest round, or how to open the first."""
    context = frame(ref, step="prioritise")
    newest = queries.latest(ref)
    use = context["use"]
    may_write = may(request.actor, WRITE, use.concern)
    context |= {
        "may_write": may_write,
        "editable": newest is not None and newest.is_open and bool(may_write),
        "may_settle": may(request.actor, "assessment.settle", use.concern),
    }
    if newest is None:
        return render(request, "prioritise/start.html", context | {
            "may_leave": points.may_leave(ref), "counts": points.counts(ref),
        })
    return render(request, "prioritise/prioritise.html", context | _round(newest, newest=True))


@page(Audience.FORCE, permission="register.read")
def earlier(request: Any, ref: str, number: int) -> HttpResponse:
    """A round that is over, as it was."""
    context = frame(ref, step="prioritise")
    found = queries.round_(ref, number)
    refused = No(_("This is an earlier round, and nobody can change it."), "earlier")
    return render(request, "prioritise/prioritise.html", context | _round(found, newest=False) | {
        "may_write": refused, "may_settle": refused,
    })


@page(Audience.FORCE, permission=WRITE)
def open_round(request: Any, ref: str) -> HttpResponse:
    """Begin the first round, or look again."""
    first = not queries.rounds(ref)
    form = OpenForm(request.POST if request.method == "POST" else None, first=first)
    if form.is_valid() and attempt(
        form, actions.open_, ref=ref, by=request.actor, now=request.now, **form.cleaned_data
    ) is not None:
        messages.success(request, _("The assessment is open. Answer the questions first."))
        return redirect("prioritise", ref)
    return _ask(request, ref, form, title=_("Weigh it") if first else _("Look again"),
                submit=_("Open the assessment"), lead=_(
                    "You answer questions through seven lenses, then put the options side by "
                    "side. Carrying on as now is always one of them."))


@page(Audience.FORCE, permission="register.read")
def questions(request: Any, ref: str, lens: str) -> HttpResponse:
    """The questions of one lens, why they are asked, and what good looks like."""
    seen = next((each for each in banks.load().lenses if each.id == lens), None)
    if seen is None:
        raise Http404
    form = AnswersForm(
        request.POST if request.method == "POST" else None,
        questions=queries.lens_questions(ref, lens=lens, now=request.now),
    )
    if form.is_valid():
        given = form.given()
        if not given:
            messages.info(request, _("Nothing was changed."))
            return redirect("prioritise", ref)
        if attempt(form, actions.answer, ref=ref, given=given, by=request.actor,
                   now=request.now) is not None:
            messages.success(request, ngettext(
                "%(count)d answer is kept.", "%(count)d answers are kept.", len(given)
            ) % {"count": len(given)})
            return redirect("prioritise", ref)
    context = frame(ref, step="prioritise")
    return render(request, "prioritise/questions.html", context | {
        "form": form, "lens": seen, "barred": _barred(request, context["use"], ref),
    })


@page(Audience.FORCE, permission=WRITE)
def add_option(request: Any, ref: str) -> HttpResponse:
    """Add something that could be done."""
    form = OptionForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(
        form, actions.add_option, ref=ref, by=request.actor, now=request.now, **form.cleaned_data
    ) is not None:
        messages.success(request, _("The option is added. Say what it would do, and to whom."))
        return redirect("prioritise", ref)
    return _ask(request, ref, form, title=_("Add an option"), submit=_("Add it"), lead=_(
        "A way of doing it, with other safeguards, in fewer places, or without technology."))


@page(Audience.FORCE, permission=WRITE)
def drop_option(request: Any, ref: str, number: int) -> HttpResponse:
    """Take an option out of the open round, once it was asked whether that is meant."""
    newest = queries.latest(ref)
    option = next(
        (each for each in (newest.options if newest else ()) if each.number == number), None
    )
    if option is None:
        raise Http404
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(
        form, actions.drop_option, ref=ref, number=number, by=request.actor, now=request.now
    ) is not None:
        messages.success(request, _("The option is taken out. Put the others in order again."))
        return redirect("prioritise", ref)
    return _ask(request, ref, form, title=_("Take out “%(name)s”?") % {"name": option.name},
                submit=_("Take it out"), kind="warning",
                lead=_("What was said of it goes too. The ledger keeps that it was here."))


@page(Audience.FORCE, permission=WRITE)
def add_effect(request: Any, ref: str, number: int) -> HttpResponse:
    """Say what an option would do to somebody."""
    newest = queries.latest(ref)
    option = next(
        (each for each in (newest.options if newest else ()) if each.number == number), None
    )
    if option is None:
        raise Http404
    known = [
        (each.id, _("%(title)s (%(level)s)") % {
            "title": each.title, "level": each.level_name.lower()
        }) for each in evidence.of_use(ref)
    ]
    form = EffectForm(
        request.POST if request.method == "POST" else None, known=known,
        initial={"kind": request.GET.get("kind", ""), "lens": request.GET.get("lens", "")},
    )
    if form.is_valid():
        said = form.cleaned_data | {
            "kind": EffectKind(form.cleaned_data["kind"]), "size": Size(form.cleaned_data["size"]),
            "chance": Chance(form.cleaned_data["chance"]),
        }
        if attempt(form, actions.add_effect, ref=ref, option=number, by=request.actor,
                   now=request.now, **said) is not None:
            messages.success(request, _("The effect is added."))
            return redirect("prioritise", ref)
    title = _("What would “%(name)s” do?") % {"name": option.name}
    lead = _("What goes on happening to people if nothing changes: the harm that is not stopped, "
             "and what is good about how it is done now.") if option.carry_on else option.text
    return _ask(request, ref, form, title=title, submit=_("Add it"), lead=lead,
                hints=_accepted(ref))


@page(Audience.FORCE, permission=WRITE)
def drop_effect(request: Any, ref: str, effect_id: int) -> HttpResponse:
    """Take an effect out of the open round, once it was asked whether that is meant."""
    newest = queries.latest(ref)
    effect = next(
        (one for each in (newest.options if newest else ()) for one in each.effects
         if one.id == effect_id), None,
    )
    if effect is None:
        raise Http404
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(
        form, actions.drop_effect, ref=ref, effect_id=effect_id, by=request.actor,
        now=request.now,
    ) is not None:
        messages.success(request, _("The effect is taken out."))
        return redirect("prioritise", ref)
    return _ask(request, ref, form, title=_("Take this effect out?"), submit=_("Take it out"),
                kind="warning", lead=effect.text)


@page(Audience.FORCE, permission=WRITE)
def rank(request: Any, ref: str) -> HttpResponse:
    """Put all the options in an order, and say why."""
    newest = queries.latest(ref)
    form = RankForm(
        request.POST if request.method == "POST" else None,
        options=newest.options if newest else (),
        initial={"reason": newest.why_this_order if newest else ""},
    )
    if form.is_valid() and attempt(
        form, actions.rank, ref=ref, order=form.order(), reason=form.cleaned_data["reason"],
        by=request.actor, now=request.now,
    ) is not None:
        messages.success(request, _("The order is kept, with your reason."))
        return redirect("prioritise", ref)
    return _ask(request, ref, form, title=_("Put the options in order"),
                submit=_("Keep this order"), lead=_(
                    "1 is the one you would choose first. No score is worked out: people put "
                    "them in order, and say why."))


@page(Audience.FORCE, permission="assessment.settle")
@require_POST
def settle(request: Any, ref: str) -> HttpResponse:
    """Settle the open round."""
    press(request, actions.settle, ref=ref,
          done=_("The assessment is settled. It can go to the committee now."))
    return redirect("prioritise", ref)


def _round(found: AssessmentSheet, *, newest: bool) -> dict[str, Any]:
    """What the page of a round shows."""
    titles = {each.id: each.title for each in banks.load().lenses}
    context: dict[str, Any] = {
        "sheet": found, "is_newest": newest, "titles": titles, "rounds": queries.rounds(found.ref),
    }
    if not found.is_open:
        return context | {"answers": _answers(queries.replies(found.id), titles)}
    so_far = queries.progress(found.ref)
    missing = queries.gaps_of(found, so_far=so_far)
    return context | {
        "progress": so_far, "settles": rules.may_settle(missing),
        "missing": [{"text": each.text, "url": _where(found.ref, each)} for each in missing],
        "tasks": [_task(found.ref, each) for each in so_far.lenses if each.asked],
    }


def _answers(
    replies: tuple[queries.ReplyLine, ...], titles: dict[str, str]
) -> list[dict[str, Any]]:
    """The answers of a settled round, lens by lens; what nobody knows last."""
    found = []
    for lens, several in itertools.groupby(replies, key=lambda each: each.lens):
        lines = list(several)
        unknown = [each for each in lines if each.answer is ReplyAnswer.DONT_KNOW]
        known = [each for each in lines if each not in unknown]
        found.append({
            "title": titles.get(lens, lens), "known": known, "unknown": unknown,
            "asked": len(lines),
        })
    return found


def _task(ref: str, each: queries.LensProgress) -> dict[str, str]:
    status = "done" if each.answered == each.asked else "started" if each.answered else "none"
    return {
        "text": each.title, "url": reverse("questions", args=[ref, each.lens]), "status": status,
        "label": _("%(answered)d of %(asked)d answered") % {
            "answered": each.answered, "asked": each.asked
        },
        "hint": ngettext(
            "%(due)d that every use answers is left", "%(due)d that every use answers are left",
            each.due,
        ) % {"due": each.due} if each.due else "",
    }


def _where(ref: str, gap: Gap) -> str:
    if gap.code == "questions":
        return reverse("questions", args=[ref, gap.about])
    if gap.code == "effects":
        return reverse("effect-add", args=[ref, int(gap.about)])
    names = {"points": "identify", "options": "option-add", "ranking": "rank"}
    return reverse(names[gap.code], args=[ref])


def _accepted(ref: str) -> list[str]:
    """The points that apply here: what an effect may be drawn from."""
    return [
        f"{each.kind_name}: {each.title}" for each in points.points(ref)
        if each.state is point_rules.State.ACCEPTED
    ]


def _barred(request: Any, use: Any, ref: str) -> str:
    answer = may(request.actor, WRITE, use.concern)
    if isinstance(answer, No):
        return answer.reason
    newest = queries.latest(ref)
    change = rules.may_change(newest.state if newest else None)
    return change.reason if isinstance(change, No) else ""


def _ask(request: Any, ref: str, form: forms.Form, **said: Any) -> HttpResponse:
    """A page with one form, or the reason why this person cannot fill it in."""
    context = frame(ref, step="prioritise")
    if isinstance(form, OpenForm):
        answer = may(request.actor, WRITE, context["use"].concern)
        barred = answer.reason if isinstance(answer, No) else ""
    else:
        barred = _barred(request, context["use"], ref)
    return render(request, "identify/ask.html", context | said | {
        "form": form, "barred": barred, "back_url": reverse("prioritise", args=[ref]),
    })


urlpatterns = [
    path("uses/<str:ref>/prioritise/", prioritise, name="prioritise"),
    path("uses/<str:ref>/prioritise/open/", open_round, name="assessment-open"),
    path("uses/<str:ref>/prioritise/round/<int:number>/", earlier, name="round"),
    path("uses/<str:ref>/prioritise/options/add/", add_option, name="option-add"),
    path("uses/<str:ref>/prioritise/options/<int:number>/drop/", drop_option, name="option-drop"),
    path("uses/<str:ref>/prioritise/options/<int:number>/effect/", add_effect, name="effect-add"),
    path("uses/<str:ref>/prioritise/effects/<int:effect_id>/drop/", drop_effect,
         name="effect-drop"),
    path("uses/<str:ref>/prioritise/rank/", rank, name="rank"),
    path("uses/<str:ref>/prioritise/settle/", settle, name="settle"),
    path("uses/<str:ref>/questions/<str:lens>/", questions, name="questions"),
]
