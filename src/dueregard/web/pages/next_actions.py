"""What to do next over every use: the list as it was worked out, by kind and by whose turn."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dueregard.answers import DueRegardError, No
from dueregard.documents import FORMATS
from dueregard.documents.audience import Audience
from dueregard.people.rules import may
from dueregard.prioritise.next_actions import actions, paper, queries
from dueregard.prioritise.next_actions.queries import PAGE
from dueregard.prioritise.next_actions.rules import KIND_MEANS, KIND_NAMES
from dueregard.web import tasks
from dueregard.web.audience import page
from dueregard.web.pressing import press


@page(Audience.FORCE, permission="next-actions.read")
def next_actions(request: Any) -> HttpResponse:
    """The newest list; narrowed where somebody asks for one kind, or for one person's turn."""
    kind, who = request.GET.get("kind", ""), request.GET.get("who", "")[:200]
    kind = kind if kind in KIND_NAMES else ""
    text = request.GET.get("page", "")
    number = int(text) if text.isdecimal() and 0 < len(text) < 7 else 1
    found = queries.newest(kind=kind, who=who, page=max(1, number))
    answer = may(request.actor, "next-actions.rank")
    return render(request, "next_actions/list.html", {
        "found": found, "kind": kind, "kind_name": KIND_NAMES.get(kind, ""), "who": who,
        "how": paper.HOW, "weighed": paper.weighed_words(found) if found else "",
        "kinds": [
            {"key": key, "name": name, "means": KIND_MEANS[key], "count": found.kinds[key]}
            for key, name in KIND_NAMES.items()
        ] if found else [],
        "page": Paginator(range(found.count), PAGE).get_page(number) if found else None,
        "barred": answer.reason if isinstance(answer, No) else "",
        "formats": [
            {"label": each.label,
             "url": reverse("next-actions-file", args=[each.suffix.removeprefix(".")])}
            for each in FORMATS.values()
        ],
    })


@page(Audience.FORCE, permission="next-actions.read")
def next_actions_file(request: Any, form: str) -> HttpResponse:
    """The whole list as a file."""
    written_as, found = FORMATS.get(f".{form}"), queries.newest(page=None)
    if written_as is None or found is None:
        raise Http404
    try:
        written = written_as.write(paper.to_document(found, now=request.now))
    except DueRegardError as error:
        messages.error(request, str(error))
        return redirect("next-actions")
    response = HttpResponse(written, content_type=written_as.media_type)
    response["Content-Disposition"] = f'attachment; filename="next-actions{written_as.suffix}"'
    return response


@require_POST
@page(Audience.FORCE, permission="next-actions.rank")
def rank(request: Any) -> HttpResponse:
    """Have the list worked out anew."""
    made = press(
        request, actions.ask, enqueue=tasks.enqueue, done=_("The list is being worked out."),
    )
    if made is None:
        return redirect("next-actions")
    return redirect("job", int(made.removeprefix("job-")))


urlpatterns = [
    path("next-actions/", next_actions, name="next-actions"),
    path("next-actions/rank/", rank, name="next-actions-rank"),
    path("next-actions/list.<str:form>", next_actions_file, name="next-actions-file"),
]
