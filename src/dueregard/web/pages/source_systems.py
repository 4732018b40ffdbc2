"""The map of the source systems: what each holds, how current it is, what it lacks."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dueregard.documents.audience import Audience
from dueregard.manage.sharing.systems import actions, queries
from dueregard.people.rules import may
from dueregard.web.audience import page
from dueregard.web.disclosure_forms import SystemForm
from dueregard.web.doing import attempt
from dueregard.web.pressing import press


@page(Audience.FORCE, permission="partners.read")
def systems(request: Any) -> HttpResponse:
    """Every system on the map, and what two of them hold both."""
    return render(request, "requests/systems.html", {
        "systems": queries.systems(), "twice": queries.held_twice(),
        "may_keep": bool(may(request.actor, "sharing.systems")),
    })


@page(Audience.FORCE, permission="sharing.systems")
def put(request: Any, system_id: int | None = None) -> HttpResponse:
    """Put a system on the map, or change what is said of one."""
    known = queries.system(system_id) if system_id is not None else None
    names = ("name", "holds", "current", "gaps", "kept_by", "items")
    form = SystemForm(request.POST if request.method == "POST" else None,
                      initial={each: getattr(known, each) for each in names} if known else {})
    if form.is_valid():
        made = attempt(form, actions.put, system_id=system_id, by=request.actor, now=request.now,
                       **form.cleaned_data)
        if made is not None:
            messages.success(request, _("It is on the map."))
            return redirect("source-systems")
    return render(request, "partners/ask.html", {
        "form": form, "title": _("Change a system") if known else _("Put a system on the map"),
        "submit": _("Save"), "back_url": reverse("source-systems"),
    })


@page(Audience.FORCE, permission="sharing.systems")
@require_POST
def end(request: Any, system_id: int) -> HttpResponse:
    """Take a system off the map."""
    press(request, actions.end, system_id=system_id, done=_("It is off the map."))
    return redirect("source-systems")


urlpatterns = [
    path("sharing/systems/", systems, name="source-systems"),
    path("sharing/systems/put/", put, name="source-system-put"),
    path("sharing/systems/<int:system_id>/", put, name="source-system"),
    path("sharing/systems/<int:system_id>/end/", end, name="source-system-end"),
]
