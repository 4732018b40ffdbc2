"""What the dates told, in words."""

from datetime import date

from dueregard.findings.finding import Caveat
from dueregard.findings.wording import long_date, percent
from dueregard.instruments.scores.drift import Change
from dueregard.instruments.scores.runs import Run


def sentence(run: Run, *, outcome: str, group: str, only_months: bool) -> str:
    """What is wrong with a stretch of days, as a reason and as a sentence of its own."""
    said = "yes" if run.always else "no"
    who = f"all rows of the group '{group}'" if group else "every row"
    if run.strays:
        who = f"all but {run.strays:,} of {run.rows:,} rows"
    elsewhere = percent(run.elsewhere if run.always else 1 - run.elsewhere)
    return (
        f"{_when(run, only_months=only_months)} '{outcome}' is {said} in {who}, "
        f"against {elsewhere} on other days: beyond chance, so the outcome is not complete"
    )


def _when(run: Run, *, only_months: bool) -> str:
    def written(day: date) -> str:
        return f"{day:%B %Y}" if only_months else long_date(day)

    if run.first == run.last:
        return f"in {written(run.first)}" if only_months else f"on {written(run.first)}"
    if not run.after:
        return f"from {written(run.first)} on"
    if not run.before:
        return f"until {written(run.last)}"
    return f"from {written(run.first)} to {written(run.last)}"


def changed(its: Change, *, outcome: str) -> Caveat:
    """How the share of the outcome changes over time, and what to ask."""
    what = f"the share of rows in which '{outcome}' is yes"
    if not its.jump:
        return Caveat(
            code="outcome-drifts",
            sentence=f"Over time {what} drifts from about {percent(its.elsewhere)} to about "
            f"{percent(its.within)}. Look whether people, or what was recorded of them, changed: "
            "the figures add all years up.")
    when = (f"from about {long_date(its.first)} on" if its.to_the_end else
            f"from about {long_date(its.first)} to {long_date(its.last)}")
    late = (" If the time to find out was not over for the latest rows, leave them out."
            if its.to_the_end and its.within < its.elsewhere else "")
    return Caveat(
        code="outcome-jumps",
        sentence=f"There is a jump: {when}, {what} is {percent(its.within)}, and otherwise "
        f"{percent(its.elsewhere)}. Look whether the outcome was recorded in another way then."
        f"{late}")
