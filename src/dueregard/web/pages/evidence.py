"""Evidence: measure a file, record what was said, read what was found."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard import documents
from dueregard.answers import DueRegardError, No
from dueregard.documents.audience import Audience
from dueregard.findings import layouts, reading_tables
from dueregard.findings.about import About, Asked
from dueregard.identify.evidence import actions, queries, rules
from dueregard.identify.evidence.queries import EvidenceSheet
from dueregard.identify.evidence.rules import LEVEL_NAMES, MOST, SOURCE_NAMES, Source
from dueregard.identify.points import queries as points
from dueregard.instruments import INSTRUMENTS, load
from dueregard.lenses import bank as banks
from dueregard.people.rules import may
from dueregard.web import tasks, uploads
from dueregard.web.asked_measures import answered
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.measure_forms import READY_MADE, AskForm, MeasureForm
from dueregard.web.use_frame import frame

_SALT = "measure"
_CLAIM_LEVELS = sorted({each for levels in rules.CLAIMS.values() for each in levels})


def _lenses() -> list[tuple[str, str]]:
    return [(each.id, each.title) for each in banks.load().lenses]


class ClaimForm(forms.Form):
    """What somebody said about a use."""

    title = forms.CharField(
        label=gettext_lazy("A short name for it"), max_length=200,
        error_messages={"required": gettext_lazy("Enter a short name for it")},
    )
    statement = forms.CharField(
        label=gettext_lazy("What was said?"), widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("As near as you can to the words that were used."),
        error_messages={"required": gettext_lazy("Enter what was said")},
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Who says so?"), choices=list(SOURCE_NAMES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose who says so")},
    )
    said_by = forms.CharField(
        label=gettext_lazy("Which organisation or paper?"), max_length=200,
        error_messages={"required": gettext_lazy("Enter the organisation or paper")},
    )
    dated_on = forms.DateField(
        label=gettext_lazy("When was it said?"), required=False,
        error_messages={"invalid": gettext_lazy("Enter a date, like 27/3/2026")},
    )
    level = forms.TypedChoiceField(
        label=gettext_lazy("How was it tested?"), coerce=int, widget=forms.RadioSelect,
        choices=[(each, LEVEL_NAMES[each]) for each in _CLAIM_LEVELS],
        error_messages={"required": gettext_lazy("Choose how it was tested")},
    )
    lens = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        error_messages={"required": gettext_lazy("Choose what it is about")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the seven lenses."""
        super().__init__(*args, **kwargs)
        self.fields["lens"].choices = [("", ""), *_lenses()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Say beside the level when its source cannot give it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if {"source", "level", "said_by"} <= set(cleaned):
            cleaned["source"] = Source(cleaned["source"])
            answer = rules.may_claim(
                source=cleaned["source"], level=cleaned["level"], said_by=cleaned["said_by"]
            )
            if isinstance(answer, No):
                self.add_error("level", answer.reason)
        return cleaned


class ReplaceForm(forms.Form):
    """Which newer evidence takes the place of this."""

    replaced_by_id = forms.TypedChoiceField(
        label=gettext_lazy("Which evidence takes its place?"), coerce=int,
        error_messages={"required": gettext_lazy("Choose the newer evidence")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"), max_length=500,
        error_messages={"required": gettext_lazy("Say why it is replaced")},
    )

    def __init__(self, *args: Any, others: list[tuple[int, str]], **kwargs: Any) -> None:
        """Offer the use's other evidence."""
        super().__init__(*args, **kwargs)
        self.fields["replaced_by_id"].choices = others  # type: ignore[attr-defined]


@page(Audience.FORCE, permission="register.read")
def evidence(request: Any, evidence_id: int) -> HttpResponse:
    """One piece of evidence: who says so, how well it is tested, and the paper itself."""
    found = queries.sheet(evidence_id)
    context = frame(found.ref, step="identify")
    titles = dict(_lenses())
    return render(request, "evidence/evidence.html", context | {
        "found": found, "lens": titles.get(found.lens, found.lens), "most": MOST,
        "formats": _formats(found),
        "answers": answered(
            found.instrument if found.finding else "",
            points.visible_points(found.ref, request.actor).points),
        "may_replace": may(request.actor, "evidence.attach", context["use"].concern),
    })


@page(Audience.FORCE, permission="register.read")
def download(request: Any, evidence_id: int, form: str) -> HttpResponse:
    """The paper of a measurement in a format; as JSON, the finding itself."""
    found = queries.sheet(evidence_id)
    made = documents.FORMATS.get(f".{form}")
    if made is None or found.document is None or found.finding is None:
        raise Http404
    try:
        content = (
            (found.finding + "\n").encode() if form == "json" else made.write(found.document)
        )
    except DueRegardError as problem:
        messages.error(request, str(problem))
        return redirect("evidence", evidence_id)
    response = HttpResponse(content, content_type=made.media_type)
    response["Content-Disposition"] = f'attachment; filename="evidence-{evidence_id}.{form}"'
    return response


@page(Audience.FORCE, permission="evidence.attach")
def measure(request: Any, ref: str) -> HttpResponse:
    """Send a file to be measured; where the instrument has questions, they come next."""
    context = frame(ref, step="identify")
    answer = may(request.actor, "evidence.attach", context["use"].concern)
    posted = request.method == "POST"
    form = MeasureForm(
        request.POST if posted else None, request.FILES if posted else None,
        initial={"instrument": request.GET.get("instrument", ""), "source": Source.FORCE.value},
    )
    if not isinstance(answer, No) and form.is_valid() and _has_questions(form):
        return redirect("measure-asks", ref, _kept(form))
    if form.is_valid():
        made = _ask(request, ref, form)
        if made is not None:
            return redirect("job", int(made.removeprefix("job-")))
    return render(request, "evidence/measure.html", context | {
        "form": form, "barred": answer.reason if isinstance(answer, No) else "",
        "instruments": [load(name).ABOUT for name in INSTRUMENTS],
    })


@page(Audience.FORCE, permission="evidence.attach")
def measure_asks(request: Any, ref: str, token: str) -> HttpResponse:
    """What the instrument asks of the file that was sent. The work goes on behind the page."""
    try:
        kept = signing.loads(token, salt=_SALT)
        path = uploads.path_of(kept["sha256"])
    except signing.BadSignature:
        raise Http404 from None
    if not path.exists():
        messages.error(request, _("The file is not here any more. Send it again to measure it."))
        return redirect("measure", ref)
    context = frame(ref, step="identify")
    about = load(kept["instrument"]).ABOUT
    try:
        headings = reading_tables.headings(path)
    except DueRegardError as problem:
        uploads.let_go(kept["sha256"])
        messages.error(request, str(problem).replace(str(path), kept["file_name"]))
        return redirect("measure", ref)
    layout = layouts.recognise(headings)
    posted = request.method == "POST"
    form = AskForm(
        request.POST if posted else None, request.FILES if posted else None, about=about,
        headings=headings, optional=_answered_by_layout(about) if layout else (),
    )
    if form.is_valid():
        made = _ask_with(request, ref, form, kept)
        if made is not None:
            return redirect("job", int(made.removeprefix("job-")))
    return render(request, "evidence/measure_asks.html", context | {
        "form": form, "about": about, "file_name": kept["file_name"],
        "layout": layout.title if layout else "",
    })


@page(Audience.FORCE, permission="evidence.attach")
def claim(request: Any, ref: str) -> HttpResponse:
    """Record what somebody said."""
    form = ClaimForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, actions.record_claim, ref=ref, by=request.actor, now=request.now,
                       **form.cleaned_data)
        if made is not None:
            messages.success(request, _("It is kept, with who said it."))
            return redirect("identify", ref)
    context = frame(ref, step="identify")
    answer = may(request.actor, "evidence.attach", context["use"].concern)
    return render(request, "identify/ask.html", context | {
        "form": form, "title": _("Record what was said"), "submit": _("Keep it"),
        "lead": _("A claim by a supplier, another force, a researcher or people affected. If you "
                  "have the figures themselves, measure them instead."),
        "back_url": reverse("identify", args=[ref]),
        "barred": answer.reason if isinstance(answer, No) else "",
    })


@page(Audience.FORCE, permission="evidence.attach")
def replace(request: Any, evidence_id: int) -> HttpResponse:
    """Say that newer evidence takes the place of this."""
    found = queries.sheet(evidence_id)
    others = [
        (each.id, each.title) for each in queries.of_use(found.ref) if each.id != evidence_id
    ]
    form = ReplaceForm(request.POST if request.method == "POST" else None, others=others)
    if form.is_valid():
        made = attempt(form, actions.supersede, evidence_id=evidence_id, by=request.actor,
                       now=request.now, **form.cleaned_data)
        if made is not None:
            messages.success(request, _("The newer evidence now stands in its place."))
            return redirect("identify", found.ref)
    context = frame(found.ref, step="identify")
    answer = may(request.actor, "evidence.attach", context["use"].concern)
    barred = answer.reason if isinstance(answer, No) else ""
    if not others:
        barred = _("There is no other evidence about this use yet. Attach the newer one first.")
    return render(request, "identify/ask.html", context | {
        "form": form, "title": _("Replace “%(title)s”") % {"title": found.title},
        "lead": _("The old one stays readable, and says what replaced it."),
        "submit": _("Replace it"), "back_url": reverse("evidence", args=[evidence_id]),
        "barred": barred,
    })


def _has_questions(form: MeasureForm) -> bool:
    """Whether the instrument asks which column is which, as one of a fixed layout does not."""
    name = form.cleaned_data["instrument"]
    if name not in INSTRUMENTS:
        return False
    about = load(name).ABOUT
    return about.ask_first or not about.columns or any(each.required for each in about.asks)


def _kept(form: MeasureForm) -> str:
    """Keep the file until its questions are answered; a signed word for it."""
    given = form.cleaned_data
    return signing.dumps({
        "sha256": uploads.keep(given["file"]), "file_name": given["file"].name,
        "instrument": given["instrument"], "title": given["title"], "source": given["source"],
        "lens": given["lens"],
    }, salt=_SALT)


def _answered_by_layout(about: About) -> list[str]:
    """What need not be said of a file whose layout is known: which column is which."""
    return [each.name for each in about.asks if each.asked is Asked.COLUMNS
            or each.asked is Asked.COLUMN]


def _ask(request: Any, ref: str, form: MeasureForm) -> str | None:
    given = form.cleaned_data
    sha256 = uploads.keep(given["file"])
    made = attempt(
        form, actions.ask_to_measure, ref=ref, sha256=sha256, title=given["title"],
        instrument="" if given["instrument"] == READY_MADE else given["instrument"],
        file_name=given["file"].name, lens=given["lens"], source=Source(given["source"]),
        enqueue=tasks.enqueue, by=request.actor, now=request.now,
    )
    if made is None:
        uploads.let_go(sha256)
    return made


def _ask_with(request: Any, ref: str, form: AskForm, kept: dict[str, str]) -> str | None:
    options, beside = form.options(), {}
    for name, file in form.own_files().items():
        sha256 = uploads.keep(file)
        beside[sha256] = file.name
        options[name] = [*options.get(name, []), sha256]
    made = attempt(
        form, actions.ask_to_measure, ref=ref, sha256=kept["sha256"], title=kept["title"],
        instrument=kept["instrument"], file_name=kept["file_name"], lens=kept["lens"],
        source=Source(kept["source"]), options=options, beside=beside, enqueue=tasks.enqueue,
        by=request.actor, now=request.now,
    )
    if made is None:
        for sha256 in beside:
            uploads.let_go(sha256)
    return made


def _formats(found: EvidenceSheet) -> list[documents.Format]:
    return list(documents.FORMATS.values()) if found.document else []


urlpatterns = [
    path("uses/<str:ref>/measure/", measure, name="measure"),
    path("uses/<str:ref>/measure/<str:token>/", measure_asks, name="measure-asks"),
    path("uses/<str:ref>/evidence/add/", claim, name="claim"),
    path("evidence/<int:evidence_id>/", evidence, name="evidence"),
    path("evidence/<int:evidence_id>/replace/", replace, name="evidence-replace"),
    path("evidence/<int:evidence_id>/download/<str:form>/", download, name="evidence-download"),
]
