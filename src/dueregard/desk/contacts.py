"""Whom a person can ask: about one use, about data, about ethics, about their account.

Without it an officer has a doubt and no name, and three people who were asked did not know
whether their force had a committee.
"""

from dataclasses import dataclass

from dueregard.documents.audience import Audience
from dueregard.identify.register.queries import UseSheet
from dueregard.ledger.rules import Actor
from dueregard.people import queries as people
from dueregard.people.queries import Colleague
from dueregard.people.rules import Role, audience_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """One person and how to write to them. A blank address is not known here."""

    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody to ask, and what about. Nobody to ask is said too."""

    key: str
    title: str
    what_for: str
    reach: tuple[Reach, ...]


_ABOUT: tuple[tuple[str, str, str, tuple[Role, ...]], ...] = (
    ("ethics-lead", "Ethics lead",
     "May we use this? Is it fair? Is it in the register? Something worries me.",
     (Role.ETHICS_LEAD,)),
    ("committee", "Ethics committee",
     "It gives advice before something new is used, and when something changes.",
     (Role.COMMITTEE_CHAIR, Role.COMMITTEE_SECRETARY)),
    ("data-protection", "Data protection officer",
     "Personal data: what we may hold, share and look up, and when it goes wrong.",
     (Role.DATA_PROTECTION_OFFICER,)),
    ("sharing", "Information-sharing officer",
     "Another agency asks for data, or you need theirs.", (Role.SHARING_OFFICER,)),
    ("decision-maker", "Decision maker",
     "Who decides whether a use begins, goes on or stops.", (Role.DECISION_MAKER,)),
    ("administrator", "Administrator", "Your account, and what you may see here.",
     (Role.ADMINISTRATOR,)),
)


def contacts(*, reader: Actor, use: UseSheet | None = None) -> tuple[Contact, ...]:
    """Whom this reader can ask, the owner of the use first. Names are for people inside."""
    inside = audience_of(reader).sees(Audience.FORCE)
    found = [owner_of(use)] if use is not None and inside else []
    for key, title, what_for, roles in _ABOUT:
        holders = {each.id: each for role in roles for each in people.holding(role)}
        found.append(Contact(
            key=key, title=title, what_for=what_for,
            reach=tuple(_reach(each) for each in holders.values()) if inside else (),
        ))
    return tuple(found)


def owner_of(use: UseSheet) -> Contact:
    """Who answers for one use."""
    person = people.colleague(use.owner_id)
    if person is not None and person.active:
        reach: tuple[Reach, ...] = (_reach(person),)
    elif use.owner_named:
        reach = (Reach(name=use.owner_named, email=""),)
    else:
        reach = ()
    return Contact(
        key="owner", title="Owner of this use", reach=reach,
        what_for="How it works here, when it may be used, and what to do when it goes wrong.",
    )


def _reach(person: Colleague) -> Reach:
    return Reach(name=person.name, email=person.email)
