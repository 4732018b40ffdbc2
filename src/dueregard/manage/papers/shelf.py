"""Which drafts there are, what each is for, and which law asks for it.

Without it a page would have to know every paper, and a new one would be forgotten somewhere.
"""

from collections.abc import Callable
from dataclasses import dataclass

from dueregard.lenses.shapes import Nation
from dueregard.manage.papers import community, dpia, equality, policy
from dueregard.manage.papers.drafting import Asked, Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One kind of draft. `law` are the rules that ask for it, in one nation or another."""

    key: str
    meaning: str
    law: tuple[str, ...]
    titled: Callable[[Nation], str]
    write: Callable[[Asked], Draft]


DRAFTS: dict[str, Paper] = {each.key: each for each in (
    Paper(
        key="data-protection", law=(dpia.NEEDED_BY,), titled=lambda _: dpia.TITLE,
        write=dpia.draft,
        meaning="What is done with people's data, what could happen to them, and what is done "
                "about it.",
    ),
    Paper(
        key="equality", law=("law.24", "law.42"), titled=equality.title, write=equality.draft,
        meaning="What it does to each group that the law names, and what was done to find out.",
    ),
    Paper(
        key="community", law=(), titled=lambda _: community.TITLE, write=community.draft,
        meaning="What it may do to communities here, what happened before, and what they said.",
    ),
    Paper(
        key="policy", law=(policy.NEEDED_BY,), titled=lambda _: policy.TITLE, write=policy.draft,
        meaning="For sensitive data: how the six principles are kept, and how long data is kept.",
    ),
)}
