"""Says why something applies, by quoting the answers that made it apply.

Without this file a reader would be told what to do and not why, and could not correct the
one fact that is wrong.
"""

from collections.abc import Iterable

from dueregard.lenses.facts import Fact, Facts, is_unknown, shown

ALWAYS = "This applies to every use."


def reason(*, because: Iterable[str], facts: Facts, known: Iterable[Fact]) -> str:
    """One or two sentences that quote the deciding facts: the answers, then the gaps."""
    by_key = {each.key: each for each in known}
    answers, gaps = [], []
    for key in because:
        fact = by_key[key]
        if is_unknown(facts.get(key)):
            gaps.append(f"“{fact.label}”")
        else:
            answers.append(f"“{fact.label}”: {shown(fact=fact, value=facts.get(key))}")
    said = []
    if answers:
        said.append(f"Because you said {'; '.join(answers)}.")
    if gaps:
        said.append(f"Because we do not yet know {', '.join(gaps)}.")
    return " ".join(said) or ALWAYS
