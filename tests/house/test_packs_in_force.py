"""Whoever reads packs, facts or technologies on a server reads those in force."""

import re

import pytest
from tests.house.sources import SOURCE, python_files, short

# What no pack can change: lenses with their questions, depths, law, areas, frameworks,
# questions to suppliers, gates, bodies, and what may change about a use.
UNCHANGED = re.compile(
    r"banks\.load\(\)(\.lenses|\.lens\(|\.tiers?\b|\.changes|\.areas|\.rule\(|\.frameworks"
    r"|\.suppliers|\.gates|\.guidance|\.inspection\b|\.aid\b)"
)
BESIDE = {
    # These lay the packs over the shipped bank themselves.
    "src/dueregard/identify/packs/queries.py",
    # Capabilities are facts of the register, which a pack cannot add to; see the lines.
    "src/dueregard/desk/cycle.py", "src/dueregard/web/use_forms.py",
    # The order of the kinds that are shipped, before those that a pack brought; see the lines.
    "src/dueregard/identify/register/queries.py",
    # Words for facts: shipped ones first, those of packs where a fact is not among them.
    "src/dueregard/web/told.py",
    # Questions belong to the lenses.
    "src/dueregard/prioritise/assessment/queries.py",
}
ON_A_SERVER = [
    path for path in python_files()
    if path.relative_to(SOURCE).parts[0] in {
        "identify", "prioritise", "manage", "report", "desk", "web"
    } and short(path) not in BESIDE
]


@pytest.mark.parametrize("path", ON_A_SERVER, ids=short)
def test_packs_are_those_in_force(path):
    text = path.read_text(encoding="utf-8")

    asked = len(re.findall(r"banks\.load\(", text))

    assert asked == len(UNCHANGED.findall(text)), (
        "ask identify.packs.queries.bank(), which has the packs that were brought in"
    )
