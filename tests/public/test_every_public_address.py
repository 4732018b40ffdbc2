"""Everything that a link at the public door leads to: whole, small, and with nothing narrower.

Every text that the workbench keeps for fewer than everybody is planted with a mark first, so that
a field that slips through anywhere, in a page or in a file, shows.
"""

import gzip
import io
import re
import zipfile
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.db import models
from tests import example_force

from dueregard.documents.audience import Audience
from dueregard.report.public_register.actions import fill
from dueregard.report.publication import actions, queries

MARK = "CANARY"
LARGEST = 100_000


class Links(HTMLParser):
    """Every address that a page sends a reader or a browser to."""

    def __init__(self):
        super().__init__()
        self.found: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.ids |= {named["id"]} if named.get("id") else set()
        if tag in ("a", "link", "img", "script", "form"):
            self.found += [
                named[each] for each in ("href", "src", "action") if named.get(each)
            ]


def narrower_texts():
    """Every field of words that is for fewer than everybody, outside the public database."""
    for model in apps.get_models():
        audiences = getattr(model, "audiences", {})
        if model._meta.app_label == "public":
            continue
        for field in model._meta.get_fields():
            if (
                isinstance(field, models.CharField | models.TextField) and not field.choices
                and audiences.get(field.name, Audience.PUBLIC) > Audience.PUBLIC
                and not field.unique and not field.is_relation
            ):
                yield model, field


def plant():
    """Put the mark behind every such text that has anything in it."""
    planted = 0
    for model, field in narrower_texts():
        if model._meta.app_label == "ledger":
            continue
        room = field.max_length
        if room is not None and room < 60:
            continue
        for row in model.objects.exclude(**{field.name: ""}):
            text = f"{getattr(row, field.name)} {MARK}-{model.__name__}-{field.name}"
            model.objects.filter(pk=row.pk).update(**{field.name: text[-room:] if room else text})
            planted += 1
    return planted


def visited(door):
    """Every internal address that a link leads to, from the front on, with what it gave."""
    waiting, seen, broken = ["/"], {}, []
    while waiting:
        address = waiting.pop().split("#")[0]
        if address in seen or address.startswith(("/static/", "mailto:", "tel:")):
            continue
        response = door.get(address)
        seen[address] = response
        if response.status_code not in (200, 410):
            broken.append((address, response.status_code))
            continue
        if "html" not in response.get("Content-Type", ""):
            continue
        links = Links()
        links.feed(response.content.decode())
        waiting += [each for each in links.found if each.startswith("/")]
        broken += [
            (address, each) for each in links.found
            if each.startswith("#") and len(each) > 1 and each[1:] not in links.ids
        ]
    return seen, broken


def text_of(response):
    """What a file says, also one that is a folder of files in one, such as a spreadsheet."""
    content = response.content
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as inside:
        return "\n".join(inside.read(each).decode(errors="replace") for each in inside.namelist())


def publish_everything(now):
    """Every use of the force, put forward and published by two who may."""
    from dueregard.identify.register import queries as register
    from dueregard.people import queries as people
    from dueregard.people.rules import Role

    proposer = people.actor(people.holding(Role.ETHICS_LEAD)[0].id)
    publishers = [people.actor(each.id) for each in people.holding(Role.DECISION_MAKER)]
    for line in register.names().values():
        if queries.published(line) is None:
            versions = queries.preview(line, now=now).versions
            if not any(each.state == "proposed" for each in versions):
                actions.propose(ref=line, by=proposer, now=now)
            for each in publishers:
                try:
                    actions.publish(ref=line, by=each, now=now)
                    break
                except Exception as refused:
                    assert "own" in str(refused) or "proposed" in str(refused)
    fill(now=now)


@pytest.mark.xdist_group(example_force.GROUP)
@pytest.mark.django_db(databases=["default", "public"])
def test_every_public_address_is_whole_and_small_and_holds_nothing_narrower(bare_door, now):
    example_force.lay_down(now=now)
    planted = plant()
    publish_everything(now)

    seen, broken = visited(bare_door)

    assert planted > 200
    assert broken == []
    assert len(seen) > 40, sorted(seen)
    leaks = {
        address: sorted(set(re.findall(rf"{MARK}-\w+-\w+", text_of(response))))
        for address, response in seen.items() if MARK in text_of(response)
    }
    assert leaks == {}
    heavy = {
        address: len(gzip.compress(response.content)) for address, response in seen.items()
        if "html" in response.get("Content-Type", "")
        and len(gzip.compress(response.content)) > LARGEST
    }
    assert heavy == {}
    assert all("Set-Cookie" not in response for response in seen.values())
