"""What cannot be so in a return, what is not known in it, and what somebody should explain.

Without this file a slip of the keyboard would make a force look unlike all others, and a blank
would be read as nought.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dueregard.findings.returns.definitions import Definitions, Item
from dueregard.findings.returns.shapes import Return
from dueregard.findings.wording import long_date

# How long advice may wait for a reply: before that, some of the period's is still in time.
REPLY_WITHIN = timedelta(days=28)
# What stands "on the day" is told of the end of the period, so it must be counted soon after it.
SOON = timedelta(days=62)
# A figure that was this much larger or smaller is asked about, once it moved by so many.
TIMES, AT_LEAST = 2, 10
# More than one part may take a share of the same whole, so their sum says nothing there.
_APART = {"conditions-due": ("conditions-met", "conditions-lapsed")}
_FACES = ("lfr-faces", "lfr-alerts", "lfr-false-alerts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Something that may be right and must be explained before anybody signs."""

    key: str
    sentence: str


def faults(made: Return, definitions: Definitions) -> tuple[str, ...]:
    """What cannot be so, a sentence each; none where the figures fit one another.

    It cannot tell whether a figure is right, only whether it can be.
    """
    return tuple(_faults(made, definitions))


def not_over(made: Return, *, today: date) -> tuple[str, ...]:
    """Why the period is not one to make a return of; nothing where it is over and in order."""
    if made.last_day >= today:
        return (
            f"The period is not over: it ends on {long_date(made.last_day)}. Sign the return after "
            "that day.",
        )
    return ()


def blanks(made: Return, definitions: Definitions) -> tuple[str, ...]:
    """The keys of what is not known, in order."""
    return tuple(key for key in definitions.keys() if made.count(key) is None)  # noqa: SIM118


def asks(made: Return, definitions: Definitions, *, last: Return | None) -> tuple[Ask, ...]:
    """What has no explanation yet and needs one: sudden changes, new blanks, the wrong day."""
    found = [*_of_the_day(made), *(_changes(made, last, definitions) if last else ())]
    return tuple(
        each for each in found
        if not (made.figures.get(each.key) and made.figures[each.key].note.strip())
    )


def _faults(made: Return, definitions: Definitions) -> Iterator[str]:
    if made.first_day > made.last_day:
        yield (f"The period begins on {long_date(made.first_day)} and ends before that, on "
               f"{long_date(made.last_day)}. Put the two days right.")
    for key in made.figures:
        item = definitions.item(key)
        if item is None:
            yield (f"“{key}” is not an item of version {definitions.version} of the return. Use "
                   "the ids of the published definitions.")
            continue
        yield from _against_its_whole(made, key, item, definitions)
    for item in definitions.items.values():
        if item.whole:
            yield from _sum(made, item, definitions)
    yield from _together(made, definitions)


def _against_its_whole(
    made: Return, key: str, item: Item, definitions: Definitions
) -> Iterator[str]:
    figure, title = made.figures[key], definitions.title(key)
    if figure.of is not None and not item.of:
        yield f"{title} ({key}) is not a part of anything, so leave its “of” blank."
        return
    said = made.count(item.of) if item.of else None
    if figure.of is not None and said is not None and figure.of != said:
        yield (f"{title} ({key}) is given as a part of {figure.of:,}, but "
               f"{definitions.title(item.of).lower()} ({item.of}) is {said:,}. They must be the "
               "same.")
    for whole in {figure.of, said} - {None}:
        if figure.count is not None and whole is not None and figure.count > whole:
            yield (f"{title} ({key}) is {figure.count:,}, more than the {whole:,} that it is a "
                   "part of. Put one of the two right.")


def _sum(made: Return, item: Item, definitions: Definitions) -> Iterator[str]:
    whole = made.count(item.of)
    counts = [made.count(key) for key in item.keys]
    known = [each for each in counts if each is not None]
    if whole is None or not known:
        return
    total = sum(known)
    if total > whole or (len(known) == len(counts) and total != whole):
        yield (f"{item.title} ({item.id}) adds up to {total:,}, but "
               f"{definitions.title(item.of).lower()} ({item.of}) is {whole:,}.")


def _together(made: Return, definitions: Definitions) -> Iterator[str]:
    in_use = made.count("in-use")
    live, trial = made.count("uses-by-status/live"), made.count("uses-by-status/trial")
    if in_use is not None and live is not None and trial is not None and in_use != live + trial:
        yield (f"Uses live or on trial (in-use) is {in_use:,}, but {live:,} are live and {trial:,} "
               "on trial.")
    for whole, parts in _APART.items():
        known = [made.count(each) for each in parts]
        total, all_of_it = sum(each or 0 for each in known), made.count(whole)
        if all_of_it is not None and total > all_of_it:
            names = " and ".join(f"{definitions.title(each).lower()} ({each})" for each in parts)
            yield (f"Nothing can be both, so {names} cannot add up to {total:,}, more than the "
                   f"{all_of_it:,} of {definitions.title(whole).lower()} ({whole}).")
    if made.count("lfr-deployments") == 0:
        for key in _FACES:
            if made.count(key):
                yield (f"{definitions.title(key)} ({key}) is {made.count(key):,}, but there was no "
                       "deployment (lfr-deployments).")


def _of_the_day(made: Return) -> Iterator[Ask]:
    wait = made.last_day + REPLY_WITHIN
    if made.made_on <= wait and made.count("advice-given"):
        yield Ask(key="advice-answered-in-time", sentence=(
            f"Advice of the last days of the period may still be answered in time until "
            f"{long_date(wait)}. Make the return after that day, or say here why not."
        ))
    if made.made_on - made.last_day > SOON:
        yield Ask(key="uses", sentence=(
            f"What stands on the register was counted on {long_date(made.made_on)}, long after the "
            "period. Say here what has changed since."
        ))


def _changes(made: Return, last: Return, definitions: Definitions) -> Iterator[Ask]:
    for key in definitions.keys():  # noqa: SIM118
        before, now = last.count(key), made.count(key)
        title = definitions.title(key)
        if before is not None and now is None:
            yield Ask(key=key, sentence=(
                f"{title} was {before:,} in the last return and is not known now. Say why."
            ))
        if before is None or now is None or abs(now - before) < AT_LEAST:
            continue
        if max(before, now) >= TIMES * min(before, now):
            yield Ask(key=key, sentence=(
                f"{title} went from {before:,} to {now:,}. Say what happened, or put it right."
            ))
