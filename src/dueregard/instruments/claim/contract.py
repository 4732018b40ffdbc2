"""What a contract says of a face recognition system, and whether the supplier's table bears it out.

Without this file a test at one threshold would be taken for a promise about another.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dueregard.answers import DueRegardError
from dueregard.findings.conclusions import simultaneous
from dueregard.findings.error_rates import error_rate, error_ratio
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import Caveat, NotComputed
from dueregard.findings.labels import alike, number_of
from dueregard.findings.reading_tables import Table
from dueregard.findings.roles import fold
from dueregard.findings.trials import FALSE, TRUE, Groups, Tested, threshold_words
from dueregard.findings.wording import listed, percent
from dueregard.instruments.claim.reading import Read, stated

_MOST = 200
TERMS = {
    "threshold": "threshold", "watchlistsize": "watchlist_size", "imageset": "image_set",
    "group": "group", "falsepositiverateatmost": "false_at_most",
    "truepositiverateatleast": "true_at_least", "ratioatmost": "ratio_at_most",
}
_NAMES = ("threshold, watchlist_size, image_set, group, false_positive_rate_at_most, "
          "true_positive_rate_at_least, ratio_at_most")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """The terms of a contract that a table can be held against; None where it says nothing."""

    threshold: str = ""
    watchlist_size: int | None = None
    image_set: str = ""
    groups: tuple[str, ...] = ()
    false_at_most: float | None = None
    true_at_least: float | None = None
    ratio_at_most: float | None = None
    unknown: tuple[str, ...] = ()


def contract_of(table: Table) -> Contract:
    """Read a contract: two columns, a term and its value. Raises a sentence for anything else."""
    if len(table.columns) < 2 or table.rows_read > _MOST:
        raise DueRegardError(
            "The contract is a table of two columns, term and value, with a row a term. The terms "
            f"are: {_NAMES}.")
    found: dict[str, list[str]] = {}
    unknown = []
    for term, value in table.ask("SELECT CAST(c0 AS STRING), CAST(c1 AS STRING) FROM records"):
        name = TERMS.get(fold(term or ""))
        if name is None:
            unknown.append((term or "").strip())
        elif (value or "").strip():
            found.setdefault(name, []).append(value.strip())
    if not found:
        raise DueRegardError(
            f"The contract holds none of the terms that can be checked: {_NAMES}.")
    for name, values in found.items():
        if name != "group" and len(values) > 1:
            raise DueRegardError(
                f"The contract says '{name}' more than once: {listed(values)}. Keep one.")
    return _read({name: values[0] for name, values in found.items()},
                 groups=found.get("group", []), unknown=unknown)


def _read(said: Mapping[str, str], *, groups: Sequence[str], unknown: Sequence[str]) -> Contract:
    numbers: dict[str, float] = {}
    for name in ("threshold", "watchlist_size", "ratio_at_most"):
        if name in said:
            number = number_of(said[name])
            if number is None or number <= 0:
                raise DueRegardError(
                    f"The contract's {name.replace('_', ' ')} must be a number above 0; "
                    f"'{said[name]}' is not.")
            numbers[name] = number
    for name in ("false_at_most", "true_at_least"):
        if name in said:
            share = stated(said[name], heading=name)
            if share is None:
                raise DueRegardError(
                    f"The contract's limit must be a share, such as 0.1%, 0.001 or 1 in 1,000; "
                    f"'{said[name]}' is not.")
            numbers[name] = share.share
    size = numbers.get("watchlist_size")
    return Contract(
        threshold=threshold_words(numbers["threshold"]) if "threshold" in numbers else "",
        watchlist_size=int(size) if size else None, image_set=said.get("image_set", ""),
        groups=tuple(groups), false_at_most=numbers.get("false_at_most"),
        true_at_least=numbers.get("true_at_least"), ratio_at_most=numbers.get("ratio_at_most"),
        unknown=tuple(unknown),
    )


def checks(
    contract: Contract, *, read: Read, trial: Sequence[Tested], level: float
) -> Iterator[Caveat]:
    """Whether each term of the contract is borne out by the table, in a sentence each."""
    for code, sentence in (
        ("contract-threshold", _threshold(contract, read)),
        ("contract-watchlist", _watchlist(contract, read)),
        ("contract-images", _images(contract, read)),
        ("contract-groups", _groups(contract, read)),
        *_limits(contract, trial=trial, level=level),
    ):
        if sentence:
            yield Caveat(code=code, sentence=sentence)
    if contract.unknown:
        yield Caveat(
            code="contract-unread",
            sentence=f"The contract also has terms that a table cannot be held against: "
            f"{listed(contract.unknown, most=8)}. Look at them yourself.",
        )


def _threshold(contract: Contract, read: Read) -> str:
    if not contract.threshold:
        return ""
    if not read.thresholds:
        return (f"The contract says threshold {contract.threshold}; the table does not say at "
                "which it was tested, so it may say nothing about ours.")
    there = listed(read.thresholds)
    if contract.threshold in read.thresholds:
        return f"The threshold matches the contract: {contract.threshold} was tested."
    return (f"The threshold does not match: the contract says {contract.threshold}, the table was "
            f"tested at {there}. What it says of groups does not hold at {contract.threshold}.")


def _watchlist(contract: Contract, read: Read) -> str:
    if contract.watchlist_size is None:
        return ""
    ours = f"{contract.watchlist_size:,}"
    if not read.watchlists:
        return (f"The contract says a watchlist of {ours}; the table does not say how many people "
                "were on it. Wrongful matches rise nearly in proportion.")
    there = listed([f"{each:,}" for each in sorted(read.watchlists)])
    if read.watchlists == {contract.watchlist_size}:
        return f"The watchlist matches the contract: {ours}."
    return (f"The watchlist does not match: the contract says {ours}, the test had {there}. "
            "Wrongful matches rise nearly in proportion to its size.")


def _images(contract: Contract, read: Read) -> str:
    if not contract.image_set:
        return ""
    if not read.images:
        return (f"The contract says images '{contract.image_set}'; the table does not say which "
                "were used.")
    there = listed(sorted(read.images.values()))
    if {alike(each) for each in read.images.values()} == {alike(contract.image_set)}:
        return f"The images match the contract: {there}."
    return (f"The images do not match: the contract says '{contract.image_set}', the test used "
            f"{there}.")


def _groups(contract: Contract, read: Read) -> str:
    there = {alike(label) for groups in read.cells.values() for name in groups for label in name}
    missing = [each for each in contract.groups if alike(each) not in there]
    if not contract.groups:
        return ""
    if not missing:
        return "Every group that the contract names is in the table."
    return (f"The table says nothing of groups that the contract names: {listed(missing)}.")


def _limits(
    contract: Contract, *, trial: Sequence[Tested], level: float
) -> Iterator[tuple[str, str]]:
    """Each limit in each group, at the contract's threshold: kept, broken or not known."""
    its = [each for each in trial if not contract.threshold or not each.threshold
           or each.threshold == contract.threshold]
    single = [
        (f" at {each.threshold}" if len(its) > 1 else "", groups)
        for each in its for groups in each.splits if len(groups.columns) == 1
    ]
    # Whoever looks at many groups will see some beyond a limit by chance.
    level = simultaneous(
        level=level, comparisons=max(1, sum(len(groups.stated) for _, groups in single)))
    for rate, limit, what, most in (
        (FALSE, contract.false_at_most, "wrongful matches at most", True),
        (TRUE, contract.true_at_least, "found at least", False),
    ):
        if limit is not None:
            found = [
                (f"{', '.join(name)}{at}", error_rate(groups.probes[name].count(rate), level=level))
                for at, groups in single for name in groups.stated
            ]
            yield "contract-limit", _limit(
                f"{what} {percent(limit)}", found, limit=limit, most=most)
    if contract.ratio_at_most is not None:
        ratios = [
            (f"{name}{at}", ratio) for at, groups in single
            for name, ratio in _ratios(groups, level=level)
        ]
        yield "contract-limit", _limit(
            f"wrongful matches at most {contract.ratio_at_most:g} times as often as in another "
            "group", ratios, limit=contract.ratio_at_most, most=True)


def _ratios(
    groups: Groups, *, level: float
) -> Iterator[tuple[str, Estimate | NotComputed]]:
    if groups.reference not in groups.stated:
        return
    against = groups.probes[groups.reference].count(FALSE)
    for name in groups.stated:
        if name != groups.reference:
            found = error_ratio(groups.probes[name].count(FALSE), against, level=level)
            yield ", ".join(name), found


def _limit(
    what: str, found: Sequence[tuple[str, Estimate | NotComputed]], *, limit: float, most: bool
) -> str:
    kept, broken, unknown = [], [], []
    for name, each in found:
        if not isinstance(each, Estimate):
            unknown.append(name)
        elif (each.high <= limit) if most else (each.low >= limit):
            kept.append(name)
        elif (each.low > limit) if most else (each.high < limit):
            broken.append(name)
        else:
            unknown.append(name)
    said = [f"{words} for {listed(names, most=8)}" for words, names in (
        ("broken", broken), ("kept", kept), ("not known, because the range holds the limit or "
                                             "there is no figure,", unknown)) if names]
    return f"The contract's limit ({what}): {'; '.join(said) or 'not known, nothing was tested'}."
