"""A supplier's own table, worked out again: what it shows, what it leaves out, what it is worth.

Without this file "the supplier says that it is unbiased" could not be weighed, only believed.
"""

from collections.abc import Callable, Mapping
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings import asked as answers_of
from dueregard.findings.about import About, Ask, Asked
from dueregard.findings.counts import CountTable, accounted, count
from dueregard.findings.finding import Caveat, Finding, Method, Row
from dueregard.findings.reading_tables import Table
from dueregard.findings.roles import assign
from dueregard.findings.trial_comparisons import Allowed
from dueregard.findings.trial_counts import names_of, references_of, tested_from_counts
from dueregard.findings.trial_rows import SUBJECTS, Watchlist, rows
from dueregard.findings.trial_verdicts import judge
from dueregard.findings.trials import FALSE, Tested
from dueregard.instruments.claim import contract as contracts
from dueregard.instruments.claim import words
from dueregard.instruments.claim.columns import COLUMNS, groups_of
from dueregard.instruments.claim.contract import Contract
from dueregard.instruments.claim.levels import SUPPLIER, THIRD_PARTY, earned, questions
from dueregard.instruments.claim.reading import Read, read

Progress = Callable[[int, int, str], None]
LEVEL = "evidence_level_earned"

ABOUT = About(
    name="claim",
    version="1",
    title="A supplier's table of a face recognition test",
    question="Do the supplier's own figures bear out that this system treats groups alike?",
    lens="fairness",
    columns=COLUMNS,
    ask_first=True,
    asks=(
        Ask(name="group", asked=Asked.COLUMNS,
            words="The columns of groups. Without them, those headed ethnicity, sex, age or the "
                  "like.", example="ethnicity,sex"),
        Ask(name="contract", asked=Asked.FILE,
            words="A table of two columns, term and value: what the contract says."),
        Ask(name="tested_by", asked=Asked.CHOICE, choices=(SUPPLIER, THIRD_PARTY),
            default=SUPPLIER, words="Who made the test."),
        Ask(name="reference", asked=Asked.WORDS,
            words="The group to compare with. Without it, the one with most searches.",
            example="White"),
        Ask(name="correlation", asked=Asked.NUMBER, default=0.3,
            words="How alike the searches for one person are taken to be, from 0 to 1."),
        Ask(name="points", asked=Asked.NUMBER, default=0.05,
            words="The difference in the share found up to which it is too small to matter."),
        answers_of.MARGIN, answers_of.LEVEL,
    ),
    limits=(
        "Whether the figures are true: they are the supplier's, and nobody here saw the searches.",
        "What was tested and not put into the table.",
        "How the system treats people with our cameras, in our light, on our watchlist.",
        "Whether the system should be used at all.",
    ),
    example="dueregard measure claim examples/supplier-table.csv "
            "--contract examples/supplier-contract.csv",
    counts_people=frozenset({SUBJECTS}),
    laws_not_kept={},
)


def measure(
    table: Table, *, options: Mapping[str, Any] | None = None, progress: Progress | None = None
) -> Finding:
    """Work a supplier's table out again and say what it is worth.

    Formula: as for a trial: of searches for people on the watchlist the share found, of searches
    for people who are not the share wrongly matched, by group and threshold, with ranges, the
    ratio that could have been shown, and the terms of a contract beside them. It tells whether the
    table bears out what is claimed. It cannot tell whether the table is true.
    Source: ISO/IEC 19795-10:2024 names the parts of such a report; the levels are this project's.
    """
    say = progress or (lambda done, total, message: None)
    chosen = _chosen(options or {})
    groups = (answers_of.headings(chosen["group"], columns=table.columns) if chosen["group"]
              else groups_of(table.columns))
    assigned = assign(columns=table.columns, wanted=COLUMNS, chosen=chosen["columns"])
    headings = {role: each for role, each in assigned.headings.items() if each not in groups}
    _check(headings, columns=table.columns)
    say(0, 2, "Reading")
    counted = count(table, keys=tuple(dict.fromkeys((*groups, *headings.values()))))
    found = read(counted, columns=groups, headings=headings)
    contract = _contract(chosen["contract"])
    say(1, 2, "Working out")
    return _finding(table, chosen=chosen, counted=counted, found=found, contract=contract,
                    notes=assigned.notes, headings=frozenset(headings))


def _chosen(given: Mapping[str, Any]) -> dict[str, Any]:
    told = {key: value for key, value in given.items() if key != "columns"}
    chosen = answers_of.answers(ABOUT, told) | {"columns": dict(given.get("columns", {}))}
    for name, example in (("correlation", "0.3"), ("points", "0.05")):
        if not 0 <= chosen[name] <= 1:
            raise DueRegardError(
                f"--{name} is a number from 0 to 1, such as {example}; {chosen[name]:g} is not.")
    return chosen


def _check(headings: Mapping[str, str], *, columns: tuple[str, ...]) -> None:
    wanted = {"true_identified", "false_identified", "true_rate", "missed_rate", "false_rate"}
    if not wanted & headings.keys():
        raise DueRegardError(
            "The table holds neither counts (mated, true_identified, nonmated, false_identified) "
            "nor rates (true_rate, missed_rate, false_rate). The headings found are: "
            f"{', '.join(repr(each) for each in columns[:30])}. If a column holds one of these, "
            "say so: --column false_rate=HEADING."
        )


def _contract(given: Any) -> Contract | None:
    if given is None:
        return None
    from dueregard.findings.sources import opened

    return contracts.contract_of(opened(given))


def _finding(
    table: Table, *, chosen: Mapping[str, Any], counted: CountTable, found: Read,
    contract: Contract | None, notes: tuple[str, ...], headings: frozenset[str],
) -> Finding:
    trial = _trial(found, chosen=chosen)
    in_use = contract.threshold if contract and found.thresholds else ""
    judged = judge(trial, level=chosen["level"], in_use=in_use,
                   allowed=Allowed(ratio=chosen["margin"], points=chosen["points"]))
    level = earned(found, headings=headings, tested_by=chosen["tested_by"])
    asked = " ".join(questions(found, headings=headings, tested_by=chosen["tested_by"]))
    terms = () if contract is None else tuple(contracts.checks(
        contract, read=found, trial=trial, level=chosen["level"]))
    return Finding(
        instrument=ABOUT.name, version=ABOUT.version, question=ABOUT.question,
        verdict=words.verdict(judged.verdict, read=found, level=level),
        rows=(
            *rows(trial, level=chosen["level"], watchlist=_watchlist(contract, found)),
            *judged.rows,
            Row(measure=LEVEL, unit="of 5", value=float(level.level)),
        ),
        caveats=(
            *terms, *words.caveats(found, trial=trial, chosen=chosen),
            Caveat(code="to-ask", sentence=f"Still to be asked of the supplier: {asked}"),
            *judged.caveats,
            *(Caveat(code="reading", sentence=note)
              for note in (*table.notes, *notes, *found.notes)),
        ),
        data=accounted(counted, used=found.used, gone=found.set_aside, summed=False),
        method=Method(name="a supplier's table, worked out again",
                      options=_said(chosen, earns=level.level)),
        headline=FALSE, method_words=words.method_words(chosen, level=level),
    )


def _trial(found: Read, *, chosen: Mapping[str, Any]) -> tuple[Tested, ...]:
    references = references_of(
        found.cells, columns=len(found.columns), asked=chosen["reference"] or "")
    if references is None:
        raise DueRegardError(
            f"No group is called '{chosen['reference']}', so nothing can be compared with it. The "
            f"groups are: {', '.join(names_of(found.cells)[:30])}."
        )
    return tested_from_counts(found.cells, columns=found.columns, references=references,
                              correlation=chosen["correlation"])


def _watchlist(contract: Contract | None, found: Read) -> Watchlist | None:
    if contract is None or contract.watchlist_size is None or len(found.watchlists) != 1:
        return None
    (tested,) = found.watchlists
    if not tested or tested == contract.watchlist_size:
        return None
    return Watchlist(tested=tested, used=contract.watchlist_size)


def _said(chosen: Mapping[str, Any], *, earns: int) -> dict[str, Any]:
    kept = {
        key: list(value) if isinstance(value, tuple) else value for key, value in chosen.items()
        if value not in (None, "", (), {}) and key != "contract"
    }
    return kept | {"contract": bool(chosen["contract"]), "earns": earns}
