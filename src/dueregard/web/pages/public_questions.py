"""Asking about a public record without an account, and what becomes of what was asked.

No cookie is set and nobody is known: a form is told from a program by how long it was open.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.answers import No, Refused
from dueregard.documents.audience import Audience
from dueregard.report.public_register import queries as register
from dueregard.report.public_register.asked import actions, queries, rules
from dueregard.report.public_register.asked.rules import Token
from dueregard.report.public_register.queries import Record
from dueregard.report.questions.rules import ANSWER_WITHIN, MOST_LETTERS, is_number
from dueregard.report.questions.stripping import Stripped, strip
from dueregard.web import limits, public_keeping
from dueregard.web.audience import page

_KIND = "public-question"
_SECONDS = 60


class AskForm(forms.Form):
    """What somebody wants to ask or say. `website` is left empty by people."""

    words = forms.CharField(
        label=gettext_lazy("Your question, or what you think"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "Do not write names, addresses, telephone numbers or anything about one case."
        ),
        error_messages={"required": gettext_lazy("Write what you want to ask or tell us")},
    )
    website = forms.CharField(required=False)
    token = forms.CharField(required=False, widget=forms.HiddenInput)


@dataclass(slots=True)
class _Salt:
    """Made anew each day and kept in memory alone, so that yesterday's visitors are nobody."""

    day: date = date.min
    key: bytes = b""

    def of(self, today: date) -> bytes:
        if self.day != today:
            self.day, self.key = today, secrets.token_bytes(32)
        return self.key


_salt = _Salt()


@page(Audience.PUBLIC)
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Write it, read what is kept of it, send it: one address, nothing kept between the steps."""
    record = register.record(slug, sign=public_keeping.signboard(request))
    if record is None:
        raise Http404
    if record.drawn is None:
        return render(request, "public/withdrawn.html", {"record": record}, status=410)
    if request.method != "POST":
        return _form(request, record, AskForm(initial={"token": _new(record)}))
    form = AskForm(request.POST)
    if not form.is_valid():
        return _form(request, record, form)
    step, words = request.POST.get("step", ""), form.cleaned_data["words"]
    if step == "change":
        token = form.cleaned_data["token"] or _new(record)
        return _form(request, record, AskForm(initial={"words": words, "token": token}))
    answer, stripped = rules.may_ask(words, trap=form.cleaned_data["website"]), strip(words)
    # What was stripped may have grown by its markers; whether it still fits is asked below.
    if isinstance(answer, No) and not (step == "send" and answer.code == "words-long"):
        return _refused(request, record, form, answer)
    if step != "send":
        return _confirm(request, record, form, stripped)
    return _send(request, record, form, stripped)


def _send(
    request: HttpRequest, record: Record, form: AskForm, stripped: Stripped
) -> HttpResponse:
    token, now = _read(form.cleaned_data["token"]), _now()
    answer = rules.may_keep(token=token, slug=record.card.slug, now=now)
    if isinstance(answer, No):
        return _refused(request, record, form, answer, again=answer.code != "token-young")
    if token is None or not rules.fits(stripped.text):
        return _refused(request, record, form, No(_("This is too long to keep."), "words-long"))
    who = _who(request, now)
    try:
        new = actions.keep(
            token=token, words=stripped.text, now=now,
            this_hour=limits.knocks(_KIND, who, now=now, seconds=rules.HOUR),
        )
    except Refused as refusal:
        return _refused(request, record, form, No(refusal.reason, refusal.code))
    if new:
        limits.knock(_KIND, who, now=now, seconds=rules.HOUR)
    response = redirect("public-question", token.number)
    response["Location"] += "?sent=1"
    return response


@page(Audience.PUBLIC)
def questions(request: HttpRequest) -> HttpResponse:
    """What waits too long, the newest answers, how fast they came; or all about one record."""
    wanted = request.GET.get("number", "").strip().upper()
    if is_number(wanted):
        return redirect("public-question", wanted)
    slug = request.GET.get("about", "")
    if slug:
        record = register.record(slug, sign=public_keeping.signboard(request))
        if record is None:
            raise Http404
        return _kept(render(request, "public/questions_of_record.html", {
            "record": record, "of_record": queries.of_record(slug, today=_today(), most=None),
        }))
    return _kept(render(request, "public/questions.html", {
        "front": queries.front(today=_today()), "wanted": wanted, "within": ANSWER_WITHIN,
    }))


@page(Audience.PUBLIC)
def question(request: HttpRequest, number: str) -> HttpResponse:
    """One question by its number: thanks to whoever just sent it, and how it stands."""
    found = queries.one(number, today=_today()) if is_number(number) else None
    if found is None:
        raise Http404
    response = render(request, "public/question.html", {
        "asked": found, "sent": "sent" in request.GET, "within": ANSWER_WITHIN,
    })
    response["Cache-Control"] = "no-cache"
    return response


def _form(request: HttpRequest, record: Record, form: AskForm, **more: Any) -> HttpResponse:
    return _own(render(request, "public/ask.html", {
        "record": record, "form": form, "most": MOST_LETTERS, "within": ANSWER_WITHIN, **more,
    }))


def _confirm(
    request: HttpRequest, record: Record, form: AskForm, stripped: Stripped
) -> HttpResponse:
    token = _read(form.cleaned_data["token"])
    answer = rules.may_keep(token=token, slug=record.card.slug, now=_now())
    stale = isinstance(answer, No) and answer.code != "token-young"
    return _own(render(request, "public/ask_confirm.html", {
        "record": record, "stripped": stripped, "within": ANSWER_WITHIN,
        "token": _new(record) if stale else form.cleaned_data["token"],
        "taken": rules.taken_in_words(stripped),
    }))


def _refused(
    request: HttpRequest, record: Record, form: AskForm, answer: No, *, again: bool = False
) -> HttpResponse:
    """The form once more, with the words still in it and the reason beside the field."""
    token = _new(record) if again else form.cleaned_data["token"] or _new(record)
    shown = AskForm({"words": form.cleaned_data["words"], "token": token})
    shown.add_error("website" if answer.code == "trap" else "words", _(answer.reason))
    return _form(request, record, shown, write_instead=answer.code in ("hour", "full"))


def _new(record: Record) -> str:
    token = rules.open_token(slug=record.card.slug, version=record.card.version, now=_now())
    return signing.dumps(token.to_plain(), salt=rules.SALT)


def _read(text: str) -> Token | None:
    try:
        return rules.token_from_plain(signing.loads(text, salt=rules.SALT))
    except signing.BadSignature:
        return None


def _who(request: HttpRequest, now: datetime) -> str:
    """An address as a mark that means nothing tomorrow, nor to anybody but this process."""
    key = _salt.of(rules.day_in_london(now))
    return hmac.new(key, limits.address_of(request).encode(), hashlib.sha256).hexdigest()[:32]


def _own(response: HttpResponse) -> HttpResponse:
    """What somebody is writing is for them: no cache between us keeps it."""
    response["Cache-Control"] = "no-store"
    return response


def _kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = f"public, max-age={_SECONDS}"
    return response


def _now() -> datetime:
    return datetime.now(UTC)


def _today() -> date:
    return rules.day_in_london(_now())


urlpatterns: list[Any] = [
    path("uses/<slug:slug>/ask/", ask, name="public-ask"),
    path("questions/", questions, name="public-questions"),
    path("questions/<str:number>/", question, name="public-question"),
]
