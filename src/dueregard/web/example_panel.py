"""A sitting of the example force's scrutiny panel, played through the same actions as anybody's.

Without this file the panel room of the demonstration would be empty.
"""

import random
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from dueregard.ledger.rules import Actor
from dueregard.manage.bodies import queries as bodies
from dueregard.manage.bodies.queries import BodySheet
from dueregard.manage.committee.deciding import Said
from dueregard.manage.scrutiny import actions, form, listing, queries
from dueregard.manage.scrutiny.actions import Judged, PointReply
from dueregard.manage.scrutiny.rules import WATCHED, Paper, PointKind, Standing

Story = Mapping[str, Any]
By = Callable[[str], Actor]
Event = tuple[float, Callable[[datetime], None]]
FORCE, SECRETARY, MAKER = "sam", "bea", "helen"


def events(told: Story, *, by: By) -> Iterator[Event]:
    """Each step on its day."""
    playing = _Sitting(told, by)
    for name, days in told["days"].items():
        yield days, getattr(playing, name)


class _Sitting:
    """One sitting while it is being played."""

    def __init__(self, told: Story, by: By) -> None:
        self.told, self.by = told, by
        self.chance = random.Random(told["seed"])
        self.id = 0

    def called(self, now: datetime) -> None:
        """Papers of every member, who is missing, and the call."""
        body = self._body(now)
        for seat in body.members:
            for paper in Paper:
                actions.clear(seat_id=seat.id, paper=paper, by=self.by(SECRETARY), now=now,
                              until=now.date() + timedelta(days=self.told["papers_for"]))
        made = actions.call(body_id=body.id, on=now.date() + timedelta(days=9),
                            by=self.by(SECRETARY), now=now)
        self.id = int(made.removeprefix("sitting-"))

    def lodged(self, now: datetime) -> None:
        """The force's list."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "list.csv"
            path.write_text(self._list(now), encoding="utf-8")
            listed = listing.read(path)
        actions.lodge(sitting_id=self.id, listed=listed, by=self.by(FORCE), now=now)

    def drawn(self, now: datetime) -> None:
        """The panel's words, and how the panel is made up."""
        actions.seed(sitting_id=self.id, words=self.told["words"], size=self.told["size"],
                     minimum=0, strata=self.told["strata"], by=self.by("joan"), now=now)
        made = self.told["makeup"]
        actions.say_makeup(
            body_id=self._body(now).id, groups=made["groups"], gap=made["gap"],
            plan=made["plan"], owner_id=self.by(made["owner"]).id,
            due_on=now.date() - timedelta(days=made["due"]), by=self.by(made["by"]), now=now)

    def shown(self, now: datetime) -> None:
        """What became of each clip."""
        for clip in queries.row_of(self.id).clips.all():
            told = self.told["clips"].get(str(clip.number), {"standing": "shown"})
            actions.account(
                clip_id=clip.pk, standing=Standing(told["standing"]), why=told.get("why", ""),
                reason=told.get("reason", ""), by=self.by(FORCE), now=now)

    def rated(self, now: datetime) -> None:
        """Every member's ratings; the secretary enters those on paper."""
        clips = queries.row_of(self.id).clips.all()
        watched = [each for each in clips if Standing(each.standing) in WATCHED]
        for seat in self._body(now).members:
            for clip in watched:
                judged = self._judged(clip.power)
                if seat.on_paper:
                    actions.enter(clip_id=clip.pk, seat_id=seat.id, judged=judged,
                                  by=self.by(SECRETARY), now=now)
                else:
                    actions.rate(clip_id=clip.pk, judged=judged, now=now,
                                 by=next(self.by(key) for key in ("joan", "kwame", "mina", "rhoda")
                                         if self.by(key).id == seat.person_id))

    def closed(self, now: datetime) -> None:
        """Closed, talked over, and what members say of it."""
        actions.close(sitting_id=self.id, by=self.by(SECRETARY), now=now)
        actions.debrief(sitting_id=self.id, words="", by=self.by(SECRETARY), now=now)
        for each in self.told["voice"]:
            actions.speak(sitting_id=self.id, answers=each["answers"], words=each["words"],
                          by=self.by(each["by"]), now=now)

    def reported(self, now: datetime) -> None:
        """The report."""
        actions.give_report(
            sitting_id=self.id, by=self.by("joan"), now=now,
            points=[(PointKind(each["kind"]), each["text"]) for each in self.told["point"]])

    def replied(self, now: datetime) -> None:
        """The reply, which came late."""
        actions.reply(
            sitting_id=self.id, by=self.by(MAKER), now=now,
            words="Thank you for the time that you gave. We are sorry to have answered late.",
            replies={
                number: PointReply(
                    said=Said(each["said"]), reasons=each["reasons"], action=each["action"],
                    owner_id=self.by(each["owner"]).id,
                    due_on=now.date() + timedelta(
                        days=self.told["days"]["replied"] - each["due"]),
                ) for number, each in enumerate(self.told["point"], start=1)
            })

    def changed(self, now: datetime) -> None:
        """What changed."""
        row = queries.row_of(self.id)
        for each, told in zip(queries.points(row), self.told["point"], strict=True):
            if "changed" in told:
                actions.say_change(point_id=each.id, words=told["changed"],
                                   by=self.by(told["owner"]), now=now)

    def told_back(self, now: datetime) -> None:
        """The panel is told."""
        actions.tell(sitting_id=self.id, by=self.by(SECRETARY), now=now,
                     words="At our meeting, on paper, with time for questions.")

    def _body(self, now: datetime) -> BodySheet:
        return next(each for each in bodies.bodies(today=now.date())
                    if each.name == self.told["panel"])

    def _list(self, now: datetime) -> str:
        lines = ["id,power,date,unit,ethnicity"]
        for number in range(1, self.told["many"] + 1):
            day = now.date() - timedelta(days=self.chance.randrange(5, 95))
            cells = (self._one(each) for each in ("powers", "units", "groups"))
            power, unit, group = cells
            lines.append(f"NW-{number:04},{power},{day},{unit},{group}")
        return "\n".join(lines) + "\n"

    def _one(self, name: str) -> str:
        shares: Mapping[str, float] = self.told[name]
        return self.chance.choices(list(shares), list(shares.values()))[0]

    def _judged(self, power: str) -> Judged:
        asked = form.load()
        colour = self.chance.choices(["green", "amber", "red"], [6, 3, 1])[0]
        answers = {}
        for each in asked.asked(power):
            often = [1, 6] if each.id == "gowisely-s" else [5, 1]
            answers[each.id] = self.chance.choices([form.YES, form.NO], often)[0]
        return Judged(colour=colour, view=self.chance.choice(["own", "other"]), answers=answers)
