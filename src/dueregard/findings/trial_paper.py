"""The plan of a trial on one page, for the person who writes the tender.

Without this file the number of volunteers would be the supplier's choice.
"""

from dueregard.documents.audience import Audience
from dueregard.documents.document import (
    Column,
    Document,
    Note,
    Part,
    Points,
    Table,
)
from dueregard.findings.figures import certainty, figure
from dueregard.findings.trial_plan import Plan

TITLE = "How large a trial of face recognition must be"


def sentence(plan: Plan) -> str:
    """The answer in two sentences."""
    asked, one, other = plan.asked, plan.show_ratio, plan.rule_out_ratio
    who = f"volunteers who pass {asked.passes} times" if asked.passes > 1 else "different people"
    first, second = (each.volunteers if asked.passes > 1 else each.separate
                     for each in (one, other))
    return (
        f"To show that a group is wrongly matched {asked.ratio:g} times as often as another, each "
        f"group needs {first:,} {who}. If in truth they are alike, ruling that out needs "
        f"{second:,}."
    )


def as_document(plan: Plan, *, made_at: str) -> Document:
    """The plan as a Document of one page: the answer, the numbers, what to ask for, the limits."""
    return Document(
        kind="trial-plan", title=TITLE, made_at=made_at, audience=Audience.PUBLIC,
        facts={"ratio": f"{plan.asked.ratio:g}", "rate": f"{plan.asked.rate:g}",
               "groups": str(plan.asked.groups)},
        parts=(
            Part(title="The answer", key="answer",
                 blocks=(Note(text=sentence(plan), tone="lead"), _table(plan))),
            Part(title="What to ask for", key="tender", blocks=(Points(items=_tender(plan)),)),
            Part(title="What this rests on, and cannot tell", key="assumed",
                 blocks=(Points(items=_assumed(plan)),)),
        ),
    )


def _table(plan: Plan) -> Table:
    asked = plan.asked
    lines = (
        (f"{asked.ratio:g} times as many wrongful matches: show it", plan.show_ratio),
        ("The same: rule it out", plan.rule_out_ratio),
        (f"{100 * asked.points:g} points fewer found: show it", plan.show_points),
        ("The same: rule it out", plan.rule_out_points),
    )
    columns = [Column(label="For each group", key="aim"),
               Column(label="Searches" if asked.passes == 1 else "Different people", key="separate",
                      numeric=True)]
    if asked.passes > 1:
        columns += [Column(label=f"Or volunteers x {asked.passes}", key="volunteers", numeric=True),
                    Column(label="Their searches", key="searches", numeric=True)]
    columns.append(Column(label=f"All {asked.groups} groups", key="all", numeric=True))
    return Table(
        caption="Wrongful matches: people not on the watchlist. Found: people who are on it.",
        columns=tuple(columns),
        rows=tuple(
            (aim, each.separate,
             *((each.volunteers, each.searches) if asked.passes > 1 else ()),
             each.searches * asked.groups)
            for aim, each in lines
        ),
    )


def _tender(plan: Plan) -> tuple[str, ...]:
    return (
        f"So many searches in each of the {plan.asked.groups} groups, with the threshold, "
        "watchlist size, cameras and light that will be used. Do not balance groups like the "
        "public.",
        "Counts of searches and of both kinds of error, for each group, crossing and threshold; "
        "best a row a search, with the volunteer's number.",
        "Below these numbers no 'no difference found': only what the trial could have shown.",
    )


def _assumed(plan: Plan) -> tuple[str, ...]:
    asked = plan.asked
    alike = "Each search is for another person."
    if asked.passes > 1:
        alike = (f"Passes of one volunteer are taken as alike to {asked.correlation:g} (0: like "
                 f"strangers, 1: all the same), so they need {plan.effect:.2g} times the searches. "
                 f"That is only known afterwards: at 1, {plan.show_ratio.separate:,} volunteers.")
    return (
        f"Wrongful matches in the group compared with: {figure(asked.rate, unit='share')} "
        f"({figure(asked.rate, unit='share', one_in=True)}) of searches; about "
        f"{plan.show_ratio.errors:,.0f} errors are expected in it and another group together. "
        f"Found, of people on the watchlist: {figure(asked.found, unit='share')}. {alike}",
        f"Such a trial would show it {100 * asked.power:g} times in 100. It is "
        f"{certainty(asked.level)} sure for all groups and both kinds of error together "
        f"({100 * plan.level:.4g}% for each comparison).",
        "It takes the rate as known (at half the rate twice as many are needed) and groups as "
        "equally large. A trial tells how a system can behave, not how it does on the street.",
    )
