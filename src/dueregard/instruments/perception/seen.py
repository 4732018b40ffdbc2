"""The answers to each question, by wave and group: how many people, and what they count for.

Without this file a blank would vanish from one figure and be a no in the next.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from dueregard.answers import DueRegardError
from dueregard.findings.counts import Combination, CountTable, Label, count, set_aside
from dueregard.findings.finding import SetAside
from dueregard.findings.labels import Grouping, grouping, is_blank, number_of
from dueregard.findings.reading_tables import Table
from dueregard.findings.survey import BLANK, ODD, answer
from dueregard.findings.weighted import Answers, answers
from dueregard.instruments.perception.questions import (
    Long,
    Meant,
    Question,
    nothing_asked,
    of_headings,
)

# A column with more days than this holds days, and no waves that somebody named.
_MOST_WAVES = 12
# A column with more values than this holds no groups that anybody could read.
_MOST_GROUPS = 40
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?|(\d{1,2})/(\d{1,2})/(\d{4})(?: .*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Whose answers: of which wave, and of which group by which column; no column is everybody."""

    wave: str = ""
    column: str = ""
    group: str = ""


Cells = Mapping[Place, Mapping[str, Answers]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Every answer. `odd` are answers that are not understood, by question, with their rows."""

    questions: tuple[Question, ...]
    cells: Mapping[Question, Cells]
    people: Mapping[Place, Answers]
    odd: Mapping[Question, Mapping[str, int]]
    waves: tuple[str, ...]
    largest_weight: Mapping[str, float]
    weighted: bool
    counted: CountTable
    rows_used: int
    set_aside: tuple[SetAside, ...]
    notes: tuple[str, ...]

    def places(self, wave: str) -> tuple[Place, ...]:
        """The groups of a wave, column by column."""
        return tuple(sorted(
            (each for each in self.people if each.wave == wave and each.column),
            key=lambda each: (each.column, each.group),
        ))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """How the columns that say whose answers they are were read."""

    its: Meant
    groups: Mapping[str, Grouping]
    waves: Callable[[Label], str]

    def why_not(self, each: Combination, counted: CountTable) -> str:
        """Why a row cannot be used, or nothing."""
        if self.its.wave and not self.waves(each.labels[counted.place(self.its.wave)]):
            return f"'{self.its.wave}' is blank, so it belongs to no wave"
        if not self.its.weight:
            return ""
        label = each.labels[counted.place(self.its.weight)]
        value = number_of(label)
        if label is None or is_blank(label):
            return f"the weight in '{self.its.weight}' is blank"
        if value is None:
            return f"the weight in '{self.its.weight}' is '{label}', which is no number"
        if value <= 0:
            what = "nought, so it stands for nobody" if value == 0 else f"'{label}', below nought"
            return f"the weight in '{self.its.weight}' is {what}"
        return ""

    def weight(self, each: Combination, counted: CountTable) -> float:
        """What each person of these rows counts for."""
        if not self.its.weight:
            return 1.0
        return number_of(each.labels[counted.place(self.its.weight)]) or 0.0

    def places(self, each: Combination, counted: CountTable) -> Iterator[Place]:
        """Everybody of the wave, then the group by each column."""
        wave = self.waves(each.labels[counted.place(self.its.wave)]) if self.its.wave else ""
        yield Place(wave=wave)
        for heading, read in self.groups.items():
            group = read.of[each.labels[counted.place(heading)]]
            yield Place(wave=wave, column=heading, group=group)


def seen(table: Table, *, its: Meant) -> Seen:
    """Read a survey; a sentence where no row of it can be used."""
    keys = ([its.long.person] if its.long else []) + list(its.about)
    counted = count(table, keys=keys)
    reading = _Reading(
        its=its, waves=_waves(counted, its=its),
        groups={each: grouping(counted.distinct(each), heading=each) for each in its.groups},
    )
    _refuse_many(reading.groups)
    if its.long:
        _refuse_doubles(table, counted=counted, its=its, long=its.long)
    people, aside, used, largest = _people(counted, reading=reading, long=bool(its.long))
    if not used:
        raise DueRegardError(
            f"No row can be used: {'; '.join(sorted(aside))}. Put that column right, or name "
            "another."
        )
    questions = _in_rows(table, long=its.long) if its.long else its.questions
    cells: dict[Question, Cells] = {}
    odd: dict[Question, Mapping[str, int]] = {}
    for each in questions:
        cells[each], odd[each] = _answers(table, each, reading=reading, people=people)
    return Seen(
        questions=questions, cells=cells, people=people, odd=odd, counted=counted,
        waves=tuple(sorted({each.wave for each in people}, key=_natural)),
        largest_weight=largest, weighted=bool(its.weight), rows_used=used,
        set_aside=set_aside(aside, rest="the weight cannot be used"),
        notes=tuple(note for read in reading.groups.values() for note in read.notes),
    )


def _people(
    counted: CountTable, *, reading: _Reading, long: bool
) -> tuple[dict[Place, Answers], dict[str, int], int, dict[str, float]]:
    people: dict[Place, Answers] = {}
    aside: dict[str, int] = {}
    largest: dict[str, float] = {}
    used = 0
    for each in counted.combinations:
        why = reading.why_not(each, counted)
        if why:
            aside[why] = aside.get(why, 0) + each.rows
            continue
        used += each.rows
        weight = reading.weight(each, counted)
        one = answers(weight=weight, people=1 if long else each.rows)
        for place in reading.places(each, counted):
            people[place] = people.get(place, Answers()) + one
            largest[place.wave] = max(largest.get(place.wave, 0.0), weight)
    return people, aside, used, largest


def _answers(
    table: Table, question: Question, *, reading: _Reading, people: Mapping[Place, Answers]
) -> tuple[Cells, Mapping[str, int]]:
    """The answers to one question; who gave none is counted as blank, in a long table too."""
    its, long = reading.its, reading.its.long
    key = long.answer if long else question.heading
    keys = [key, *its.about] + ([long.item] if long else [])
    counted = count(table, keys=keys)
    cells: dict[Place, dict[str, Answers]] = {place: {} for place in people}
    odd: dict[str, int] = {}
    for each in counted.combinations:
        if long and (each.labels[counted.place(long.item)] or "").strip() != question.heading:
            continue
        if reading.why_not(each, counted):
            continue
        text = each.labels[counted.place(key)]
        said = answer(question.kind, text)
        if said == ODD and text:
            odd[text.strip()] = odd.get(text.strip(), 0) + each.rows
        one = answers(weight=reading.weight(each, counted), people=each.rows)
        for place in reading.places(each, counted):
            its_own = cells[place]
            its_own[said] = its_own.get(said, Answers()) + one
    if long:
        for place, own in cells.items():
            own[BLANK] = _rest(people[place], own) + own.get(BLANK, Answers())
    return cells, dict(sorted(odd.items(), key=lambda item: (-item[1], item[0])))


def _rest(every: Answers, own: Mapping[str, Answers]) -> Answers:
    """Who has no row for the question at all."""
    there = sum((each for each in own.values()), Answers())
    if there.people >= every.people:
        return Answers()
    return Answers(
        people=every.people - there.people, weight=max(0.0, every.weight - there.weight),
        squares=max(0.0, every.squares - there.squares),
    )


def _in_rows(table: Table, *, long: Long) -> tuple[Question, ...]:
    items = [each.strip() for each in count(table, keys=[long.item]).distinct(long.item) if each]
    questions = of_headings(sorted(dict.fromkeys(items)))
    if not questions:
        raise DueRegardError(nothing_asked(items))
    return questions


def _refuse_many(groups: Mapping[str, Grouping]) -> None:
    for heading, read in groups.items():
        names = set(read.of.values())
        if len(names) > _MOST_GROUPS:
            raise DueRegardError(
                f"'{heading}' has {len(names):,} different values, such as '{min(names)}': too "
                "many to be groups. Name a column of groups, such as bands of age."
            )


def _refuse_doubles(table: Table, *, counted: CountTable, its: Meant, long: Long) -> None:
    """A person who answers twice, or has two weights, would count twice."""
    waves = [its.wave] if its.wave else []
    twice = [
        each for each in count(table, keys=[long.person, long.item, *waves]).combinations
        if each.rows > 1
    ]
    if twice:
        person, item = twice[0].labels[:2]
        raise DueRegardError(
            f"Person '{person}' answers '{item}' more than once. Keep one row a person and item."
        )
    seen_once: set[tuple[Label, ...]] = set()
    for each in counted.combinations:
        own = (each.labels[0], *(each.labels[counted.place(wave)] for wave in waves))
        if own in seen_once:
            raise DueRegardError(
                f"Person '{each.labels[0]}' has more than one weight or group. Give each person "
                "the same in every row."
            )
        seen_once.add(own)


def _waves(counted: CountTable, *, its: Meant) -> Callable[[Label], str]:
    """How a label of the column of waves is read: as it is, or days as quarters of a year."""
    if not its.wave:
        return lambda label: ""
    labels = [each for each in counted.distinct(its.wave) if each and not is_blank(each)]
    days = {each: _day(each) for each in labels}
    if len(labels) > _MOST_WAVES and all(days.values()):
        return lambda label: _quarter(_day(label or ""))
    if len(labels) > 2 * _MOST_WAVES:
        raise DueRegardError(
            f"'{its.wave}' has {len(labels):,} different values, such as '{labels[0]}': too many "
            "to be waves. Name the column that says in which wave somebody was asked."
        )
    read = grouping(counted.distinct(its.wave), heading=its.wave)
    return lambda label: "" if label is None or is_blank(label) else read.of[label]


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text.strip())
    if not found:
        return None
    year, month, day = (found[1], found[2], found[3]) if found[1] else (
        found[6], found[5], found[4])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _quarter(day: date | None) -> str:
    return f"{day.year} quarter {(day.month + 2) // 3}" if day else ""


def _natural(wave: str) -> tuple[tuple[int, int, str], ...]:
    """Wave 2 before wave 10; a day written the British way by its year first."""
    day = _day(wave)
    parts = re.findall(r"\d+|\D+", day.isoformat() if day else wave)
    return tuple((0, int(each), "") if each.isdigit() else (1, 0, each) for each in parts)
