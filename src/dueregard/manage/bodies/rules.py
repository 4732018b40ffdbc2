"""Who may sit on a body and until when, and what each seat is there for.

Without it anybody with a role could speak in every body, a term would never end, and a member
who does not sign in could not sit at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dueregard.answers import Answer, No, Yes
from dueregard.people.rules import ROLE_NAMES, Role, one_of

LONGEST_NAME = 120


class Post(StrEnum):
    """What a seat is for."""

    CHAIR = "chair"
    MEMBER = "member"
    SECRETARY = "secretary"


POST_NAMES: dict[Post, str] = {
    Post.CHAIR: "Chair", Post.MEMBER: "Member", Post.SECRETARY: "Secretary",
}
# The secretary serves the body and has no opinion in it.
OPINES = frozenset({Post.CHAIR, Post.MEMBER})
RUNS = frozenset({Post.CHAIR, Post.SECRETARY})

# What somebody must be appointed to before they can do from this seat what it is for.
ROLES: dict[Post, frozenset[Role]] = {
    Post.CHAIR: frozenset({Role.COMMITTEE_CHAIR}),
    Post.MEMBER: frozenset({Role.COMMITTEE_MEMBER, Role.COMMITTEE_CHAIR}),
    Post.SECRETARY: frozenset({Role.COMMITTEE_SECRETARY}),
}


def roles_for(post: Post, *, advises: bool) -> frozenset[Role]:
    """What somebody must be appointed to for a seat of a body.

    Where no use is put to it, a member may be a panel member from outside, and so may its chair.
    """
    if advises or post == Post.SECRETARY:
        return ROLES[post]
    return ROLES[post] | {Role.PANEL_MEMBER}


class Served(StrEnum):
    """How papers reach a member, and how their opinion comes back."""

    SIGNS_IN = "signs-in"
    MAIL = "mail"
    PRINT = "print"


SERVED_NAMES: dict[Served, str] = {
    Served.SIGNS_IN: "Signs in here",
    Served.MAIL: "By e-mail: the pack is sent, the secretary enters the opinion",
    Served.PRINT: "On paper: the pack is printed, the secretary enters the opinion",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One seat as the rules read it. Without `person_id` it is somebody who has no account."""

    id: int
    person_id: int | None
    name: str
    post: Post
    since: date
    until: date | None
    served: Served

    def is_held(self, today: date) -> bool:
        """True from the first day of the term to the last."""
        return self.since <= today and (self.until is None or today <= self.until)


def posts_of(
    seats: Iterable[Sitting], *, person_id: int | None, today: date
) -> frozenset[Post]:
    """The posts that a person holds today. Somebody without an account holds none by signing in."""
    if person_id is None:
        return frozenset()
    return frozenset(
        each.post for each in seats if each.person_id == person_id and each.is_held(today)
    )


def may_found(*, name: str, quorum: int, kinds: Iterable[str], kind: str) -> Answer:
    """Whether this is a body: a name, a kind that there is, and a quorum of one or more."""
    if not name.strip():
        return No("Give the body its name.", "name-missing")
    if kind not in set(kinds):
        return No("Choose what kind of body it is.", "kind-missing")
    if quorum < 1:
        return No("Say how many members make a quorum: one or more.", "quorum-missing")
    return Yes()


def may_change_kind(*, before: bool, after: bool) -> Answer:
    """Whether a body may become another kind: never from one that advises to one that does not."""
    if before != after:
        return No(
            "A body that advises and one that does not are kept apart, so that its past stays "
            "true. Make a new body instead.", "kept-apart",
        )
    return Yes()


def may_seat(
    *, name: str, post: Post, roles: frozenset[str] | None, email: str, served: Served,
    since: date, until: date | None, advises: bool = True,
) -> Answer:
    """Whether somebody may take this seat. `roles` is None for one who has no account.

    `advises`: whether it is a body that uses are put to.
    """
    if not name.strip():
        return No("Give the member's name, or choose somebody who has an account.", "name-missing")
    if until is not None and until < since:
        return No("The term ends before it begins. Change one of the dates.", "term-backwards")
    if roles is None:
        return _may_seat_without_account(post=post, email=email, served=served)
    wanted = roles_for(post, advises=advises)
    if not {Role(each) for each in roles if each in set(Role)} & wanted:
        who = one_of(ROLE_NAMES[each].lower() for each in wanted)
        return No(
            f"{name} is not appointed as {who}. An administrator appoints them first, under "
            "People.", "not-appointed",
        )
    if post != Post.MEMBER and served != Served.SIGNS_IN:
        return No(
            "The chair and the secretary act here themselves: choose 'signs in'.", "must-sign-in"
        )
    return Yes()


def _may_seat_without_account(*, post: Post, email: str, served: Served) -> Answer:
    if post != Post.MEMBER:
        return No(
            "The chair and the secretary need an account. An administrator adds one, under "
            "People.", "account-missing",
        )
    if served == Served.SIGNS_IN:
        return No(
            "Somebody without an account cannot sign in: choose e-mail or paper.",
            "account-missing",
        )
    if served == Served.MAIL and not email.strip():
        return No("Give the address that the pack is sent to.", "address-missing")
    return Yes()


def may_end(*, since: date, on: date, until: date | None, today: date) -> Answer:
    """Whether a term may be ended on this day: not before it began, and not twice."""
    if until is not None and until < today:
        return No("This term has ended already.", "ended-already")
    if on < since:
        return No("A term cannot end before it began.", "term-backwards")
    return Yes()
