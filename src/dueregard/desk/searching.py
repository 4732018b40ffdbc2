"""One box that finds uses, what is known of them, and what the public reads.

Without it a person would have to know on which page a thing is kept before looking for it.
"""

from dataclasses import dataclass

from django.db.models import Q

from dueregard.documents.audience import Audience
from dueregard.identify.register import queries as register
from dueregard.identify.register.queries import UseLine
from dueregard.identify.register.rules import ref as ref_of
from dueregard.ledger.rules import Actor
from dueregard.people.rules import audience_of

MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing found. `link` names a page of ours; where it is empty, `slug` is public."""

    title: str
    text: str
    link: str = ""
    arg: str | int = ""
    slug: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What was found of one sort: how many there are, and the first of them."""

    key: str
    count: int
    hits: tuple[Hit, ...]


def search(words: str, *, actor: Actor) -> tuple[Group, ...]:
    """What this person may find by these words; nothing for no words."""
    if not words.split():
        return ()
    groups = [_published(words)]
    if audience_of(actor).sees(Audience.FORCE):
        groups = [_uses(words), _evidence(words), *groups]
    return tuple(each for each in groups if each.count)


def _uses(words: str) -> Group:
    found = register.listing(words=words)
    return Group(key="uses", count=found.count, hits=tuple(_use(each) for each in found.lines))


def _use(line: UseLine) -> Hit:
    return Hit(
        title=f"{line.name} ({line.ref})", text=line.purpose or line.status_name, link="use",
        arg=line.ref,
    )


def _evidence(words: str) -> Group:
    # One filter, so that every word is looked for in the same piece of evidence.
    wanted = Q(evidence__replaced_by=None, evidence__isnull=False)
    for word in words.split()[:8]:
        wanted &= Q(evidence__title__icontains=word)
    found = register.matching("").filter(wanted).order_by("number").values_list(
        "number", "name", "evidence__id", "evidence__title"
    )
    return Group(
        key="evidence", count=found.count(),
        hits=tuple(
            Hit(title=title, text=f"{name} ({ref_of(number)})", link="evidence", arg=key)
            for number, name, key, title in found[:MOST]
        ),
    )


def _published(words: str) -> Group:
    # What the public reads is the stored Document, not the register as it stands today.
    wanted = Q(publications__state="published")
    for word in words.split()[:8]:
        wanted &= (
            Q(publications__document__title__icontains=word)
            | Q(publications__document__summary__icontains=word)
        )
    found = register.matching("").filter(wanted).order_by("number").values_list(
        "publications__slug", "publications__document__title", "publications__document__summary"
    )
    return Group(
        key="published", count=found.count(),
        hits=tuple(
            Hit(title=title, text=summary, slug=slug) for slug, title, summary in found[:MOST]
        ),
    )
