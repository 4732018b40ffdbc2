"""What people think that we use: the kit, each wave of answers, and the cards made of the gaps."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dueregard.answers import DueRegardError, No
from dueregard.documents import FORMATS, Format
from dueregard.documents.audience import Audience
from dueregard.documents.charts import draw
from dueregard.documents.document import Chart, Document, Part
from dueregard.findings import reading_tables
from dueregard.findings.figures import figure, spread
from dueregard.findings.finding import NotComputed, VerdictCode
from dueregard.findings.paper import as_document
from dueregard.findings.survey import Technology, column
from dueregard.instruments import load
from dueregard.lenses.plain_words import EASY_GRADE, reading
from dueregard.people.rules import may
from dueregard.report.perception import actions, cards, kit, queries, rules
from dueregard.report.perception.queries import WaveSheet
from dueregard.report.perception.rules import MOVE_NAMES, Belief
from dueregard.report.publication.plain_words import lines
from dueregard.web import tasks, uploads
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.perception_forms import CardsForm, ColumnsForm, WaveForm

_SALT = "perception"


@page(Audience.FORCE, permission="perception.read")
def waves(request: Any) -> HttpResponse:
    """Every wave, what to do first, and the way to the kit."""
    return render(request, "perception/waves.html", {
        "waves": queries.waves(), "may_record": may(request.actor, "perception.record"),
    })


@page(Audience.FORCE, permission="perception.read")
def survey_kit(request: Any) -> HttpResponse:
    """The kit for the technologies that the force chooses, to read and to take away."""
    every = queries.technologies()
    chosen = _chosen(request, every)
    words = reading(kit.asked_words(chosen))
    query = "&".join(f"technology={each.id}" for each in chosen)
    return render(request, "perception/kit.html", {
        "every": [(each, each in chosen) for each in every], "chosen": chosen,
        "paper": kit.kit(chosen, made_at=request.now.isoformat(timespec="seconds")),
        "reading": words, "grade": None if isinstance(words.grade, NotComputed) else words.grade,
        "easy": f"{EASY_GRADE:g}",
        "formats": [
            {"label": each.label,
             "url": f"{reverse('perception-kit-file', args=[each.suffix[1:]])}?{query}"}
            for each in FORMATS.values() if each.suffix in (".html", ".pdf", ".odt")
        ],
        "sheets": [
            {"label": FORMATS[suffix].label,
             "url": f"{reverse('perception-sheet-file', args=[suffix[1:]])}?{query}"}
            for suffix in (".csv", ".xlsx")
        ],
    })


@page(Audience.FORCE, permission="perception.read")
def kit_file(request: Any, form: str) -> HttpResponse:
    """The kit as a file."""
    chosen = _chosen(request, queries.technologies())
    paper = kit.kit(chosen, made_at=request.now.isoformat(timespec="seconds"))
    return _file(request, paper, form=form, name="survey-kit", back=reverse("perception-kit"))


@page(Audience.FORCE, permission="perception.read")
def sheet_file(request: Any, form: str) -> HttpResponse:
    """The empty answer sheet as a file."""
    chosen = _chosen(request, queries.technologies())
    if form == "xlsx":
        return _sent(kit.answer_workbook(chosen), made=FORMATS[".xlsx"], name="answer-sheet")
    if form != "csv":
        raise Http404
    paper = kit.answer_sheet(chosen, made_at=request.now.isoformat(timespec="seconds"))
    return _file(request, paper, form=form, name="answer-sheet", back=reverse("perception-kit"))


@page(Audience.FORCE, permission="perception.record")
def bring_in(request: Any) -> HttpResponse:
    """Say who asked whom, and send the answers; which column is which comes next."""
    posted = request.method == "POST"
    form = WaveForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_valid():
        answer = rules.may_record(form.told(), today=request.now.date())
        if isinstance(answer, No):
            form.add_error("asked_to", answer.reason)
        elif form.cleaned_data["name"].strip() in queries.names():
            form.add_error("name", _("There is a wave of that name already"))
        else:
            return redirect("perception-columns", _kept(form))
    return render(request, "perception/bring_in.html", {"form": form})


@page(Audience.FORCE, permission="perception.record")
def columns(request: Any, token: str) -> HttpResponse:
    """Which column is which, and how often each tool was used. The work goes on behind the page."""
    try:
        kept = signing.loads(token, salt=_SALT)
        file = uploads.path_of(kept["sha256"])
    except signing.BadSignature:
        raise Http404 from None
    if not file.exists():
        messages.error(request, _("The file is not here any more. Send it again to measure it."))
        return redirect("perception-bring-in")
    try:
        headings = reading_tables.headings(file)
    except DueRegardError as problem:
        uploads.let_go(kept["sha256"])
        messages.error(request, str(problem).replace(str(file), kept["file_name"]))
        return redirect("perception-bring-in")
    posted = request.POST if request.method == "POST" else None
    facts = queries.actual(often={})
    form = ColumnsForm(posted, headings=headings, facts=facts)
    if form.is_valid():
        made = attempt(
            form, actions.ask_to_measure, told=rules.told_from(kept["told"]),
            sha256=kept["sha256"], file_name=kept["file_name"], options=form.options(),
            often=form.often(), by=request.actor, now=request.now, enqueue=tasks.enqueue,
        )
        if made is not None:
            return redirect("job", int(made.removeprefix("job-")))
    asked = {column("uses", each.technology): each for each in facts}
    return render(request, "perception/columns.html", {
        "form": form, "file_name": kept["file_name"],
        "facts": [asked[each] for each in headings if each in asked],
        "limits": load(actions.INSTRUMENT).ABOUT.limits,
    })


@page(Audience.FORCE, permission="perception.read")
def wave(request: Any, wave_id: int) -> HttpResponse:
    """What people think beside what is true, whether gaps closed, trust, and the way to cards."""
    found = queries.sheet(wave_id)
    chart = cards.chart(found.beliefs)
    return render(request, "perception/wave.html", {
        "wave": found, "gaps": [_line(each, found) for each in found.beliefs],
        "gap_columns": _gap_columns(found),
        "often": [f"{cards.thinks(each)} {cards.truth(each)}" for each in found.beliefs
                  if each.more_often is not None],
        "trust_columns": [
            {"label": _("Statement")}, {"label": _("Agree"), "numeric": True},
            {"label": _("Likely between"), "numeric": True},
            {"label": _("Don't know"), "numeric": True},
        ],
        "trust": [
            [each.statement, figure(each.agree.value, unit="share"), spread(each.agree),
             figure(each.unsure.value, unit="share") if each.unsure else ""]
            for each in found.trust
        ],
        "chart": _drawn(chart) if chart else None,
        "paper": as_document(
            found.finding, made_at=found.at.isoformat(timespec="seconds"),
            audience=Audience.FORCE,
            counts_people=load(actions.INSTRUMENT).ABOUT.counts_people,
        ) if request.GET.get("figures") else None,
        # The gaps in order are the table above them.
        "caveats": [each for each in found.finding.caveats if each.code != "gaps-in-order"],
        "left_out": rules.left_out(found.beliefs, picked=set(found.picked)),
        "fit": found.finding.verdict.code is not VerdictCode.NOT_FIT,
        "may_pick": may(request.actor, "perception.pick"),
    })


@page(Audience.FORCE, permission="perception.pick")
def pick(request: Any, wave_id: int) -> HttpResponse:
    """Pick the gaps that people are told of, and say what is done about each."""
    found = queries.sheet(wave_id)
    form = CardsForm(request.POST if request.method == "POST" else None, wave=found)
    if form.is_valid():
        made = attempt(form, actions.pick, wave_id=wave_id, picked=form.picked(),
                       by=request.actor, now=request.now)
        if made is not None:
            count = len(form.picked())
            messages.success(request, ngettext(
                "%(count)d card is made.", "%(count)d cards are made.", count
            ) % {"count": count})
            return redirect("perception-preview", wave_id)
    return render(request, "perception/cards.html", {"form": form, "wave": found})


@page(Audience.FORCE, permission="perception.read")
def preview(request: Any, wave_id: int) -> HttpResponse:
    """The cards as the public would read them, with how hard they are to read."""
    paper = draw(queries.document(wave_id, now=request.now))
    words = reading(line.text for line in lines(paper))
    return render(request, "perception/preview.html", {
        "wave": queries.sheet(wave_id), "paper": paper, "reading": words,
        "grade": None if isinstance(words.grade, NotComputed) else words.grade,
        "easy": f"{EASY_GRADE:g}",
        "may_pick": may(request.actor, "perception.pick"),
        "formats": [
            {"label": each.label,
             "url": reverse("perception-preview-file", args=[wave_id, each.suffix[1:]])}
            for each in FORMATS.values()
        ],
    })


@page(Audience.FORCE, permission="perception.read")
def preview_file(request: Any, wave_id: int, form: str) -> HttpResponse:
    """The cards as a file."""
    return _file(request, draw(queries.document(wave_id, now=request.now)), form=form,
                 name=f"perception-{wave_id}", back=reverse("perception-preview", args=[wave_id]))


def _chosen(request: Any, every: tuple[Technology, ...]) -> tuple[Technology, ...]:
    """Those that the address names; all of them where it names none that there is."""
    wanted = set(request.GET.getlist("technology"))
    return tuple(each for each in every if each.id in wanted) or every


def _kept(form: WaveForm) -> str:
    """Keep the file until it is said which column is which; a signed word for it."""
    file = form.cleaned_data["file"]
    told = {
        key: value.isoformat() if hasattr(value, "isoformat") else value
        for key, value in form.cleaned_data.items() if key != "file"
    }
    return signing.dumps({
        "sha256": uploads.keep(file), "file_name": file.name, "told": told,
    }, salt=_SALT)


def _drawn(chart: Chart) -> Document:
    """The picture alone, as a piece of a page."""
    return draw(Document(
        kind="picture", title=_("As a picture"), made_at="",
        parts=(Part(title=_("Think we use it, beside what is true"), blocks=(chart,)),),
    ))


def _gap_columns(found: WaveSheet) -> list[dict[str, Any]]:
    since = [{"label": _("Since %(wave)s") % {"wave": found.before}}] if found.before else []
    return [
        {"label": _("Technology")}, {"label": _("Think we use it"), "numeric": True},
        {"label": _("Likely between"), "numeric": True},
        {"label": _("Don't know"), "numeric": True}, {"label": _("We use it")},
        {"label": _("Gap"), "numeric": True}, *since,
    ]


def _line(belief: Belief, found: WaveSheet) -> list[str]:
    line = [
        f"{belief.called[:1].upper()}{belief.called[1:]}", figure(belief.think, unit="share"),
        f"{figure(belief.low, unit='share')} to {figure(belief.high, unit='share')}",
        figure(belief.unsure, unit="share"),
        {True: _("Yes"), False: _("No"), None: _("Not known")}[belief.used],
        "" if belief.gap is None else figure(belief.gap, unit="points"),
    ]
    if not found.before:
        return line
    moved = found.moved.get(belief.technology)
    if moved is None:
        return [*line, ""]
    by = f" ({figure(moved.by, unit='points')})" if moved.by else ""
    return [*line, f"{MOVE_NAMES[moved.move]}{by}"]


def _file(request: Any, paper: Document, *, form: str, name: str, back: str) -> HttpResponse:
    made = FORMATS.get(f".{form}")
    if made is None:
        raise Http404
    try:
        content = made.write(paper)
    except DueRegardError as problem:
        messages.error(request, str(problem))
        return redirect(back)
    return _sent(content, made=made, name=name)


def _sent(content: bytes, *, made: Format, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=made.media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}{made.suffix}"'
    return response


urlpatterns = [
    path("perception/", waves, name="perception"),
    path("perception/kit/", survey_kit, name="perception-kit"),
    path("perception/kit.<str:form>", kit_file, name="perception-kit-file"),
    path("perception/answer-sheet.<str:form>", sheet_file, name="perception-sheet-file"),
    path("perception/bring-in/", bring_in, name="perception-bring-in"),
    path("perception/bring-in/<str:token>/", columns, name="perception-columns"),
    path("perception/<int:wave_id>/", wave, name="perception-wave"),
    path("perception/<int:wave_id>/cards/", pick, name="perception-pick"),
    path("perception/<int:wave_id>/preview/", preview, name="perception-preview"),
    path("perception/<int:wave_id>/preview.<str:form>", preview_file,
         name="perception-preview-file"),
]
