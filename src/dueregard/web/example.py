"""The example force: its stories are content, played through the same actions as anybody's.

Every date is so many days before the moment it is loaded, so that nothing in it ages.
"""

import secrets
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any

from django.db import transaction

from dueregard.answers import DueRegardError
from dueregard.identify.evidence import actions as evidence
from dueregard.identify.evidence import queries as evidence_queries
from dueregard.identify.evidence.rules import Source
from dueregard.identify.points import actions as points
from dueregard.identify.points import queries as points_queries
from dueregard.identify.points import rules as point_rules
from dueregard.identify.profile import actions as profile
from dueregard.identify.register import actions as register
from dueregard.identify.register.actions import Description
from dueregard.identify.register.rules import Affected, Status
from dueregard.ledger.rules import Actor
from dueregard.lenses.profile import Line, Sort
from dueregard.lenses.shapes import Nation
from dueregard.manage.committee import actions as committee
from dueregard.manage.committee import deciding
from dueregard.manage.conditions import actions as conditions
from dueregard.manage.conditions import queries as conditions_queries
from dueregard.people import actions as people
from dueregard.people import queries as people_queries
from dueregard.people.rules import Role
from dueregard.prioritise.assessment import actions as assessment
from dueregard.prioritise.assessment import queries as assessment_queries
from dueregard.prioritise.assessment.rules import Chance, EffectKind, ReplyAnswer, Size
from dueregard.report.public_register import actions as public_register
from dueregard.report.publication import actions as publication

Story = Mapping[str, Any]
Event = tuple[float, Callable[[datetime], None]]
LEAD, SECOND = "morgan", "helen"


def load(*, say: Callable[[str], object], now: datetime | None = None) -> None:
    """Make the example force, unless it is there already. Refused in a home of a real force."""
    force = people_queries.force()
    if force is not None:
        if not force.example:
            raise DueRegardError(
                f"This home already holds {force.name}. The example needs a home of its own: "
                "set DUEREGARD_HOME to another folder."
            )
        return
    say("Making the example force (once)...")
    now = now or datetime.now(UTC)
    with transaction.atomic():
        _Force(now).play(_read("force.toml"), list(_stories()))
    public_register.fill(now=now)


def _read(name: str) -> Story:
    return tomllib.loads((files("dueregard.content") / "example" / name).read_text("utf-8"))


def _stories() -> Iterator[Story]:
    folder = files("dueregard.content") / "example"
    for each in sorted(entry.name for entry in folder.iterdir()):
        if each[0].isdigit():
            yield _read(each)


class _Force:
    """The force while it is being made: who is who, and when."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.people: dict[str, int] = {}

    def play(self, force: Story, stories: list[Story]) -> None:
        """Found it, appoint its people, and let every story happen in the order of its days."""
        self._found(force)
        self._say_profile(force)
        events = [event for story in stories for event in _Telling(self, story).events()]
        for days, happen in sorted(events, key=lambda each: -each[0]):
            happen(self.at(days))

    def at(self, days: float) -> datetime:
        """So many days ago."""
        return self.now - timedelta(days=days)

    def by(self, key: str) -> Actor:
        """A person of the force, as one who acts."""
        return people_queries.actor(self.people[key])

    def _found(self, force: Story) -> None:
        now = self.at(force["founded"])
        first, *others = force["person"]
        made = people.found(
            force_name=force["name"], contact_email=force["contact_email"], example=True,
            nation=Nation(force["nation"]),
            name=first["name"], email=_address(first["key"]), now=now,
            password=secrets.token_urlsafe(24),
        )
        self.people[first["key"]] = _number(made)
        for each in others:
            made = people.invite(
                name=each["name"], email=_address(each["key"]), by=self.by(LEAD), now=now,
                roles=[Role(role) for role in each["roles"]],
            )
            self.people[each["key"]] = _number(made)


    def _say_profile(self, force: Story) -> None:
        by, now, told = self.by(LEAD), self.at(force["founded"]), force["profile"]
        profile.say_areas(areas=told["areas"], by=by, now=now)
        for each in told["line"]:
            profile.say(by=by, now=now, line=Line(
                sort=Sort(each["sort"]), title=each["title"], when=each.get("happened", ""),
                targeted=each.get("targeted", False), lenses=tuple(each.get("lenses", ())),
                words=tuple(each.get("words", ())),
            ))


class _Telling:
    """One use's story: what happened, so many days ago, in order."""

    def __init__(self, force: _Force, story: Story) -> None:
        self.force = force
        self.story = story
        self.ref = ""
        self.matters: list[int] = []

    def events(self) -> Iterator[Event]:
        """Everything that happened to this use."""
        story = self.story
        yield story["added"], self._add
        if "facts" in story:
            yield story["facts"]["stated"], self._state_facts
        for each in (*story.get("claim", ()), *story.get("finding", ())):
            yield each["days"], self._does(self._evidence, each)
        yield from self._of_points()
        yield from self._of_assessment()
        for number, each in enumerate(story.get("matter", ())):
            yield from self._of_matter(number, each)
        for each in story.get("condition", ()):
            yield each["answered"], self._does(self._answer_condition, each)
            yield each["accepted"], self._does(self._accept_condition, each)
        for each in story.get("move", ()):
            yield each["days"], self._does(self._move, each)
        for each in story.get("change", ()):
            yield each["days"], self._does(self._change, each)
        for each in story.get("publish", ()):
            yield each["proposed"], self._does(self._propose, each)
            yield each["published"], self._does(self._publish, each)

    def _does(
        self, action: Callable[[Any, datetime], None], what: Any
    ) -> Callable[[datetime], None]:
        return lambda now: action(what, now)

    @property
    def _owner(self) -> Actor:
        return self.force.by(self.story.get("owner", LEAD))

    def _add(self, now: datetime) -> None:
        story = self.story
        self.ref = register.add(
            described=Description(
                affected=story["affected"], affected_count=Affected(story["affected_count"]),
                **{
                    key: story.get(key, "") for key in (
                        "name", "purpose", "what_it_does", "technology", "department",
                        "supplier", "contract",
                    )
                },
            ),
            owner_id=self.force.people[story["owner"]] if "owner" in story else None,
            status=Status(story.get("status", "idea")), imported=story.get("imported", False),
            by=self.force.by(LEAD), now=now,
        )

    def _state_facts(self, now: datetime) -> None:
        facts = {key: value for key, value in self.story["facts"].items() if key != "stated"}
        register.state_facts(ref=self.ref, facts=facts, by=self._owner, now=now)

    def _change(self, told: Story, now: datetime) -> None:
        register.state_facts(ref=self.ref, facts=told["facts"], by=self._owner, now=now)

    def _evidence(self, said: Story, now: datetime) -> None:
        given = {
            "ref": self.ref, "title": said["title"], "lens": said["lens"],
            "source": Source(said["source"]), "said_by": said["said_by"],
            "by": self._owner, "now": now,
        }
        if "file" in said:
            text = (files("dueregard.content") / "example" / said["file"]).read_text("utf-8")
            evidence.attach(finding_json=text, **given)
        else:
            evidence.record_claim(
                statement=said["statement"], level=said["level"],
                dated_on=now.date(), **given,
            )

    def _of_points(self) -> Iterator[Event]:
        story = self.story
        if "points" not in story:
            return
        yield story["points"]["raised"], lambda now: _drop(
            points.raise_from_packs(ref=self.ref, by=self._owner, now=now)
        )
        for each in story.get("point", ()):
            yield each["days"], self._does(self._own_point, each)
        for each in story.get("suggested", ()):
            yield each["days"], self._does(self._suggest, each)
        if "settled" in story["points"]:
            yield story["points"]["settled"], self._settle_points

    def _own_point(self, point: Story, now: datetime) -> None:
        points.add(ref=self.ref, by=self._owner, now=now, **_words_of(point))

    def _suggest(self, point: Story, now: datetime) -> None:
        points.suggest(ref=self.ref, by=self.force.by(point["by"]), now=now, **_words_of(point))

    def _settle_points(self, now: datetime) -> None:
        told = self.story["points"].get("set_aside", ())
        aside = {each["title"]: each["reason"] for each in told}
        for point in points_queries.points(self.ref):
            if point.state is not point_rules.State.RAISED:
                continue
            points.settle(
                point_id=point.id, reason=aside.get(point.title, ""), by=self._owner, now=now,
                to=point_rules.State.SET_ASIDE if point.title in aside
                else point_rules.State.ACCEPTED,
            )

    def _of_assessment(self) -> Iterator[Event]:
        told = self.story.get("assessment")
        if told is None:
            return
        yield told["opened"], lambda now: _drop(
            assessment.open_(ref=self.ref, by=self._owner, now=now)
        )
        if "settled" in told:
            yield told["opened"], self._does(self._weigh, told)
            yield told["settled"], lambda now: _drop(
                assessment.settle(ref=self.ref, by=self._owner, now=now)
            )

    def _weigh(self, told: Story, now: datetime) -> None:
        by, ref = self._owner, self.ref
        given = {question: (answer, text) for question, answer, text in told["answers"]}
        newest = assessment_queries.latest(ref)
        if newest is None:
            raise DueRegardError("The assessment was not opened.")
        for each in assessment_queries.asked(ref, tier=newest.tier):
            given.setdefault(each.question.id, ("dont-know", ""))
        assessment.answer(ref=ref, by=by, now=now, given=[
            assessment.Given(question=question, answer=ReplyAnswer(answer), text=text)
            for question, (answer, text) in given.items()
        ])
        for option in told.get("option", ()):
            assessment.add_option(
                ref=ref, name=option["name"], text=option.get("text", ""), by=by, now=now
            )
        known = {each.title: each.id for each in evidence_queries.of_use(ref)}
        for effect in told.get("effect", ()):
            assessment.add_effect(
                ref=ref, option=effect["option"], kind=EffectKind(effect["kind"]),
                lens=effect["lens"], affected=effect["affected"], text=effect["text"],
                chance=Chance(effect["chance"]), size=Size(effect["size"]), by=by, now=now,
                evidence_id=known[effect["evidence"]] if "evidence" in effect else None,
            )
        assessment.rank(ref=ref, order=told["order"], reason=told["why"], by=by, now=now)

    def _of_matter(self, number: int, told: Story) -> Iterator[Event]:
        yield told["referred"], self._does(self._refer, told)
        for each in told.get("opinion", ()):
            yield each["days"], self._does(self._opine, (number, each))
        if "advice" in told:
            yield told["advice"]["closed"], self._does(self._close, (number, told["advice"]))
            yield told["advice"]["days"], self._does(self._advise, (number, told["advice"]))
        if "reply" in told:
            yield told["reply"]["days"], self._does(self._reply, (number, told["reply"]))
        if "decision" in told:
            yield told["decision"]["days"], self._does(self._decide, (number, told["decision"]))

    def _refer(self, told: Story, now: datetime) -> None:
        made = committee.refer(
            ref=self.ref, question=told["question"], by=self._owner, now=now,
            deadline=self.force.at(told["deadline"]).date(),
            help_with=told.get("help_with", ""),
        )
        self.matters.append(_number(made))

    def _opine(self, what: tuple[int, Story], now: datetime) -> None:
        number, told = what
        committee.opine(
            matter_id=self.matters[number], outcome=told["outcome"], reasons=told["reasons"],
            by=self.force.by(told["member"]), now=now,
        )

    def _close(self, what: tuple[int, Story], now: datetime) -> None:
        number, told = what
        committee.close(
            matter_id=self.matters[number], by=self.force.by(told["closed_by"]), now=now
        )

    def _advise(self, what: tuple[int, Story], now: datetime) -> None:
        number, told = what
        committee.advise(
            matter_id=self.matters[number], outcome=told["outcome"], reasons=told["reasons"],
            dissent=told.get("dissent", ""), by=self.force.by(told["by"]), now=now,
            items=[deciding.Asked(**each) for each in told.get("item", ())],
        )

    def _reply(self, what: tuple[int, Story], now: datetime) -> None:
        number, told = what
        committee.reply(
            matter_id=self.matters[number], words=told["words"], by=self.force.by(told["by"]),
            now=now, replies={
                item: deciding.ItemReply(said=deciding.Said(said), reasons=reasons)
                for item, (said, reasons) in enumerate(told["items"], start=1)
            },
        )

    def _decide(self, what: tuple[int, Story], now: datetime) -> None:
        number, told = what
        committee.decide(
            matter_id=self.matters[number], verdict=deciding.Verdict(told["verdict"]),
            reasons=told["reasons"], by_post=told["post"], by=self.force.by(told["by"]), now=now,
            review_on=(now + timedelta(days=told["review_in"])).date()
            if "review_in" in told else None,
            conditions=[
                deciding.Condition(
                    item=each["item"], text=each["text"], test=each["test"],
                    owner_id=self.force.people[each["owner"]],
                    due_on=(now + timedelta(days=each["due_in"])).date(),
                )
                for each in told.get("condition", ())
            ],
        )

    def _condition(self, number: int) -> int:
        return sorted(each.id for each in conditions_queries.by_use(self.ref))[number - 1]

    def _answer_condition(self, told: Story, now: datetime) -> None:
        conditions.answer(
            condition_id=self._condition(told["number"]), what_was_done=told["words"],
            by=self.force.by(told["by"]), now=now,
        )

    def _accept_condition(self, told: Story, now: datetime) -> None:
        conditions.accept(
            condition_id=self._condition(told["number"]), words=told.get("check", ""),
            by=self.force.by(told["accepted_by"]), now=now,
        )

    def _move(self, told: Story, now: datetime) -> None:
        register.move(
            ref=self.ref, to=Status(told["to"]), reason=told["reason"],
            by=self.force.by(told["by"]), now=now,
        )

    def _propose(self, told: Story, now: datetime) -> None:
        publication.propose(ref=self.ref, by=self.force.by(told["by"]), now=now)

    def _publish(self, told: Story, now: datetime) -> None:
        publication.publish(ref=self.ref, by=self.force.by(told["published_by"]), now=now)


def _words_of(point: Story) -> dict[str, Any]:
    words = {key: point[key] for key in ("lens", "title", "text", "affected")}
    return words | {"kind": point_rules.Kind(point["kind"])}


def _address(key: str) -> str:
    return f"{key}@fenmarch.example"


def _number(made: str) -> int:
    return int(made.rpartition("-")[2])


def _drop(_: object) -> None:
    """What an action made is not needed here."""
