"""A 5 by 5 grid for a register that asks for one; it is not how anything here is ranked.

Without this file a force would keep two lists of the same risks, and the grid would win.
"""

import math

from dueregard.documents.audience import Audience
from dueregard.documents.document import Column, Document, Note, Part, Table
from dueregard.weighing.constants import Constants
from dueregard.weighing.draws import Read, read
from dueregard.weighing.sentences import NAMES, stated_chance, stated_size
from dueregard.weighing.shapes import Kind, Proposal

NOT_FOR_RANKING = "For your register. Do not use it to rank."
LIKELIHOODS = (0.10, 0.35, 0.55, 0.80)
UNKNOWN = 5


def likelihood(found: Read) -> int:
    """1 to 5 from the middle of the chance: below 10%, 35%, 55%, 80%, and above; not known is 5."""
    if found.chance is None:
        return UNKNOWN
    odds = [math.log(end / (1 - end)) for end in (found.chance.low, found.chance.high)]
    middle = 1 / (1 + math.exp(-sum(odds) / 2))
    return 1 + sum(middle >= each for each in LIKELIHOODS)


def impact(found: Read, constants: Constants) -> int:
    """1 to 5 from the middle of the size as a share of the scale; not known is 5.

    Each step is about five times the one before: below 0.2%, 1%, 5% and 25% of the scale.
    """
    if found.sizes is None:
        return UNKNOWN
    middle = math.prod(math.sqrt(each.low * each.high) for each in found.sizes)
    part = middle / constants.lenses[found.effect.lens].scale.base
    return 1 + sum(part >= each for each in (0.002, 0.01, 0.05, 0.25))


def to_document(proposal: Proposal, *, constants: Constants, made_at: str = "") -> Document:
    """The risks as rows of a 5 by 5 register, in the order of the proposal and in no other."""
    rows = []
    for effect in proposal.effects:
        if effect.kind is not Kind.RISK:
            continue
        found = read(effect, proposal=proposal, constants=constants)
        controls = "; ".join(f"{each.name} ({constants.control_names[each.state].lower()})"
                             for each in proposal.controls_on(effect.id))
        rows.append((
            effect.id, effect.text, proposal.option(effect.option).name, NAMES[effect.lens],
            proposal.group(effect.group).name, likelihood(found), impact(found, constants),
            stated_chance(effect, constants), stated_size(effect, constants), controls,
        ))
    labels = (
        ("Risk ID", "risk_id"), ("Risk description", "description"), ("Option", "option"),
        ("Category", "category"), ("Who is affected", "affected"),
        ("Likelihood (1-5)", "likelihood"),
        ("Impact (1-5)", "impact"), ("How likely, as said", "likely"),
        ("How large, as said", "large"), ("Controls", "controls"),
    )
    return Document(
        kind="risk-register", title=f"Risk register entries: {proposal.title}", made_at=made_at,
        audience=Audience.FORCE, summary=NOT_FOR_RANKING,
        parts=(Part(title="For your register", key="register", blocks=(
            Note(text=f"{NOT_FOR_RANKING} Two risks in one box can differ a hundredfold, and a "
                      "larger one can stand in a lower box. Opportunities have no place in such a "
                      "grid and are left out.", tone="warning"),
            Table(caption=NOT_FOR_RANKING, rows=tuple(rows), columns=tuple(
                Column(label=label, key=key, numeric=key in ("likelihood", "impact"))
                for label, key in labels)),
        )),),
    )
