"""What must be known before figures about cameras are used, and how to get the headline again."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dueregard.findings.figures import certainty
from dueregard.findings.finding import Caveat, NotComputed, Repeat
from dueregard.findings.labels import NOT_STATED
from dueregard.findings.wording import counted, listed, percent
from dueregard.instruments.footage.compared import Compared
from dueregard.instruments.footage.meant import Encounters
from dueregard.instruments.footage.seen import Seen
from dueregard.instruments.footage.units import FEWEST, FEWEST_OF_GROUP, Units

# A gap in what is known of the footage that is larger than this would change the shares.
_UNEVEN = 0.05


def caveats(
    found: Seen, *, its: Encounters, several: Sequence[Compared], units: Units | None,
    chosen: Mapping[str, Any],
) -> Iterator[Caveat]:
    """What a reader must know, whatever was found."""
    yield Caveat(
        code="on-the-list",
        sentence="These are encounters that somebody wrote down. One that was neither recorded "
        "nor written down is not here.",
    )
    yield Caveat(
        code="two-clocks",
        sentence=f"The times of the encounter and of the footage come from two clocks. Up to "
        f"{chosen['grace']:g} seconds either way were taken for the same moment. One row is one "
        "encounter: where several cameras were on, the row should hold when the first came on "
        "and the last went off.",
    )
    yield Caveat(
        code="off-for-a-reason",
        sentence="A camera may be off for a good reason: a private moment, legal privilege, a "
        "victim who asked, a fault. The times do not say. A blank was taken as no footage, "
        "because nothing shows that there is any.",
    )
    whole = found.everyone
    if whole.elsewhere:
        yield Caveat(
            code="footage-elsewhere",
            sentence=f"{counted(whole.elsewhere, one='encounter')} name footage of quite another "
            "time, so it is not of the encounter. They count as not recorded; look whether the "
            "link is wrong.",
        )
    for each in several:
        yield from _of_column(each)
    if units is not None:
        yield from _of_units(units, unit=its.unit)


def _of_column(each: Compared) -> Iterator[Caveat]:
    blank = each.groups.get(NOT_STATED)
    everyone = sum(cell.known for cell in each.groups.values())
    if blank is not None and blank.known:
        yield Caveat(
            code="group-not-stated",
            sentence=f"'{each.heading}' is not stated for {blank.known:,} of {everyone:,} "
            f"encounters ({percent(blank.known / everyone)}). They are shown as a group of their "
            "own and compared with nobody.",
        )
    unknown = sum(cell.unknown for cell in each.groups.values())
    if not unknown:
        return
    shares = {name: cell.unknown / (cell.known + cell.unknown)
              for name, cell in each.groups.items() if cell.known + cell.unknown}
    uneven = max(shares.values()) - min(shares.values()) > _UNEVEN
    told = listed([f"{name} {percent(share)}" for name, share in sorted(
        shares.items(), key=lambda one: (-one[1], one[0]))], most=6)
    yield Caveat(
        code="recording-unevenly-known" if uneven else "recording-unknown",
        sentence=f"For {unknown:,} of {everyone + unknown:,} encounters the times of the footage "
        "do not say whether all was recorded. They were taken neither as recorded nor as not"
        + (f", and they are not spread evenly ('{each.heading}': {told})." if uneven else "."),
    )


def _of_units(units: Units, *, unit: str) -> Iterator[Caveat]:
    yield Caveat(
        code="units-looked-at",
        sentence=f"{len(units.looks):,} units and groups within units were looked at. Of so many "
        "some look bad by chance, so a unit is named only where the chance, made honest for all of "
        "them (Benjamini and Hochberg), is small and the gap is one that matters. No list of units "
        "in the order of raw figures is given, and none should be made.",
    )
    if units.too_small or units.groups_too_small:
        names = listed([f"'{each}'" for each in units.too_small], most=8) or "none"
        yield Caveat(
            code="units-too-small",
            sentence=f"Units with fewer than {FEWEST} encounters are never named ({unit}: "
            f"{names}), nor a group with fewer than {FEWEST_OF_GROUP} in a unit "
            f"({units.groups_too_small:,} were not looked at). That they are not named says "
            "nothing good of them: it cannot be told.",
        )
    yield Caveat(
        code="few-officers",
        sentence="One broken camera makes many encounters at once, and a few officers can make a "
        "unit. The chance is worked out as if encounters came one by one, so look at the cameras "
        "before the officers.",
    )
    if isinstance(units.drawn, NotComputed):
        yield Caveat(code="units-not-shrunk", sentence=units.drawn.reason)


def method_words(
    several: Sequence[Compared], *, its: Encounters, units: Units | None,
    chosen: Mapping[str, Any],
) -> tuple[str, ...]:
    """The method in plain sentences."""
    on, off = its.times["recorded_from"], its.times["recorded_to"]
    start, end = its.times["from"], its.times["to"]
    references = listed([f"{each.reference} ('{each.heading}')" for each in several
                         if each.reference])
    said = [
        f"An encounter was recorded whole when the footage begins ('{on}') no later than "
        f"{chosen['grace']:g} seconds after the start ('{start}') and stops ('{off}') no earlier "
        f"than {chosen['grace']:g} seconds before the end ('{end}'). Late and early are counted of "
        "those that have footage.",
        f"Each group is compared with {references or 'nobody'}: the share recorded whole of one "
        "less that of the other.",
        f"Ranges are right about {certainty(chosen['level'])} of the time (Wilson for shares, "
        "Newcombe for differences). For the verdict they are widened for the number of groups "
        "compared (Bonferroni).",
        "A difference is shown when its range leaves out nought; it is ruled out when the whole "
        f"range lies within {percent(chosen['matters'])} either way; else it cannot be told.",
    ]
    if its.power:
        said.append(f"Groups are also compared only within each '{its.power}', and these "
                    "comparisons are brought together (Mantel and Haenszel). The conclusion rests "
                    "on that.")
    if units is not None:
        said.append(
            "Each unit is set beside all others, and each group in a unit beside the others there "
            "and the same gap elsewhere. The shrunk figure draws each unit towards the typical one "
            "as far as it is uncertain (a Beta-binomial hierarchy)."
        )
    return tuple(said)


def repeat(several: Sequence[Compared], *, level: float) -> tuple[Repeat, ...]:
    """A few lines of base R that give the headline again."""
    pairs = [(each, group) for each in several for group in each.others]
    if not pairs:
        return ()
    its, group = max(pairs, key=lambda pair: (pair[0].groups[pair[1]].known, pair[1]))
    one, other = its.groups[group], its.groups[its.reference]
    return (Repeat(title="In R, without this software", language="r", lines=(
        f"# recorded whole: {group} against {its.reference} ({its.heading})",
        f"x <- c({one.whole}, {other.whole})   # recorded whole",
        f"n <- c({one.known}, {other.known})   # encounters",
        "x / n                                  # the two shares",
        "x[1] / n[1] - x[2] / n[2]              # their difference",
        f"prop.test(x[1], n[1], correct = FALSE, conf.level = {level:g})$conf.int"
        "  # Wilson, first group",
    )),)
