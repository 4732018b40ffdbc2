"""What the record itself holds back when options are weighed: gates that no word can open.

Without it an option could be called lawful in a weighing while its own record says otherwise.
"""

from collections.abc import Mapping
from datetime import date

from dueregard.identify.law import queries as law
from dueregard.identify.law.queries import LawSheet
from dueregard.identify.register import queries as register
from dueregard.lenses.law import Status
from dueregard.manage.gates import queries as gates

# The gates of the method that a rule of law stands for, and one that is asked for at our gates.
RULES = {"data-protection": ("law.01",), "equality-duty": ("law.24", "law.42")}
STOPPING = ("way-to-stop", "gatefact.undo")


def held_back(ref: str, *, on: date) -> Mapping[str, str]:
    """By gate of the method, why the record does not show it on a day. It can only hold back."""
    use, found = register.sheet(ref), law.sheet(ref, on=on)
    held = {}
    if found.blocking:
        titles = "; ".join(each.rule.title for each in found.blocking)
        held["lawful-basis"] = f"These rules are not shown to be met: {titles}."
    for gate, rules in RULES.items():
        titles = "; ".join(_unmet(found, rules))
        if titles:
            held[gate] = f"Nobody has shown with a document that this is met: {titles}."
    if use.owner_id is None:
        held["owner"] = "No owner is recorded."
    gate, asked = STOPPING
    lines = [each for each in gates.sheet(ref, on=on).answers if each.fact.id == asked]
    if any(each.gaps for each in lines):
        held[gate] = f"“{lines[0].fact.title}” is not filled in at the gates."
    return held


def _unmet(found: LawSheet, rules: tuple[str, ...]) -> list[str]:
    return [
        each.rule.title for each in found.lines
        if each.rule.id in rules and each.status is not Status.DOES_NOT_APPLY and not each.met
    ]
