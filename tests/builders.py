"""Worlds for tests, built by calling actions: no test starts where no user could get to."""

from datetime import datetime, timedelta

from dueregard.identify.points import actions as points
from dueregard.identify.points import queries as points_queries
from dueregard.identify.points.rules import State as PointState
from dueregard.identify.register import actions as register
from dueregard.identify.register.actions import Description
from dueregard.identify.register.rules import Affected
from dueregard.ledger.rules import Actor
from dueregard.manage.bodies import actions as bodies
from dueregard.manage.bodies.rules import ROLES, Post, Served
from dueregard.manage.committee import actions as committee
from dueregard.manage.committee import queries as matters
from dueregard.manage.committee.deciding import Asked, ItemReply, Said, Verdict
from dueregard.manage.committee.deciding import Condition as Held
from dueregard.manage.conditions import queries as conditions
from dueregard.manage.gates import actions as gate_actions
from dueregard.manage.gates import queries as gates
from dueregard.manage.gates.rules import BY_NAME, Going, Told
from dueregard.people import actions as people
from dueregard.people import queries
from dueregard.people.rules import Role
from dueregard.prioritise.assessment import actions as assessment
from dueregard.prioritise.assessment import queries as assessment_queries
from dueregard.prioritise.assessment.rules import Chance, EffectKind, ReplyAnswer, Size
from dueregard.report.public_register.actions import fill
from dueregard.report.publication import actions as publication

PASSWORD = "three words together"


class World:
    """An installation with people in it. `later()` moves its clock on."""

    def __init__(self, *, now: datetime) -> None:
        self.now = now
        self._people: dict[Role, int] = {}
        self._body: int | None = None
        self._seated: set[int | None] = set()
        people.found(
            force_name="Test Constabulary", name="Ada Lead", email="ada@example.test",
            password=PASSWORD, now=now,
        )
        founder = next(each for each in queries.roster())
        self.founder_id = founder.id
        self._people[Role.ETHICS_LEAD] = self._people[Role.ADMINISTRATOR] = founder.id

    @property
    def lead(self) -> Actor:
        """The ethics lead, who is also the administrator."""
        return queries.actor(self.founder_id)

    def person(self, role: Role) -> Actor:
        """The one person who holds only this role; invited when first asked for."""
        if role not in self._people:
            self._people[role] = self.join(role).id
        return queries.actor(self._people[role])

    def join(self, *roles: Role) -> Actor:
        """A new person with these roles."""
        number = len(queries.roster())
        made = people.invite(
            name=f"Person {number} {' '.join(roles)}", email=f"person{number}@example.test",
            roles=roles, by=self.lead, now=self.now, password=PASSWORD,
        )
        return queries.actor(int(made.removeprefix("person-")))

    def later(self, **by: float) -> datetime:
        """Move the clock on and say what time it is."""
        self.now += timedelta(**by)
        return self.now

    def use(self, *, name: str = "Live facial recognition", owner: Actor | None = None,
            technology: str = "live-facial-recognition", **described: object) -> str:
        """A use of technology in the register, owned by `owner` or the project lead."""
        owner = owner or self.person(Role.PROJECT_LEAD)
        values = {
            "affected": "Everyone who walks past the van", "affected_count": Affected.EVERYONE,
            "purpose": "Find people wanted by the courts", "supplier": "Facewise Ltd",
        } | described
        return register.add(
            described=Description(name=name, technology=technology, **values),
            by=self.lead, now=self.now, owner_id=owner.id,
        )

    def matter(self, ref: str | None = None, *, to: str = "opinions", outcome: str = "reject",
               items: int = 1, days: int = 14) -> int:
        """A use put to a committee of one member and a chair, carried on as far as `to`."""
        made = committee.refer(
            ref=ref or self.use(), question="Should we go on?", body_id=self.body(),
            deadline=self.now.date() + timedelta(days=days), by=self.lead, now=self.now,
        )
        matter_id = int(made.removeprefix("matter-"))
        for step in ("closed", "advised", "replied", "decided")[:_STATES.index(to)]:
            getattr(self, f"_{step}")(matter_id, outcome=outcome, items=items)
        return matter_id

    def body(self, *, quorum: int = 1) -> int:
        """The ethics committee, on which everybody sits who holds one of its roles."""
        for role in (Role.COMMITTEE_MEMBER, Role.COMMITTEE_CHAIR, Role.COMMITTEE_SECRETARY):
            self.person(role)
        if self._body is None:
            self._body = int(bodies.found(
                name="Ethics committee", kind="ethics-committee", quorum=quorum,
                by=self.lead, now=self.now,
            ).removeprefix("body-"))
        for post in (Post.CHAIR, Post.MEMBER, Post.SECRETARY):
            for each in queries.roster():
                if set(each.roles) & ROLES[post] and each.id not in self._seated:
                    self.sit(post, person_id=each.id)
        return self._body

    def sit(self, post: Post = Post.MEMBER, **given: object) -> int:
        """A seat on the ethics committee, from today on. Without `person_id` it has only a name."""
        values = {"person_id": None, "since": self.now.date()} | given
        made = bodies.seat(body_id=self._body, post=post, by=self.lead, now=self.now, **values)
        self._seated.add(values["person_id"])
        return int(made.removeprefix("seat-"))

    def on_paper(self, name: str = "Mabel Rushcroft", **given: object) -> int:
        """A member who has no account, and is served on paper."""
        self.body()
        return self.sit(name=name, **({"served": Served.PRINT} | given))

    def _closed(self, matter_id: int, *, outcome: str, items: int) -> None:
        for role in (Role.COMMITTEE_MEMBER, Role.COMMITTEE_CHAIR):
            committee.opine(matter_id=matter_id, outcome=outcome, reasons=f"The {role} thinks so",
                            by=self.person(role), now=self.now)
        committee.close(matter_id=matter_id, by=self.person(Role.COMMITTEE_SECRETARY), now=self.now)

    def _advised(self, matter_id: int, *, outcome: str, items: int) -> None:
        committee.advise(
            matter_id=matter_id, outcome=outcome, reasons="We thought about it", dissent="",
            items=[Asked(text=f"Do thing {n}", test=f"Thing {n} can be seen")
                   for n in range(1, items + 1)],
            by=self.person(Role.COMMITTEE_SECRETARY), now=self.now,
        )

    def _replied(self, matter_id: int, *, outcome: str, items: int) -> None:
        committee.reply(
            matter_id=matter_id, words="Thank you",
            replies={n: ItemReply(said=Said.ACCEPT) for n in range(1, items + 1)},
            by=self.person(Role.DECISION_MAKER), now=self.now,
        )

    def _decided(self, matter_id: int, *, outcome: str, items: int) -> None:
        self.decide(matter_id, items=items)

    def decide(self, matter_id: int, *, verdict: Verdict = Verdict.TRIAL, items: int = 1,
               by: Actor | None = None, **values: object) -> str:
        """The decision maker decides; each item becomes a condition of the project lead's.

        A use that goes on trial or live has had its gate overridden by name, unless it is passed.
        """
        self.open_the_way(matter_id, verdict)
        owner = self.person(Role.PROJECT_LEAD).id
        due = self.now.date() + timedelta(days=30)
        given = {
            "reasons": "It is worth trying with care", "by_post": "Assistant Chief Constable",
            "review_on": self.now.date() + timedelta(days=180),
            "departs_because": "A small trial will tell us what the committee lacked",
            "conditions": [
                Held(item=n, text=f"Do thing {n}", test=f"Thing {n} can be seen", owner_id=owner,
                     due_on=due)
                for n in range(1, items + 1)
            ],
        } | values
        return committee.decide(matter_id=matter_id, verdict=verdict, now=self.now,
                                by=by or self.person(Role.DECISION_MAKER), **given)

    def open_the_way(self, matter_id: int, verdict: Verdict) -> None:
        """The gate before a trial or before going live is overridden, where it stands shut."""
        ref = matters.matter(matter_id, reader=self.lead, now=self.now).ref
        gate = {Verdict.TRIAL: "gate.pilot", Verdict.LIVE: "gate.go-live"}.get(verdict)
        shut = gates.states(ref, on=self.now.date())
        if gate is None or shut[gate] in BY_NAME:
            return
        self.tell(ref, "gatefact.pilot", ends_on=str(self.now.date() + timedelta(days=500)),
                  counted="False alerts in 100", number="1", post="Duty superintendent")
        gate_actions.override(
            ref=ref, gate=gate, by=self.person(Role.DECISION_MAKER), now=self.now,
            going=Going(post="Assistant Chief Constable", reason="A test needs it"),
        )

    def tell(self, ref: str, fact: str, *, because: str = "", **row: str) -> None:
        """One row of what is asked at gates, or that there is none and why."""
        gate_actions.tell(
            ref=ref, fact=fact, by=self.lead, now=self.now,
            told=Told(rows=(row,) if row else (), none_because=because),
        )

    def condition(self, ref: str | None = None) -> int:
        """A condition on a use, set by a decision to put it on trial, due in 30 days."""
        ref = ref or self.use()
        self.matter(ref, to="decided")
        return conditions.by_use(ref)[-1].id

    def publish(self, ref: str | None = None) -> str:
        """A use whose record is published: the owner proposes, the ethics lead publishes."""
        ref = ref or self.use()
        publication.propose(ref=ref, by=self.person(Role.PROJECT_LEAD), now=self.now)
        publication.publish(ref=ref, by=self.lead, now=self.now)
        fill(now=self.now)
        return ref

    def points(self, ref: str | None = None) -> str:
        """A use whose points were raised from its facts, and all of them accepted."""
        ref = ref or self.use()
        points.raise_from_packs(ref=ref, by=self.lead, now=self.now)
        said = [
            points.Saying(point_id=each.id, to=PointState.ACCEPTED)
            for each in points_queries.points(ref) if each.state is PointState.RAISED
        ]
        points.settle_several(ref=ref, said=said, by=self.lead, now=self.now)
        return ref

    def assessment(self, ref: str | None = None, *, to: str = "settled") -> str:
        """A use with an assessment: "opened", "weighed" (nothing is missing) or "settled"."""
        ref = self.points(ref)
        acts = {"ref": ref, "by": self.lead, "now": self.now}
        again = bool(assessment_queries.rounds(ref))
        assessment.open_(because="Something changed" if again else "", **acts)
        if to == "opened":
            return ref
        self._weigh(acts)
        if to == "settled":
            assessment.settle(**acts)
        return ref

    def _weigh(self, acts: dict) -> None:
        newest = assessment_queries.latest(acts["ref"])
        assessment.answer(**acts, given=[
            assessment.Given(question=each.question.id, answer=ReplyAnswer.DONT_KNOW)
            for each in assessment_queries.asked(acts["ref"], tier=newest.tier)
        ])
        assessment.add_option(name="Try it in one place", **acts)
        for option, kind in ((0, EffectKind.RISK), (1, EffectKind.RISK),
                             (1, EffectKind.OPPORTUNITY)):
            assessment.add_effect(
                option=option, kind=kind, lens="safety", affected="People passing by",
                text=f"Something that option {option} does", chance=Chance.LIKELY,
                size=Size.SERIOUS, **acts,
            )
        assessment.rank(order=[1, 0], reason="It helps more people than it harms", **acts)


_STATES = ("opinions", "closed", "advised", "replied", "decided")
