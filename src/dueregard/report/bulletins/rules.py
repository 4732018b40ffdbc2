"""When a paper may be put before the public, and what may be in it.

Without it a table or a standing answer would go out by one person's hand, and nobody would know
what it had said last year. How versions go is that of public records: `publication.rules`.
"""

import re
from dataclasses import dataclass

from dueregard.answers import Answer, DueRegardError, No, Yes
from dueregard.documents.audience import Audience
from dueregard.documents.document import Document
from dueregard.report.publication.rules import State

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of a paper that is made again and again; `key` is blank where there is one."""

    key: str
    title: str


def slug_of(*, slug: str, edition: str) -> str:
    """The public address of an edition, for good.

    >>> slug_of(slug="annual-report", edition="2025-26"), slug_of(slug="answer", edition="")
    ('annual-report-2025-26', 'answer')
    """
    made = f"{slug}-{edition}" if edition else slug
    if not _SLUG.fullmatch(made):
        raise DueRegardError(
            f"'{made}' cannot be a public address. Use small letters, figures and hyphens."
        )
    return made


def for_the_public(paper: Document) -> Document:
    """The paper, when every word of it is for everybody; otherwise a refusal that says why.

    It cannot tell whether a text that its field calls public should be there.
    """
    seen = paper.for_audience(Audience.PUBLIC)
    if paper.audience != Audience.PUBLIC or seen != paper:
        hidden = sorted(
            {part.title for part in paper.parts} - {part.title for part in seen.parts}
        )
        where = f" (in: {', '.join(hidden)})" if hidden else ""
        raise DueRegardError(
            f"'{paper.title}' was not made, because it would hold what is not for the "
            f"public{where}. This is a fault in the software; please report it."
        )
    if not paper.parts:
        raise DueRegardError(f"'{paper.title}' has nothing in it yet, so it cannot be published.")
    return paper


def may_withdraw(*, state: State | None) -> Answer:
    """Whether there is anything for the public to lose."""
    if state != State.PUBLISHED:
        return No("The public has no such paper to withdraw.", "nothing-published")
    return Yes()
