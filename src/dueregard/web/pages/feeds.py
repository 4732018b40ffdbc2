"""What is new on the public register, for feed readers: Atom and JSON Feed."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path, reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from dueregard.documents.audience import Audience
from dueregard.report.public_register import queries
from dueregard.report.public_register.queries import Event, What
from dueregard.web.audience import page
from dueregard.web.public_keeping import kept, signboard

_VERSION = "https://jsonfeed.org/version/1.1"


@page(Audience.PUBLIC)
@kept
def atom(request: HttpRequest) -> HttpResponse:
    """The newest events as an Atom feed."""
    sign = signboard(request)
    feed = Atom1Feed(
        title=_title(request), link=request.build_absolute_uri("/"), language="en-gb",
        description="", feed_url=request.build_absolute_uri(),
        feed_guid=request.build_absolute_uri("/"),
        author_name=sign.force_name if sign else "",
        subtitle=_("Its ledger stands at %s.") % sign.ledger_head if sign else None,
    )
    for each in queries.events():
        feed.add_item(
            title=_headline(each), link=_address(request, each), description=each.text,
            unique_id=_name(request, each), pubdate=each.at, updateddate=each.at,
            categories=(each.what.value,),
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml")


@page(Audience.PUBLIC)
@kept
def json_feed(request: HttpRequest) -> HttpResponse:
    """The newest events as a JSON Feed."""
    sign = signboard(request)
    body: dict[str, Any] = {
        "version": _VERSION, "title": _title(request), "language": "en-GB",
        "home_page_url": request.build_absolute_uri("/"),
        "feed_url": request.build_absolute_uri(),
        "authors": [{"name": sign.force_name}] if sign else [],
        "_dueregard": {"ledger_seq": sign.ledger_seq, "ledger_head": sign.ledger_head}
        if sign else None,
        "items": [
            {
                "id": _name(request, each), "url": _address(request, each),
                "title": _headline(each), "content_text": each.text,
                "date_published": each.at.isoformat(), "tags": [each.what.value],
            }
            for each in queries.events()
        ],
    }
    return JsonResponse(body, content_type="application/feed+json")


def _title(request: HttpRequest) -> str:
    sign = signboard(request)
    name = f"{sign.force_name}: " if sign and sign.force_name else ""
    return name + _("Technology and data we use")


def _headline(event: Event) -> str:
    if event.what is What.PUBLISHED:
        if event.version == 1:
            return _("New page: %s") % event.title
        return _("New version of a page: %s") % event.title
    if event.what is What.WITHDRAWN:
        return _("Taken down: %s") % event.title
    return _("Notice: %s") % event.title


def _address(request: HttpRequest, event: Event) -> str:
    if event.what is What.PUBLISHED:
        place = reverse("public-version", args=[event.slug, event.version])
    else:
        place = reverse("public-record", args=[event.slug])
    return request.build_absolute_uri(place)


def _name(request: HttpRequest, event: Event) -> str:
    return request.build_absolute_uri(f"/uses/{event.key}")


urlpatterns = [
    path("feed.atom", atom, name="public-atom"),
    path("feed.json", json_feed, name="public-json-feed"),
]
