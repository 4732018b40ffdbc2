"""For the inspector: lists lodged before the seed, the samples drawn, their history and archive."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dueregard.documents.audience import Audience
from dueregard.ledger import queries as ledger
from dueregard.people.rules import may
from dueregard.report.inspection import actions, holdings, queries, showing
from dueregard.web import inspection_files, tasks
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.inspection_forms import DrawForm, LodgeForm
from dueregard.web.pressing import press
from dueregard.web.told import told


@page(Audience.FORCE, permission="inspection.read")
def samples(request: Any) -> HttpResponse:
    """Every list that was lodged, and every sample drawn from each."""
    drawn = queries.draws()
    return render(request, "inspection/samples.html", {
        "lists": [
            {"lodging": each, "draws": [one for one in drawn if one.lodging_id == each.id]}
            for each in queries.lodgings()
        ],
        "may_lodge": may(request.actor, "inspection.lodge"),
    })


@page(Audience.FORCE, permission="inspection.lodge")
def lodge(request: Any) -> HttpResponse:
    """Lodge the list of every record, before any seed is known."""
    form = LodgeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, actions.lodge, by=request.actor, now=request.now,
                       **form.cleaned_data)
        if made is not None:
            messages.success(request, _("The list is lodged. Now the inspector chooses a seed."))
            return redirect("inspection-list", int(made.removeprefix("lodging-")))
    return render(request, "inspection/lodge.html", {
        "form": form, "back_url": reverse("inspection-samples"), "title": _("Lodge the list"),
        "submit": _("Lodge the list"),
    })


@page(Audience.FORCE, permission="inspection.read")
def lodged(request: Any, lodging_id: int) -> HttpResponse:
    """One list: its root, the ledger's head at that moment, and how to check both."""
    found = queries.lodging(lodging_id)
    return render(request, "inspection/list.html", {
        "lodging": found, "left_out": holdings.left_out(),
        "draws": [each for each in queries.draws() if each.lodging_id == lodging_id],
        "may_draw": may(request.actor, "inspection.draw") and found.newest,
    })


@page(Audience.FORCE, permission="inspection.read")
def list_file(request: Any, lodging_id: int) -> HttpResponse:
    """The list as it was lodged, to the byte: its SHA-256 is the root."""
    found = queries.lodging(lodging_id)
    response = HttpResponse(found.text.encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="list.csv"'
    return response


@page(Audience.FORCE, permission="inspection.draw")
def choose(request: Any, lodging_id: int) -> HttpResponse:
    """The inspector chooses a seed, and the sample is drawn."""
    found = queries.lodging(lodging_id)
    form = DrawForm(request.POST if request.method == "POST" else None, lodging=found)
    if form.is_valid():
        made = attempt(
            form, actions.draw, lodging_id=lodging_id, seed=form.cleaned_data["seed"],
            size=form.count, strata=form.strata, by=request.actor, now=request.now,
        )
        if made is not None:
            messages.success(request, _("The sample is drawn."))
            return redirect("inspection-sample", int(made.removeprefix("draw-")))
    return render(request, "inspection/choose.html", {
        "form": form, "lodging": found, "back_url": reverse("inspection-list", args=[found.id]),
    })


@page(Audience.FORCE, permission="inspection.read")
def sample(request: Any, draw_id: int) -> HttpResponse:
    """One sample: each record, whether it changed since it was lodged, and what happened since."""
    found = queries.draw(draw_id)
    return render(request, "inspection/sample.html", {
        "draw": found, "lodging": queries.lodging(found.lodging_id),
        "records": [
            {"line": each, "since": [told(one) for one in each.since]}
            for each in queries.sampled(draw_id)
        ],
        "archives": [
            {"archive": each, "here": inspection_files.here(each.digest)}
            for each in queries.archives(draw_id)
        ],
        "may_archive": may(request.actor, "inspection.archive"),
    })


@page(Audience.FORCE, permission="inspection.read")
def record(request: Any, draw_id: int, ref: str) -> HttpResponse:
    """One record of a sample: its history with the proof of each entry, and all that is held."""
    line, held = _sampled(draw_id, ref)
    history = ledger.proved(ref)
    return render(request, "inspection/record.html", {
        "draw": queries.draw(draw_id), "line": line, "sheets": showing.sheets(held),
        "history": [{"entry": each, "told": told(each)} for each in history],
        "fits": all(each.fits for each in history),
    })


@page(Audience.FORCE, permission="inspection.read")
def record_file(request: Any, draw_id: int, ref: str) -> HttpResponse:
    """All that is held on one record, to the byte: its SHA-256 is the digest as it is now."""
    _line, held = _sampled(draw_id, ref)
    response = HttpResponse(held.content, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{held.ref}.json"'
    return response


@page(Audience.FORCE, permission="inspection.archive")
@require_POST
def ask_for_archive(request: Any, draw_id: int) -> HttpResponse:
    """Have the archive of a sample made."""
    made = press(request, actions.ask_for_archive, draw_id=draw_id, enqueue=tasks.enqueue,
                 done=_("The archive is being made."))
    if made is None:
        return redirect("inspection-sample", draw_id)
    return redirect("job", int(made.removeprefix("job-")))


@page(Audience.FORCE, permission="inspection.read")
def archive(request: Any, archive_id: int) -> Any:
    """An archive that was made, to the byte."""
    found = queries.archive(archive_id)
    if not inspection_files.here(found.digest):
        messages.error(request, _("That archive is not kept any more. Have it made again."))
        return redirect("inspection-sample", found.draw_id)
    return FileResponse(
        inspection_files.path_of(found.digest).open("rb"), as_attachment=True,
        filename=f"inspection-sample-{found.draw_id}.zip", content_type="application/zip",
    )


def _sampled(draw_id: int, ref: str) -> tuple[queries.SampledLine, holdings.Held]:
    queries.draw(draw_id)
    held = {each.ref: each for each in queries.held(draw_id)}
    for line in queries.sampled(draw_id):
        if line.ref == ref and ref in held:
            return line, held[ref]
    raise Http404


urlpatterns = [
    path("inspection/samples/", samples, name="inspection-samples"),
    path("inspection/lodge/", lodge, name="inspection-lodge"),
    path("inspection/lists/<int:lodging_id>/", lodged, name="inspection-list"),
    path("inspection/lists/<int:lodging_id>/list.csv", list_file, name="inspection-list-file"),
    path("inspection/lists/<int:lodging_id>/seed/", choose, name="inspection-seed"),
    path("inspection/samples/<int:draw_id>/", sample, name="inspection-sample"),
    path("inspection/samples/<int:draw_id>/archive/", ask_for_archive,
         name="inspection-archive-ask"),
    path("inspection/samples/<int:draw_id>/<str:ref>/", record, name="inspection-record"),
    path("inspection/samples/<int:draw_id>/<str:ref>/record.json", record_file,
         name="inspection-record-file"),
    path("inspection/archives/<int:archive_id>/download/", archive, name="inspection-archive"),
]
