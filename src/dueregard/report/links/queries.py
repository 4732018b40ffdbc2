"""What may be asked of links: those of a published page, those to look at, those that are gone."""

from dataclasses import dataclass
from datetime import datetime

from dueregard.report.links import rules
from dueregard.report.links.models import PublishedLink
from dueregard.report.links.rules import ANSWER_NAMES, Answers
from dueregard.report.publication import queries as publication


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLine:
    """One address; `answers` is None while nobody has looked yet."""

    address: str
    answers: Answers | None
    since: datetime | None
    refs: tuple[str, ...]

    @property
    def answers_name(self) -> str:
        """Whether it answers, in words."""
        return ANSWER_NAMES[self.answers] if self.answers else "Not looked at yet"


def all_of() -> tuple[LinkLine, ...]:
    """Every address on a published page, those that are gone first."""
    where: dict[str, list[str]] = {}
    for ref, document in publication.standing():
        for address in rules.addresses(document):
            where.setdefault(address, []).append(ref)
    seen = {each.address: each for each in PublishedLink.objects.filter(address__in=list(where))}
    lines = [
        LinkLine(
            address=address, refs=tuple(refs),
            answers=Answers(seen[address].answers) if address in seen else None,
            since=seen[address].since if address in seen else None,
        )
        for address, refs in where.items()
    ]
    return tuple(sorted(lines, key=lambda each: (each.answers is not Answers.GONE, each.address)))


def of_use(ref: str) -> tuple[LinkLine, ...]:
    """The addresses on the published page of one use."""
    version = publication.published(ref)
    if version is None:
        return ()
    found = rules.addresses(publication.document(version.id))
    seen = {each.address: each for each in PublishedLink.objects.filter(address__in=found)}
    return tuple(
        LinkLine(
            address=address, refs=(ref,),
            answers=Answers(seen[address].answers) if address in seen else None,
            since=seen[address].since if address in seen else None,
        )
        for address in found
    )


def to_look_at(*, now: datetime) -> tuple[str, ...]:
    """The addresses whose time has come, those never looked at first, a few at one go."""
    checked = dict(PublishedLink.objects.values_list("address", "checked_at"))
    due = [
        each.address for each in all_of()
        if rules.is_time(checked_at=checked.get(each.address), now=now)
    ]
    return tuple(sorted(due, key=lambda each: (each in checked, each))[: rules.AT_ONCE])
