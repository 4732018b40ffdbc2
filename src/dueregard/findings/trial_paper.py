"""The plan of a trial on one page, for the person who writes the tender.

Without this file the number of volunteers would be the supplier's choice.
"""

from dueregard.documents.audience import Audience
from dueregard.documents.document import (
    Column,
    Document,
    Field,
    Fields,
    Note,
    Part,
    Points,
    Table,
)
from dueregard.findings.figures import certainty, figure
from dueregard.findings.trial_plan import Needed, Plan

TITLE = "How large a trial of face recognition must be"


def sentence(plan: Plan) -> str:
    """The answer in two sentences."""
    asked, one, other = plan.asked, plan.show_ratio, plan.rule_out_ratio
    return (
        f"To show that a group is wrongly matched {asked.ratio:g} times as often as another, each "
        f"group needs {_size(plan, one)} of people who are not on the watchlist. To rule that out, "
        f"each group needs {_size(plan, other)}."
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
            Part(title="What this rests on", key="assumed", blocks=(_assumed(plan),)),
            Part(title="What it cannot tell", key="limits", blocks=(Points(items=_limits(plan)),)),
        ),
    )


def _size(plan: Plan, needed: Needed) -> str:
    if plan.asked.passes == 1:
        return f"{needed.separate:,} searches"
    return (f"{needed.searches:,} searches ({needed.volunteers:,} volunteers who pass "
            f"{plan.asked.passes} times)")


def _table(plan: Plan) -> Table:
    asked = plan.asked
    lines = (
        (f"Show {asked.ratio:g} times as many wrongful matches", "not on the watchlist",
         plan.show_ratio),
        (f"Rule out {asked.ratio:g} times as many wrongful matches", "not on the watchlist",
         plan.rule_out_ratio),
        (f"Show {100 * asked.points:g} points fewer found", "on the watchlist", plan.show_points),
        (f"Rule out {100 * asked.points:g} points fewer found", "on the watchlist",
         plan.rule_out_points),
    )
    passes = "Volunteers" if asked.passes == 1 else f"Volunteers, {asked.passes} passes each"
    return Table(
        caption=f"Searches for each of {asked.groups} groups",
        columns=(
            Column(label="To", key="aim"), Column(label="Searches for people", key="kind"),
            Column(label="Searches, each of another person", key="separate", numeric=True),
            Column(label=passes, key="volunteers", numeric=True),
            Column(label="Searches by those volunteers", key="searches", numeric=True),
            Column(label=f"All {asked.groups} groups", key="all", numeric=True),
        ),
        rows=tuple(
            (aim, kind, each.separate, each.volunteers, each.searches,
             each.searches * asked.groups)
            for aim, kind, each in lines
        ),
    )


def _tender(plan: Plan) -> tuple[str, ...]:
    asked = plan.asked
    return (
        f"At least as many searches in each of the {asked.groups} groups as the table says, at the "
        "threshold, with the watchlist size, cameras and light that will be used.",
        "The counts, not only rates: for each group, each crossing of groups and each threshold, "
        "the searches and the errors of both kinds, and how many people were searched for.",
        "A row a search with the volunteer's number, so that anybody can work out how much "
        "repeated passes are worth instead of assuming it.",
        "That groups are recruited until each is large enough. A trial that is balanced like the "
        "public is too small for the groups that matter most.",
        "That no conclusion of 'no difference' is drawn below these numbers: only what the trial "
        "could have shown.",
    )


def _assumed(plan: Plan) -> Fields:
    asked = plan.asked
    return Fields(fields=(
        Field(label="Ratio of wrongful matches that matters", value=f"{asked.ratio:g} times"),
        Field(label="Wrongful matches in the group compared with",
              value=f"{figure(asked.rate, unit='share')} "
                    f"({figure(asked.rate, unit='share', one_in=True)}) of searches"),
        Field(label="People found, of those on the watchlist",
              value=f"{figure(asked.found, unit='share')}; {100 * asked.points:g} points fewer "
                    "matter"),
        Field(label="How alike the passes of one volunteer are",
              value=f"{asked.correlation:g} (0: like strangers, 1: all the same). {asked.passes} "
                    f"passes then need {plan.effect:.2g} times the searches"),
        Field(label="How often such a trial would show it", value=f"{100 * asked.power:g} in 100"),
        Field(label="How sure", value=f"{certainty(asked.level)} for all groups and both kinds of "
              f"error together, {100 * plan.level:.4g}% for each comparison"),
        Field(label="Errors expected to show the ratio",
              value=f"{plan.show_ratio.errors:,.0f} in a group and the one compared with, together"),
    ))


def _limits(plan: Plan) -> tuple[str, ...]:
    asked = plan.asked
    said = [
        "It takes the rate as known. If the system is wrong less often, more searches are needed: "
        "half the rate needs twice as many.",
        "It takes all groups as equally large. Where one is smaller, its own number counts.",
        "It cannot know how alike the passes of one volunteer are. If the correlation is 1, passes "
        f"add nothing, and each group needs {plan.show_ratio.separate:,} volunteers to show the "
        "ratio.",
        "A trial tells how a system can behave, not how it does on the street.",
    ]
    if asked.passes == 1:
        said[2] = ("It takes every search as another person. If volunteers pass more than once, say "
                   "how often.")
    return tuple(said)
