"""The example force: its stories are content, played through the same actions as anybody's.

Every date is so many days before the moment it is loaded, so that nothing in it ages.
"""

import secrets
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.resources import files
from typing import Any

from django.db import transaction

from dueregard.answers import DueRegardError
from dueregard.identify.evidence import actions as evidence
from dueregard.identify.evidence import queries as evidence_queries
from dueregard.identify.evidence.rules import Source
from dueregard.identify.law import actions as law
from dueregard.identify.law import queries as law_queries
from dueregard.identify.law.rules import Said, Shown
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
from dueregard.manage.bodies import actions as bodies
from dueregard.manage.bodies.rules import Post, Served
from dueregard.manage.committee import actions as committee
from dueregard.manage.committee import deciding
from dueregard.manage.conditions import actions as conditions
from dueregard.manage.conditions import queries as conditions_queries
from dueregard.manage.gates import actions as gates
from dueregard.manage.gates.rules import Going, Told
from dueregard.manage.meetings import actions as meetings
from dueregard.manage.meetings import queries as meetings_queries
from dueregard.people import actions as people
from dueregard.people import queries as people_queries
from dueregard.people.remarks import actions as remarks
from dueregard.people.rules import Role
from dueregard.prioritise.assessment import actions as assessment
from dueregard.prioritise.assessment import queries as assessment_queries
from dueregard.prioritise.assessment.rules import Chance, EffectKind, ReplyAnswer, Size
from dueregard.report.public_register import actions as public_register
from dueregard.report.publication import actions as publication
from dueregard.web import example_ledger, example_report, example_suppliers

Story = Mapping[str, Any]
Event = tuple[float, Callable[[datetime], None]]
LEAD, SECOND, SECRETARY, OFFICER = "morgan", "helen", "bea", "lee"


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
        self.bodies: dict[str, int] = {}

    def play(self, force: Story, stories: list[Story]) -> None:
        """Found it, appoint its people, and let every story happen in the order of its days."""
        self._found(force)
        self._seat(force)
        self._say_profile(force)
        events = [event for story in stories for event in _Telling(self, story).events()]
        events += [event for each in force["remark"] for event in self._remark(each)]
        events += example_report.events(
            _read, by=self.by, person=self.people.__getitem__, at=self.at
        )
        for days, happen in sorted(events, key=lambda each: -each[0]):
            happen(self.at(days))
        self._meet(force)
        example_report.after(_read, by=self.by, lead=LEAD, now=self.now)
        example_ledger.play(looked=self.by(OFFICER), by=self.by(LEAD), now=self.now)

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

    def _seat(self, force: Story) -> None:
        """The bodies that speak to it, and who sits on each."""
        by, now = self.by(LEAD), self.at(force["founded"])
        for each in force["body"]:
            body_id = _number(bodies.found(
                name=each["name"], kind=each["kind"], quorum=each["quorum"], by=by, now=now
            ))
            self.bodies[each["name"]] = body_id
            seats = {}
            for seat in each["seats"]:
                person = seat.get("person")
                seats[person] = _number(bodies.seat(
                    body_id=body_id, post=Post(seat["post"]), since=now.date(), by=by, now=now,
                    person_id=self.people[person] if person else None,
                    name=seat.get("name", ""), email=seat.get("email", ""),
                    served=Served(seat.get("served", Served.SIGNS_IN)),
                ))
            for interest in each.get("interests", ()):
                bodies.declare(seat_id=seats[interest["person"]], text=interest["text"],
                               by=self.by(interest["person"]), now=now)

    def _meet(self, force: Story) -> None:
        """The meeting that is called, on what waits for the body, with its pack sent."""
        by, now = self.by(SECRETARY), self.now
        for each in force["body"]:
            if "meets_in" not in each:
                continue
            meeting_id = _number(meetings.call(
                body_id=self.bodies[each["name"]], on=self.at(-each["meets_in"]).date(),
                place=each["meets_at"], by=by, now=now,
            ))
            waiting = meetings_queries.waiting(
                self.bodies[each["name"]], meeting_id=meeting_id
            )
            meetings.set_agenda(meeting_id=meeting_id, matters=[one.id for one in waiting],
                                by=by, now=now)
            meetings.send_pack(meeting_id=meeting_id, by=by, now=now)

    def _remark(self, told: Story) -> Iterator[Event]:
        """Somebody says that our guidance was not clear, and is answered."""
        made: list[int] = []

        def said(now: datetime) -> None:
            made.append(_number(remarks.say(
                about=told["about"], clear=False, words=told["words"], by=self.by(told["by"]),
                now=now,
            )))

        yield told["days"], said
        yield told["answered"], lambda now: _drop(remarks.answer(
            remark_id=made[0], words=told["answer"], by=self.by(LEAD), now=now
        ))

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
        for each in story.get("enquiry", ()):
            yield from example_suppliers.events(
                each, ref=lambda: self.ref, by=partial(self.force.by, each["by"])
            )
        yield from self._of_points()
        yield from self._of_assessment()
        if "law" in story:
            yield story["law"]["days"], self._does(self._meet_law, story["law"])
        for each in story.get("gate_fact", ()):
            yield each["days"], self._does(self._tell_gate, each)
        for each in story.get("gate", ()):
            yield each["days"], self._does(self._go, each)
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

    def _meet_law(self, told: Story, now: datetime) -> None:
        """A named person says of every strict rule that it is met, by one and the same file."""
        shown = Shown(
            said=Said.MET, named=told["named"], post=told["post"], title=told["title"],
            reference=told["reference"], dated_on=now.date(),
        )
        for each in law_queries.blocking(self.ref, now.date()):
            law.say(ref=self.ref, rule=each.rule.id, shown=shown, by=self._owner, now=now)

    def _tell_gate(self, told: Story, now: datetime) -> None:
        rows = tuple(
            {key: str(self.force.at(value).date()) if isinstance(value, int) else value
             for key, value in row.items()}
            for row in told.get("row", ())
        )
        gates.tell(
            ref=self.ref, fact=told["fact"], by=self._owner, now=now,
            told=Told(rows=rows, none_because=told.get("none_because", "")),
        )

    def _go(self, told: Story, now: datetime) -> None:
        go = {"passed": gates.pass_, "overridden": gates.override, "left-out": gates.leave_out}
        go[told.get("how", "passed")](
            ref=self.ref, gate=told["gate"], by=self.force.by(told["by"]), now=now,
            going=Going(post=told["post"], reason=told["reason"]),
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
        raised = point_rules.State.RAISED
        points.settle_several(ref=self.ref, by=self._owner, now=now, said=[
            points.Saying(
                point_id=each.id, reason=aside.get(each.title, ""),
                to=point_rules.State.SET_ASIDE if each.title in aside
                else point_rules.State.ACCEPTED,
            )
            for each in points_queries.points(self.ref) if each.state is raised
        ])

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
