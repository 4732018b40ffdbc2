"""Agreements to share: the list, one agreement, its clock, its paper, bringing old ones in."""

import io
import tempfile
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from dueregard.answers import DueRegardError, No
from dueregard.documents import FORMATS
from dueregard.documents.audience import Audience
from dueregard.identify.register.actions import Description
from dueregard.identify.register.rules import Affected
from dueregard.manage.agreements import actions, queries, sections
from dueregard.manage.agreements.queries import AgreementSheet
from dueregard.manage.partners import queries as partners
from dueregard.manage.value_cases import queries as value_cases
from dueregard.people.rules import may
from dueregard.sharing import cedar
from dueregard.web.agreement_forms import NewForm, RowsForm
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.partner_forms import WordsForm
from dueregard.web.pressing import press
from dueregard.web.use_frame import frame

# The two that people sign on stand first.
_FIRST = (".pdf", ".odt", ".html")


@page(Audience.FORCE, permission="partners.read")
def sharing(request: Any) -> HttpResponse:
    """Every agreement, those to be looked at first on top, and how partners stand."""
    lines = partners.partners(now=request.now)
    return render(request, "agreements/sharing.html", {
        "agreements": queries.agreements(now=request.now),
        "without": queries.without_agreement(),
        "reviewed": value_cases.on_time(since=request.now - timedelta(days=365)),
        "partners": len(lines),
        "not_receiving": sum(not each.receiving for each in lines),
        "may_write": may(request.actor, "agreements.write"),
        "may_ask": may(request.actor, "sharing.ask"),
        "may_drill": may(request.actor, "sharing.drill"),
    })


@page(Audience.FORCE, permission="agreements.write")
def new(request: Any) -> HttpResponse:
    """Begin an agreement, for a use that is there or for a new one."""
    form = NewForm(
        request.POST if request.method == "POST" else None, uses=queries.without_agreement(),
        partners=partners.names(), initial={"ref": request.GET.get("use", "")},
    )
    if form.is_valid():
        given = form.cleaned_data
        common = {"preset": given["preset"], "partner_ids": given["partner_ids"],
                  "by": request.actor, "now": request.now}
        if given["ref"]:
            made = attempt(form, actions.begin, ref=given["ref"], **common)
        else:
            made = attempt(form, actions.begin_new, described=Description(
                name=given["name"], affected=given["affected"], purpose=given["purpose"],
                affected_count=Affected(given["affected_count"]),
            ), **common)
        if made is not None:
            messages.success(request, _("The agreement is begun. Below is what it leaves open."))
            return redirect("agreement", made)
    return render(request, "partners/ask.html", {
        "form": form, "title": _("Begin an agreement"), "submit": _("Begin it"),
        "back_url": reverse("sharing"),
        "lead": _("An agreement is a use like any other: it is assessed, put to the committee and "
                  "published. Here begin its terms."),
    })


@page(Audience.FORCE, permission="agreements.write")
def bring_in(request: Any) -> HttpResponse:
    """Bring in the list in which the force kept its agreements."""
    posted = request.method == "POST"
    form = RowsForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_valid():
        file, aside = form.cleaned_data["file"], list[str]()

        def do(**given: Any) -> str:
            made, left = actions.bring_in_list(**given)
            aside.extend(left)
            return made

        with tempfile.TemporaryDirectory() as room:
            # The list is read here and its copy is gone with this room.
            path_ = Path(room) / f"list{Path(file.name).suffix}"
            path_.write_bytes(b"".join(file.chunks()))
            made = attempt(form, do, path=path_, name=Path(file.name).name, by=request.actor,
                           now=request.now)
        if made is not None:
            count = len(made.split())
            messages.success(request, ngettext(
                "%(count)d agreement is brought in.", "%(count)d agreements are brought in.", count
            ) % {"count": count})
            for each in aside:
                messages.warning(request, each)
            return redirect("sharing")
    return render(request, "partners/ask.html", {
        "form": form, "title": _("Bring in old agreements"), "submit": _("Bring them in"),
        "back_url": reverse("sharing"),
    })


@page(Audience.FORCE, permission="partners.read")
def agreement(request: Any, ref: str) -> HttpResponse:
    """One agreement: how it stands, what it leaves open, its terms part by part."""
    context = frame(ref, step="manage")
    if not queries.has_agreement(ref):
        return render(request, "agreements/none.html", context | {
            "may_write": may(request.actor, "agreements.write", context["use"].concern),
        })
    sheet = queries.agreement(ref, now=request.now)
    return render(request, "agreements/agreement.html", context | {
        "it": sheet, "clock": sheet.clock, "sections": _sections(sheet),
        "gaps": _gaps(ref, sheet), "formats": _formats(ref, _FIRST),
        "barred": sheet.settle.reason if isinstance(sheet.settle, No) else "",
        "may_write": may(request.actor, "agreements.write", sheet.concern)
        and sheet.ended_on is None,
        "may_settle": may(request.actor, "agreements.settle", sheet.concern)
        and sheet.ended_on is None,
    })


@page(Audience.FORCE, permission="agreements.settle")
@require_POST
def into_force(request: Any, ref: str) -> HttpResponse:
    """Bring the draft into force."""
    press(request, actions.bring_into_force, ref=ref, done=_("It is in force."))
    return redirect("agreement", ref)


@page(Audience.FORCE, permission="agreements.write")
@require_POST
def drop(request: Any, ref: str) -> HttpResponse:
    """Drop the draft of a next version."""
    press(request, actions.drop_draft, ref=ref, done=_("The draft is dropped."))
    return redirect("agreement", ref)


@page(Audience.FORCE, permission="agreements.settle")
def end(request: Any, ref: str) -> HttpResponse:
    """End an agreement."""
    sheet = queries.agreement(ref, now=request.now)
    form = WordsForm(
        request.POST if request.method == "POST" else None, label=_("Why does it end?"),
        hint=_("Nothing may be shared under it from the moment you press. Partners and the public "
               "read the reason."),
        error=_("Say why it ends"),
    )
    if form.is_valid():
        made = attempt(form, actions.end, ref=ref, because=form.cleaned_data["words"],
                       by=request.actor, now=request.now)
        if made is not None:
            messages.success(request, _("The agreement is ended."))
            return redirect("agreement", ref)
    return render(request, "partners/ask.html", {
        "form": form, "title": _("End this agreement"), "caption": sheet.name, "kind": "warning",
        "submit": _("End it"), "back_url": reverse("agreement", args=[ref]),
    })


@page(Audience.FORCE, permission="partners.read")
def paper(request: Any, ref: str) -> HttpResponse:
    """The agreement as a paper to read and sign."""
    return render(request, "agreements/paper.html", frame(ref, step="manage") | {
        "paper": queries.document(ref, now=request.now, number=_version(request)),
        "formats": _formats(ref, tuple(FORMATS)), "back_url": reverse("agreement", args=[ref]),
    })


@page(Audience.FORCE, permission="partners.read")
def paper_file(request: Any, ref: str, form: str) -> HttpResponse:
    """The same as a file."""
    found = FORMATS.get(f".{form}")
    if found is None:
        raise Http404
    made = queries.document(ref, now=request.now)
    try:
        written = found.write(made)
    except DueRegardError as error:
        messages.error(request, str(error))
        return redirect("agreement-paper", ref)
    response = HttpResponse(written, content_type=found.media_type)
    name = f"{ref}-agreement-v{made.facts['version']}{found.suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@page(Audience.FORCE, permission="partners.read")
def cedar_file(request: Any, ref: str) -> HttpResponse:
    """The agreement as Cedar policies with their schema, for a partner who enforces it too."""
    sheet = queries.agreement(ref, now=request.now)
    terms = sheet.held or sheet.terms
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, text in cedar.export(terms).items():
            folder.writestr(name, text)
    response = HttpResponse(room.getvalue(), content_type="application/zip")
    name = f"{ref}-agreement-v{terms.version}-cedar.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _version(request: Any) -> int | None:
    number = request.GET.get("version", "")
    return int(number) if number.isdecimal() and len(number) < 6 else None


def _formats(ref: str, suffixes: tuple[str, ...]) -> list[dict[str, str]]:
    return [
        {"label": FORMATS[each].label,
         "url": reverse("agreement-file", args=[ref, each.removeprefix(".")])}
        for each in suffixes if each in FORMATS
    ]


def _sections(sheet: AgreementSheet) -> list[dict[str, Any]]:
    """What each section says, and of how many fields; with a link to change it."""
    found = []
    for each in sections.SECTIONS:
        rows = [{"key": field.label, "value": field.said(sheet.terms)}
                for field in each.fields if field.applies(sheet.terms)]
        found.append({"id": each.id, "title": each.title, "rows": rows, "all": len(rows),
                      "said": sum(bool(row["value"]) for row in rows)})
    return found


_PAGES = ("purposes", "parties", "schedule", "signatures", "deputy", "direct-access")


def _gaps(ref: str, sheet: AgreementSheet) -> list[dict[str, str]]:
    """What is open, each with the page on which it is filled in."""
    found = []
    for each in sheet.gaps:
        place = sections.place_of(each.heading)
        name = f"agreement-{place}" if place in _PAGES else "agreement-section"
        found.append({
            "text": each.name, "hint": f"{each.sentence} {each.do}",
            "url": reverse(name, args=[ref] if place in _PAGES else [ref, place]),
        })
    return found


urlpatterns = [
    path("sharing/", sharing, name="sharing"),
    path("sharing/new/", new, name="agreement-new"),
    path("sharing/bring-in/", bring_in, name="agreements-bring-in"),
    path("uses/<str:ref>/agreement/", agreement, name="agreement"),
    path("uses/<str:ref>/agreement/in-force/", into_force, name="agreement-into-force"),
    path("uses/<str:ref>/agreement/drop/", drop, name="agreement-drop"),
    path("uses/<str:ref>/agreement/end/", end, name="agreement-end"),
    path("uses/<str:ref>/agreement/paper/", paper, name="agreement-paper"),
    path("uses/<str:ref>/agreement/download/cedar/", cedar_file, name="agreement-cedar"),
    path("uses/<str:ref>/agreement/paper/<str:form>/", paper_file, name="agreement-file"),
]
