"""The figures of ratings: agreement, severity whoever rated, the view, and all encounters."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings import raters
from dueregard.findings.drawn_estimates import at_most, share_of_all
from dueregard.findings.estimates import Estimate
from dueregard.findings.figures import certainty
from dueregard.findings.finding import Caveat, NotComputed, Row, Verdict, VerdictCode
from dueregard.findings.labels import alike
from dueregard.findings.raters import Scale
from dueregard.findings.severity import METHOD, Rating, Severity, severity
from dueregard.findings.wording import counted, listed, percent
from dueregard.instruments.footage import sample as drawn
from dueregard.instruments.footage.rated import Rated

ALIKE, AC1, ALPHA, SHARE = "pairs_alike", "gwet_ac1", "krippendorff_alpha", "share_of_ratings"
SEVERITY, VIEW = "severity_whoever_rated", "severity_view_difference"
THINGS, RATERS, REST = "spread_between_items", "spread_between_raters", "spread_of_the_rest"
CLIP, LEAST, MOST = "clip_is", "concern_at_least", "concern_at_most"
STEPS, BEYOND_CHANCE = "steps", "agreement"
# Krippendorff's own bars: below the lower, he asks that no conclusion be drawn.
_GOOD, _POOR = 0.8, 0.667
_MOST_ITEMS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All that the ratings say, worked out once."""

    rated: Rated
    level: float
    ac1: Estimate | NotComputed
    alpha: Estimate | NotComputed
    severity: Severity | NotComputed
    sample: drawn.Sample | None
    concern: tuple[str, ...]
    concerns: Mapping[str, bool]
    estimates: tuple[tuple[str, str, Estimate | NotComputed], ...]
    none_found: int | None

    @property
    def sample_sha256(self) -> str:
        """The fingerprint of the sample, or nothing."""
        return self.sample.sha256 if self.sample else ""


def worked_out(rated: Rated, *, chosen: Mapping[str, Any]) -> Told:
    """Work out every figure; a sentence where a concern is named that nobody could give."""
    level = chosen["level"]
    concern = _concern(rated, asked=chosen["concern"] or "", sample=chosen["sample"])
    concerns = _concerns(rated, concern=concern)
    sample = drawn.read(chosen["sample"]) if chosen["sample"] else None
    counts = rated.counts()
    estimates, none_found = _estimates(sample, concerns=concerns, level=level)
    return Told(
        rated=rated, level=level, sample=sample, concern=concern, concerns=concerns,
        ac1=raters.gwet_ac1(counts, level=level) if counts else _nothing(),
        alpha=raters.krippendorff_alpha(
            counts, scale=rated.scale, numbers=rated.score, level=level) if counts else _nothing(),
        severity=_severity(rated, level=level), estimates=estimates, none_found=none_found,
    )


def rows(told: Told) -> Iterator[Row]:
    """Every figure; who rated is in none of them, so that nobody's severity is on show."""
    rated = told.rated
    same, pairs = raters.pairs_alike(rated.counts())
    yield Row(measure=ALIKE, events=same, exposure=float(pairs),
              value=same / pairs if pairs else None, not_computed=None if pairs else NotComputed(
                  reason="No two people rated the same item."))
    yield _row(AC1, told.ac1, unit=BEYOND_CHANCE)
    yield _row(ALPHA, told.alpha, unit=BEYOND_CHANCE)
    often = Counter(each.rating for each in rated.given)
    for place, name in enumerate(rated.ratings):
        yield Row(measure=SHARE, group={"rating": name}, events=often[place],
                  exposure=float(len(rated.given)),
                  value=often[place] / len(rated.given) if rated.given else None,
                  not_computed=None if rated.given else _nothing())
    yield from _severity_rows(told)
    for measure, name, found in told.estimates:
        group = {"footage": name} if measure == CLIP else {}
        yield _row(measure, found, unit="share", group=group)


def _severity_rows(told: Told) -> Iterator[Row]:
    found = told.severity
    if isinstance(found, NotComputed):
        yield Row(measure=SEVERITY, unit=STEPS, not_computed=found)
        return
    for measure, spread in ((THINGS, found.between_things), (RATERS, found.between_raters),
                            (REST, found.rest)):
        yield Row(measure=measure, unit=STEPS, value=spread, method=METHOD)
    for view, apart in found.views.items():
        yield _row(VIEW, apart, unit=STEPS, group={"view": view}, reference=found.view)
    if len(found.things) <= _MOST_ITEMS:
        for name, value in found.things.items():
            yield _row(SEVERITY, value, unit=STEPS, group={"item": name})


def verdict(told: Told) -> Verdict:
    """What the ratings show, described: nothing here is compared with what is right."""
    rated = told.rated
    people, items = len({each.rater for each in rated.given}), len(
        {each.item for each in rated.given})
    said = [f"{counted(people, one='person', many='people')} gave "
            f"{counted(len(rated.given), one='rating')} of {counted(items, one='item')}."]
    said += _agreement(told)
    if isinstance(told.severity, Severity):
        said += [_view(view, apart, told.severity.view)
                 for view, apart in told.severity.views.items()]
    paragraphs = [" ".join(each) for each in (said, _of_all(told)) if each]
    code = VerdictCode.DESCRIBED if rated.given else VerdictCode.NOT_FIT
    return Verdict(code=code, sentence="\n\n".join(paragraphs))


def _agreement(told: Told) -> list[str]:
    ac1, alpha = told.ac1, told.alpha
    if isinstance(ac1, NotComputed):
        return [f"How far they agree cannot be told: {ac1.reason}"]
    said = [f"Their agreement beyond chance is {_three(ac1)} (Gwet's AC1)"
            + (f" and {_three(alpha)} (Krippendorff's alpha)." if isinstance(alpha, Estimate)
               else ".")]
    lowest = min(ac1.value, alpha.value if isinstance(alpha, Estimate) else ac1.value)
    if lowest < _POOR:
        said.append("That is too little to draw conclusions from single ratings: talk over what "
                    "the ratings mean, and rate again before anything is made of them.")
    elif lowest < _GOOD:
        said.append("That is enough for tentative conclusions only.")
    return said


def _view(view: str, apart: Estimate, other: str) -> str:
    way = "graver" if apart.value > 0 else "milder"
    size = f"{abs(apart.value):.2f} steps {way}"
    if apart.low <= 0 <= apart.high:
        return (f"Whether '{view}' is rated otherwise than '{other}' cannot be told ({size}, "
                f"{_ends(apart)}).")
    return (f"Seen through '{view}' the same is rated {size} than through '{other}' "
            f"({_ends(apart)}).")


def _of_all(told: Told) -> list[str]:
    if told.sample is None:
        return []
    found = {measure: each for measure, name, each in told.estimates if measure != CLIP}
    least, most = found[LEAST], found[MOST]
    clips = told.sample.clips
    lost = [each for each in clips if each.footage != "seen"]
    said = []
    if lost:
        states = Counter(each.footage for each in lost)
        said.append(
            f"Of {len(clips):,} drawn, {len(lost):,} were not seen whole: "
            f"{listed([f'{name} {many}' for name, many in states.items()])}.")
    if isinstance(least, Estimate) and isinstance(most, Estimate):
        said.append(
            f"Of all {told.sample.listed:,} encounters on the list, at least "
            f"{percent(least.value)} ({_shares(least)}) were a concern "
            f"({' or '.join(told.concern)}), and at most {percent(most.value)} ({_shares(most)}) "
            "if every clip that was not seen whole and rated was one.")
    if told.none_found is not None:
        seen = len(drawn.fine_ids(told.sample, told.concerns))
        said.append(
            f"None was found in {seen:,} seen whole of {told.sample.listed:,}: that still allows "
            f"at most {told.none_found:,} ({certainty(told.level)} sure), if those not seen were "
            "like the rest." if lost else
            f"None was found in {seen:,} of {told.sample.listed:,}: that still allows at most "
            f"{told.none_found:,} ({certainty(told.level)} sure).")
    return said


def caveats(told: Told) -> Iterator[Caveat]:
    """What a reader must know of the ratings and of the sample."""
    yield Caveat(code="agreement-is-not-truth",
                 sentence="That people agree does not show that they are right. Nor does it show "
                 "that they would be asked the same by those who were stopped.")
    yield Caveat(code="one-view",
                 sentence="Who sees a body-worn camera's view tends to judge the wearer's intent "
                 "more mildly than who sees it from outside (Turner et al., 2019). Where a second "
                 "view exists, look at it, and write down which was seen.")
    if told.rated.scale is Scale.NAMES:
        yield Caveat(code="no-order",
                     sentence="The ratings have no order, so nothing is milder or graver, and no "
                     "severity was worked out. Say --order from the mildest to the gravest.")
    elif told.rated.scale is Scale.ORDER:
        yield Caveat(code="equal-steps",
                     sentence=f"For severity the steps {', '.join(told.rated.ratings)} count 1, 2 "
                     "and so on, as if each were as far from the next. That is a choice.")
    if told.sample is not None:
        yield from _of_sample(told, told.sample)


def _of_sample(told: Told, sample: drawn.Sample) -> Iterator[Caveat]:
    yield Caveat(
        code="what-is-a-concern",
        sentence=f"An encounter counts as a concern when at least half of those who rated it gave "
        f"{' or '.join(told.concern)}.")
    without = [each.id for each in sample.clips if each.footage != "seen" and not each.reason]
    if without:
        yield Caveat(code="no-reason-given",
                     sentence=f"For {counted(len(without), one='clip')} that was not seen whole no "
                     f"reason was given ({listed(without, most=8)}). Ask for it.")
    ids = {each.id for each in sample.clips}
    strangers = sorted(set(told.concerns) - ids)
    if strangers:
        yield Caveat(code="not-drawn",
                     sentence=f"{counted(len(strangers), one='rated item')} not in the sample "
                     f"({listed(strangers, most=8)}), so they say nothing of all encounters.")
    unrated = [each.id for each in sample.clips if not each.not_shown
               and each.id not in told.concerns]
    if unrated:
        yield Caveat(code="shown-and-not-rated",
                     sentence=f"{counted(len(unrated), one='clip')} could be seen and nobody rated "
                     f"it ({listed(unrated, most=8)}). They count as not known.")


def method_words(told: Told) -> tuple[str, ...]:
    """The method in plain sentences."""
    said = [
        "Agreement is counted between people who rated the same item through the same view. "
        "Gwet's AC1 and Krippendorff's alpha are 1 where all agree and 0 where they agree no more "
        "than chance would; AC1 is steadier where nearly all ratings are alike.",
        f"Ranges are right about {certainty(told.level)} of the time.",
        "Severity is that of a mixed-effects model: what an item is rated by a middling rater, "
        "each rater's own strictness taken away. Nobody's strictness is shown, only how far "
        "raters differ.",
    ]
    if told.sample is not None:
        said.append(
            "What the sample says of all is weighed by 1/probability (Horvitz and Thompson), with "
            "the variance of a stratified draw. Where nothing was found, the range ends where the "
            "hypergeometric chance of that would be too small.")
    return tuple(said)


def _estimates(
    sample: drawn.Sample | None, *, concerns: Mapping[str, bool], level: float
) -> tuple[tuple[tuple[str, str, Estimate | NotComputed], ...], int | None]:
    if sample is None:
        return (), None
    found = [(CLIP, state, share_of_all(
        sample.strata(drawn.footage_values(sample, state)), level=level))
        for state in drawn.states(sample)]
    least, most = drawn.concern_values(sample, concerns)
    found.append((LEAST, "", share_of_all(sample.strata(least), level=level)))
    found.append((MOST, "", share_of_all(sample.strata(most), level=level)))
    fine = drawn.fine_ids(sample, concerns)
    none = None
    if fine and not any(least.values()):
        none = at_most(sample.seen_whole(fine), level=level)
    return tuple(found), none


def _concern(rated: Rated, *, asked: str, sample: Any) -> tuple[str, ...]:
    if not asked:
        if sample:
            raise DueRegardError(
                f"Say which ratings are a concern: --concern {rated.ratings[-1]}, or several with "
                f"commas. They are: {', '.join(rated.ratings)}."
            )
        return ()
    known = {alike(each): each for each in rated.ratings}
    wanted = [" ".join(each.split()) for each in asked.split(",") if each.strip()]
    odd = [each for each in wanted if alike(each) not in known]
    if odd:
        raise DueRegardError(
            f"Nobody rated anything '{odd[0]}'. The ratings are: {', '.join(rated.ratings)}."
        )
    return tuple(known[alike(each)] for each in wanted)


def _concerns(rated: Rated, *, concern: tuple[str, ...]) -> dict[str, bool]:
    """For each rated item, whether at least half of its ratings were a concern."""
    places = {rated.ratings.index(each) for each in concern}
    of: dict[str, list[bool]] = {}
    for each in rated.given:
        of.setdefault(each.item, []).append(each.rating in places)
    return {item: 2 * sum(told) >= len(told) and any(told) for item, told in of.items()}


def _severity(rated: Rated, *, level: float) -> Severity | NotComputed:
    if rated.scale is Scale.NAMES:
        return NotComputed(reason="The ratings have no order, so nothing is milder or graver.")
    score = rated.score
    return severity([
        Rating(thing=each.item, rater=each.rater, view=each.view, score=score[each.rating])
        for each in rated.given
    ], level=level)


def _row(
    measure: str, found: Estimate | NotComputed, *, unit: str,
    group: Mapping[str, str] | None = None, reference: str | None = None,
) -> Row:
    if isinstance(found, NotComputed):
        return Row(measure=measure, group=group or {}, unit=unit, reference=reference,
                   not_computed=found)
    return Row(measure=measure, group=group or {}, unit=unit, value=found.value, low=found.low,
               high=found.high, level=found.level, method=found.method, reference=reference)


def _nothing() -> NotComputed:
    return NotComputed(reason="There is no rating that can be used.")


def _three(found: Estimate) -> str:
    return f"{found.value:.2f} ({_ends(found)})"


def _ends(found: Estimate) -> str:
    low, high = (f"{each:.2f}".replace("-", "\N{MINUS SIGN}") for each in (found.low, found.high))
    return f"{low} to {high}"


def _shares(found: Estimate) -> str:
    return f"{percent(found.low)} to {percent(found.high)}"
