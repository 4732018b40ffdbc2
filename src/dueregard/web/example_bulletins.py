"""The example force's log of deployments, and the papers that it put before the public.

Without it nobody who tries the demonstration would see a table with figures in it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from dueregard.identify.register import queries as register
from dueregard.ledger.rules import Actor
from dueregard.manage.deployments import actions as deployments
from dueregard.manage.deployments.rules import Row
from dueregard.report.annual import actions as annual
from dueregard.report.annual.rules import KEYS
from dueregard.report.annual.rules import past as past_years
from dueregard.report.bulletins import actions, kinds, rules
from dueregard.report.quarterly import actions as quarterly
from dueregard.report.quarterly.rules import past as past_quarters

Story = Mapping[str, Any]
# A made-up log has no file behind it: this stands for the digest of one.
_NO_FILE = "0" * 64


def play(told: Story, *, by: Callable[[str], Actor], now: datetime) -> None:
    """Take in the log, write what is asked of a quarter and a year, and publish."""
    refs = register.names()
    log = told["log"]
    deployments.take_in(
        ref=refs[log["use"]], rows=_rows(log, now=now), left_out=(), file_name=log["file"],
        sha256=_NO_FILE, further=False, by=by(log["by"]), now=now,
    )
    for each in told["year"]:
        annual.write(
            ref=refs[each["use"]], year=past_years(now.date(), count=1)[0].key,
            answers={key: each[key] for key in KEYS if key in each}, by=by(each["by"]), now=now,
        )
    quarterly.ask(
        quarter=past_quarters(now.date(), count=1)[0].key, by=by(told["asks"]["by"]), now=now,
        words="\n".join(told["asks"]["words"]),
    )
    for each in told["paper"]:
        kind = kinds.kind(each["kind"])
        edition = kind.editions(now)[0].key
        actions.propose(kind=kind.key, edition=edition, by=by(each["proposed_by"]), now=now)
        if "published_by" in each:
            actions.publish(slug=rules.slug_of(slug=kind.slug, edition=edition),
                            by=by(each["published_by"]), now=now)


def _rows(log: Story, *, now: datetime) -> list[Row]:
    found = []
    for place, cells in enumerate(log["rows"], start=1):
        said: dict[str, Any] = {
            name: None if cell == "" else cell
            for name, cell in zip(log["columns"], cells, strict=True)
        }
        days = said.pop("days")
        found.append(Row(
            **said, row=place, date=(now - timedelta(days=days)).date(), deployment="",
            no_action=None,
        ))
    return found
