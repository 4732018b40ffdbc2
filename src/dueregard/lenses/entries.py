"""Turns each kind of entry in our content into its shape: question, fact, point, rule.

Without this file the bank would hold loose tables, and each reader of them would have to
guess which keys an entry has.
"""

from collections.abc import Mapping

from dueregard.lenses.facts import Fact, FactType, Option
from dueregard.lenses.reading import Entry
from dueregard.lenses.shapes import (
    FRESHEST,
    LENSES,
    OLDEST,
    ROLES,
    STAGES,
    Area,
    Change,
    LawRule,
    Level,
    Nation,
    PointKind,
    PointTemplate,
    Precedent,
    Question,
    Review,
    Suggestion,
    Tier,
    Trigger,
)

Known = Mapping[str, Fact]
# Said about a rule of law, and no part of its words: what people said of it outlives a change.
_ABOUT_A_RULE = ("checked", "day_read", "replaced_by")


def question(entry: Entry, *, lens: str, known: Known, changing: tuple[str, ...]) -> Question:
    """One question of a lens."""
    if not entry.id.startswith(f"{lens}."):
        entry.say(f"an id in this file begins with “{lens}.”")
    return Question(
        id=entry.id, lens=lens, text=entry.text("text"), why=entry.text("why"),
        answered_by=entry.texts("answered_by", allowed=ROLES),
        checked_by=entry.texts("checked_by", allowed=ROLES),
        stage=entry.one_of("stage", STAGES), good=entry.text("good"),
        evidence=entry.text("evidence"), fresh_months=_fresh_months(entry),
        stale_on=entry.texts("stale_on", allowed=changing),
        publish=entry.truth("publish"), light=entry.truth("light", default=False),
        when=entry.condition(known) if "when" in entry.table else None,
        rev=entry.done(sort=f"question {lens}"),
    )


def _fresh_months(entry: Entry) -> int:
    found = entry.number("fresh_months")
    if type(entry.table.get("fresh_months")) is int and not FRESHEST <= found <= OLDEST:
        entry.say(
            f"“fresh_months” must be from {FRESHEST} to {OLDEST}: how many months old its "
            "evidence may be"
        )
    return found


def fact(entry: Entry, *, owner: str) -> Fact:
    """One fact to ask for; `owner` is the register or the pack that asks it."""
    kind = FactType(entry.one_of("type", tuple(FactType)))
    options: tuple[Option, ...] = ()
    if kind in (FactType.CHOICE, FactType.CHOICES):
        options = _options(entry)
    worst = entry.one_of("worst", ("yes", "no")) if kind is FactType.YES_NO else None
    number = kind is FactType.NUMBER
    return Fact(
        key=entry.id, label=entry.text("label"), hint=entry.text("hint"), why=entry.text("why"),
        type=kind, options=options, worst=worst,
        unit=(entry.text("unit", default="") or None) if number else None,
        least=entry.bound("least") if number else None,
        most=entry.bound("most") if number else None,
        rev=entry.done(sort=f"fact {kind}", lock_as=f"fact.{owner}.{entry.id}"),
    )


def _options(entry: Entry) -> tuple[Option, ...]:
    entry.asked.add("options")
    table = entry.table.get("options")
    if not isinstance(table, Mapping) or len(table) < 2:
        entry.say("a choice needs “options”, two or more, as value = \"words\"")
        return ()
    for value, label in table.items():
        if not isinstance(label, str) or not label or value != value.lower() or "," in value:
            entry.say(f"the option “{value}” needs a lower-case value and words")
    return tuple(Option(value=str(value), label=str(label)) for value, label in table.items())


def change(entry: Entry) -> Change:
    """One thing about a use that may change."""
    made = Change(
        key=entry.id, label=entry.text("label"), facts=entry.texts("facts", empty=True)
    )
    entry.done(sort="change", lock_as=f"change.{entry.id}", apart=("facts",))
    return made


def trigger(entry: Entry, *, known: Known) -> Trigger:
    """One reason to look deeper."""
    return Trigger(
        id=entry.id, tier=entry.number("tier"), sentence=entry.text("sentence"),
        when=entry.condition(known),
        rev=entry.done(sort="trigger"),
    )


def tier(entry: Entry) -> Tier:
    """One depth of looking."""
    made = Tier(
        tier=entry.number("tier"), name=entry.text("name"), meaning=entry.text("meaning"),
        asks=entry.texts("asks"), review_months=entry.number("review_months"),
    )
    entry.done(sort="tier")
    return made


def area(entry: Entry) -> Area:
    """One kind of area that a force may police."""
    return Area(
        id=entry.id, name=entry.text("name"), words=entry.texts("words"),
        rev=entry.done(sort="area"),
    )


def precedent(entry: Entry) -> Precedent:
    """One thing that happened elsewhere."""
    return Precedent(
        id=entry.id, title=entry.text("title"), date=entry.text("date"),
        source=entry.text("source"), what=entry.text("what"),
        source_read=entry.truth("source_read"), rev=entry.done(sort="precedent"),
    )


def rule(entry: Entry, *, known: Known) -> LawRule:
    """One dated legal rule. A rule whose text nobody has read may warn, never block."""
    starts = entry.day("from")
    ends = entry.day("to") if "to" in entry.table else None
    if ends and ends < starts:
        entry.say("it ends before it begins")
    level = Level(entry.one_of("level", tuple(Level)))
    source_read = entry.truth("source_read")
    if level is Level.BLOCK and not source_read:
        entry.say("a rule whose text nobody has read cannot block; make it a warning")
    replaced_by = entry.text("replaced_by", default="") or None
    if replaced_by and ends is None:
        entry.say("it names what replaces it and no last day; give “to”")
    return LawRule(
        id=entry.id, title=entry.text("title"), starts=starts,
        ends=ends, replaced_by=replaced_by, checked=entry.day("checked"),
        day_read=entry.truth("day_read", default=source_read),
        nations=tuple(Nation(each) for each in entry.texts("nations", allowed=tuple(Nation))),
        level=level, check=entry.text("check"), citation=entry.text("citation"),
        source_read=source_read, when=entry.condition(known) if "when" in entry.table else None,
        rev=entry.done(sort="law", apart=_ABOUT_A_RULE),
    )


def suggestion(entry: Entry, *, owner: str, known: Known) -> Suggestion:
    """One other technology that a use may also be, by what was said of the pack's own facts."""
    made = Suggestion(technology=entry.id, when=entry.condition(known))
    entry.done(sort="suggestion", lock_as=f"suggest.{owner}.{entry.id}")
    return made


def review(entry: Entry) -> Review:
    """One reading of a pack by somebody with practical knowledge: their post, and the day."""
    made = Review(by=entry.text("by"), on=entry.day("on"), note=entry.text("note", default=""))
    entry.nothing_left()
    return made


def point(
    entry: Entry, *, known: Known, cited: Mapping[str, Precedent], law: frozenset[str]
) -> PointTemplate:
    """One point that a pack can raise. The rules it cites are no part of its words."""
    kind = PointKind(entry.one_of("kind", tuple(PointKind)))
    lens = entry.one_of("lens", LENSES)
    precedents = entry.texts("precedents", empty=True)
    for each in precedents:
        if each not in cited:
            entry.say(f"it cites the precedent “{each}”, and the folder precedents has none such")
    rules = entry.texts("law", empty=True)
    for each in rules:
        if each not in law:
            entry.say(f"it cites the legal rule “{each}”, and law.toml has none such")
    return PointTemplate(
        id=entry.id, kind=kind, lens=lens, title=entry.text("title"),
        text=entry.quotes("text", entry.text("text"), known),
        when=entry.condition(known),
        affected=entry.quotes("affected", entry.text("affected"), known),
        evidence=entry.text("evidence"),
        instrument=entry.text("instrument", default="") or None, precedents=precedents,
        says=entry.text("says", default="") or None, law=rules,
        rev=entry.done(sort=f"{kind} {lens}", apart=("says", "law")),
    )
