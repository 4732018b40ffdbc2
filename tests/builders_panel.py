"""A Community Scrutiny Panel for tests, built by calling actions, carried on as far as asked."""

from datetime import timedelta
from pathlib import Path

from tests.builders import World

from dueregard.ledger.rules import Actor
from dueregard.manage.bodies import actions as bodies
from dueregard.manage.bodies.rules import Post, Served
from dueregard.manage.committee.deciding import Said
from dueregard.manage.scrutiny import actions, listing, queries
from dueregard.manage.scrutiny.actions import Judged, PointReply
from dueregard.manage.scrutiny.models import Clip
from dueregard.manage.scrutiny.rules import Paper, PointKind, Standing
from dueregard.people.rules import Role

WORDS = "seven swans by the weir"
UNITS = ("North", "South")
GROUPS = ("White", "Black", "Asian")


def list_file(folder: Path, *, many: int = 60) -> Path:
    """A list of encounters as a force would send it, with a name that must not be kept."""
    lines = ["Encounter ID,Power,Date,Unit,Officer-defined ethnicity,Name"]
    lines += [
        f"E-{number:03},{'Stop and search' if number % 3 else 'Use of force'},"
        f"2026-0{1 + number % 9}-11,{UNITS[number % 2]},{GROUPS[number % 3]},Pat Nobody{number}"
        for number in range(many)
    ]
    path = folder / "encounters.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


class Panel:
    """A panel with members who sign in, and a secretary; `paper` is one who does not sign in."""

    def __init__(self, world: World, *, members: int = 3, quorum: int = 2, paper: bool = False,
                 cleared: bool = True) -> None:
        self.world = world
        self.body = int(bodies.found(
            name="Northwell Panel", kind="community-scrutiny-panel", quorum=quorum,
            by=world.lead, now=world.now).removeprefix("body-"))
        self.secretary = world.person(Role.COMMITTEE_SECRETARY)
        self._sit(self.secretary, Post.SECRETARY)
        self.members: list[Actor] = [world.join(Role.PANEL_MEMBER) for _ in range(members)]
        self.seats = [
            self._sit(each, Post.MEMBER if place else Post.CHAIR)
            for place, each in enumerate(self.members)
        ]
        self.paper = int(bodies.seat(
            body_id=self.body, post=Post.MEMBER, since=world.now.date(), by=world.lead,
            now=world.now, name="Dot Ferryman", served=Served.PRINT,
        ).removeprefix("seat-")) if paper else None
        for seat in [*self.seats, *([self.paper] if self.paper else [])] if cleared else []:
            self.clear(seat)

    def _sit(self, who: Actor, post: Post) -> int:
        return int(bodies.seat(
            body_id=self.body, post=post, person_id=who.id, since=self.world.now.date(),
            by=self.world.lead, now=self.world.now).removeprefix("seat-"))

    def clear(self, seat: int, *, days: int = 300) -> None:
        for each in Paper:
            actions.clear(seat_id=seat, paper=each, by=self.secretary, now=self.world.now,
                          until=self.world.now.date() + timedelta(days=days))

    def call(self) -> int:
        made = actions.call(body_id=self.body, on=self.world.now.date(), by=self.secretary,
                            now=self.world.now)
        return int(made.removeprefix("sitting-"))

    def lodge(self, sitting: int, folder: Path, **given: object) -> None:
        actions.lodge(sitting_id=sitting, listed=listing.read(list_file(folder, **given)),
                      by=self.world.person(Role.ANALYST), now=self.world.now)

    def draw(self, folder: Path, *, size: int = 6, words: str = WORDS, by: Actor | None = None,
             strata: tuple[str, ...] = ("power",)) -> int:
        """A sitting whose clips are drawn."""
        sitting = self.call()
        self.lodge(sitting, folder)
        actions.seed(sitting_id=sitting, words=words, size=size, minimum=0, strata=strata,
                     by=by or self.members[0], now=self.world.now)
        return sitting

    def clips(self, sitting: int) -> list[Clip]:
        return list(Clip.objects.filter(sitting_id=sitting))

    def show(self, sitting: int) -> int:
        """Every clip of it brought, whole and in time."""
        for each in self.clips(sitting):
            self.account(each, Standing.SHOWN)
        return sitting

    def account(self, clip: Clip, standing: Standing, reason: str = "", why: str = "") -> None:
        actions.account(clip_id=clip.pk, standing=standing, reason=reason, why=why,
                        by=self.world.person(Role.ANALYST), now=self.world.now)

    def rate(self, clip: Clip, by: Actor, *, colour: str = "green", comment: str = "",
             **answers: str) -> str:
        return actions.rate(clip_id=clip.pk, by=by, now=self.world.now, judged=judged(
            colour, comment=comment, **answers))

    def rate_all(self, sitting: int, *, colour: str = "green", **answers: str) -> int:
        """Every clip rated by every member who signs in."""
        for clip in self.clips(sitting):
            for member in self.members:
                self.rate(clip, member, colour=colour, **answers)
        return sitting

    def close(self, sitting: int) -> int:
        actions.close(sitting_id=sitting, by=self.secretary, now=self.world.now)
        return sitting

    def report(self, sitting: int, *points: tuple[PointKind, str]) -> int:
        actions.give_report(
            sitting_id=sitting, by=self.secretary, now=self.world.now,
            points=points or [(PointKind.CONCERN, "Stations were not given"),
                              (PointKind.GOOD, "It was kept calm")])
        return sitting

    def reply(self, sitting: int) -> int:
        owner = self.world.person(Role.OFFICER)
        due = self.world.now.date() + timedelta(days=30)
        actions.reply(
            sitting_id=sitting, words="Thank you", by=self.world.person(Role.DECISION_MAKER),
            now=self.world.now, replies={
                1: PointReply(said=Said.ACCEPT, reasons="You are right", owner_id=owner.id,
                              action="Say it at every briefing", due_on=due),
                2: PointReply(said=Said.DECLINE, reasons="It is shared already"),
            })
        return sitting

    def sheet(self, sitting: int, reader: Actor | None = None) -> queries.SittingSheet:
        return queries.sheet(sitting, reader=reader or self.secretary, now=self.world.now)


def judged(colour: str = "green", comment: str = "", view: str = "own", **answers: str) -> Judged:
    """A rating with these answers."""
    return Judged(colour=colour, view=view, answers=answers, comment=comment)
