"""What must be known before a trial's figures are used, and how anybody can repeat the headline."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dueregard.findings.figures import certainty
from dueregard.findings.finding import Caveat, Repeat
from dueregard.findings.labels import NOT_STATED
from dueregard.findings.people import Repeats
from dueregard.findings.trial_verdicts import Judged
from dueregard.findings.trials import FALSE, TRUE, Tested
from dueregard.findings.wording import counted as many
from dueregard.findings.wording import listed, number, percent
from dueregard.instruments.matches.cells import Read
from dueregard.instruments.matches.columns import Shape


def caveats(
    trial: Sequence[Tested], *, read: Read, shape: Shape, chosen: Mapping[str, Any],
    repeats: Repeats | None,
) -> Iterator[Caveat]:
    """What a reader must know, whatever was found."""
    if not read.used:
        return
    yield from _of_people(trial, shape=shape, chosen=chosen, repeats=repeats, used=read.used)
    yield from _not_stated(trial)
    if read.blank_scores:
        yield Caveat(
            code="blank-scores",
            sentence=f"{many(read.blank_scores, one='search', many='searches')} without a score "
            "could not be used. If nothing was returned, that is an answer: write the lowest score "
            "there, or every rate here is too high.",
        )
    if odd := _rising(trial):
        yield Caveat(
            code="rises-with-threshold",
            sentence="A higher threshold can only match fewer, and here it matched more of as many "
            f"searches: {listed(odd, most=6)}. Look for a slip, or for a trial that was changed.",
        )
    yield from _of_watchlist(chosen)
    yield Caveat(
        code="trial-not-street",
        sentence="These are the rates of a trial. Other light, cameras, images, people or "
        "watchlists give others: a trial tells how a system can behave, not how it does in use.",
    )


def _of_people(
    trial: Sequence[Tested], *, shape: Shape, chosen: Mapping[str, Any], repeats: Repeats | None,
    used: int,
) -> Iterator[Caveat]:
    if repeats is not None:
        people = many(repeats.people, one="person", many="people")
        yield Caveat(
            code="repeated-people",
            sentence=f"{used:,} searches are for {people}. Ranges are widened by how alike the "
            "searches for one person turned out.",
        )
        return
    everyone = [each.everyone for each in trial if each.everyone.subjects]
    if shape.counts and everyone:
        most = max(everyone, key=lambda each: each.mated + each.nonmated)
        told = listed([
            f"{count.out_of:,} searches for people {who} the watchlist are taken to be worth "
            f"{number(count.separate)} separate ones"
            for who, count in (("on", most.count(TRUE)), ("not on", most.count(FALSE)))
            if count.out_of
        ])
        yield Caveat(
            code="repeats-assumed",
            sentence=f"{told}: how alike the searches for one of "
            f"{many(most.subjects, one='person', many='people')} are is assumed to be "
            f"{chosen['correlation']:g} (--correlation). The rows themselves would tell it.",
        )
        return
    yield Caveat(
        code="searches-as-people",
        sentence="Every search was taken as another person. If volunteers passed more than once, "
        "say who they are, or how many they were: --subjects. Without that, ranges are too narrow.",
    )


def _not_stated(trial: Sequence[Tested]) -> Iterator[Caveat]:
    for place, groups in enumerate(trial[0].splits if trial else ()):
        if len(groups.columns) > 1:
            continue
        blank = whole = 0
        for each in trial:
            for name, probes in each.splits[place].probes.items():
                searches = probes.mated + probes.nonmated
                whole += searches
                blank += searches if NOT_STATED in name else 0
        if blank:
            yield Caveat(
                code="group-not-stated",
                sentence=f"'{groups.columns[0]}' is not stated in {percent(blank / whole)} of the "
                "searches. They are shown as a group of their own and compared with nobody.",
            )


def _rising(trial: Sequence[Tested]) -> list[str]:
    told = []
    for lower, higher in zip(trial, trial[1:], strict=False):
        for before, after in zip(lower.splits, higher.splits, strict=True):
            if len(before.columns) > 1:
                continue
            for name, one in before.probes.items():
                two = after.probes.get(name)
                if two is not None and (
                    (two.nonmated == one.nonmated and two.false > one.false)
                    or (two.mated == one.mated and two.true > one.true)
                ):
                    told.append(f"{', '.join(name)}, {lower.threshold} to {higher.threshold}")
    return told


def _of_watchlist(chosen: Mapping[str, Any]) -> Iterator[Caveat]:
    trial, used = chosen["watchlist"], chosen["watchlist_in_use"]
    if trial and used:
        yield Caveat(
            code="watchlist-size",
            sentence=f"The trial's watchlist held {trial:,.0f} people and the one in use holds "
            f"{used:,.0f}. Wrongful matches are carried over as 1 - (1 - rate) to the power of "
            f"{used:,.0f}/{trial:,.0f}. That assumes that every entry is as likely as any other to "
            "be matched wrongly. A list with more people of one group breaks it: that group is "
            "then wrongly matched more than this says.",
        )
        return
    yield Caveat(
        code="watchlist-size-not-said",
        sentence="Wrongful matches rise with the size of the watchlist, nearly in proportion. Say "
        "how many people were on it in the trial and how many are in use (--watchlist, "
        "--watchlist-in-use) to see what becomes of these rates.",
    )


def method_words(
    trial: Sequence[Tested], *, chosen: Mapping[str, Any], shape: Shape, repeats: Repeats | None
) -> tuple[str, ...]:
    """The method in plain sentences."""
    level = certainty(chosen["level"])
    references = {
        groups.columns[0]: groups.reference[0]
        for each in trial[:1] for groups in each.splits if len(groups.columns) == 1
    }
    named = " and ".join(f"{name} ({column})" for column, name in references.items() if name)
    people = "Every search is taken as another person."
    if repeats is not None:
        people = ("Searches for the same person count as less than as many separate ones, by how "
                  "alike they turned out.")
    elif shape.counts and any(each.everyone.subjects for each in trial):
        people = (f"n searches for m people count as n / (1 + (n/m - 1) x "
                  f"{chosen['correlation']:g}) separate ones.")
    return (
        "The true positive identification rate is the share found among searches for people who "
        "are on the watchlist; the false negative rate is the rest. The false positive "
        "identification rate is the share that matched anybody among searches for people who are "
        "not. They are never put together.",
        f"Groups are compared with {named or 'nobody'}.",
        f"Ranges are right about {level} of the time: Wilson for shares, exact (Clopper-Pearson) "
        "where there is no event or nothing else, Newcombe for differences, log-delta or Koopman "
        "for ratios. For the verdict they are widened for the number of comparisons, both ways "
        "and at every threshold judged (Bonferroni).",
        f"A difference in wrongful matches is ruled out when the whole range of the ratio lies "
        f"within {chosen['margin']:g} times, either way; in finding people, when the whole range "
        f"of the difference lies within {100 * chosen['points']:g} points, either way. It is shown "
        "when the range leaves out equality; else it cannot be told.",
        "The smallest ratio that the trial could have shown is the one that four trials of five "
        "would show, from the errors of both groups together (exact conditional binomial).",
        "A summary measure is one number for many. Its range holds whenever all rates lie in "
        "theirs (widened for their number), so it is wide. FDR, IR and GARBE weigh both kinds of "
        "error as equal, and were made for one-to-one matching.",
        people,
    )


def repeat(judged: Judged, *, level: float) -> tuple[Repeat, ...]:
    """A few lines of base R that give again the rates and a range that the verdict rests on."""
    told = [each for each in judged.comparisons
            if each.rate == FALSE and each.own.out_of and each.against.out_of
            and each.own.worth is None and each.against.worth is None]
    if not told:
        return ()
    main = max(told, key=lambda each: (each.own.events, each.threshold, each.name))
    own, against = main.own, main.against
    at = f" at threshold {main.threshold}" if main.threshold else ""
    lines = (
        f"# wrongful matches: {', '.join(main.name)} against {', '.join(main.reference)}{at}",
        f"x <- c({own.events}, {against.events}); n <- c({own.out_of}, {against.out_of})",
        "x / n                                  # the two rates",
        "# the range of the first: Wilson, and exact where there is none or nothing else",
        f"if (x[1] %in% c(0, n[1])) binom.test(x[1], n[1], conf.level = {level:g})$conf.int else",
        f"  prop.test(x[1], n[1], correct = FALSE, conf.level = {level:g})$conf.int",
        "# Given the errors of both, is the group's share of them more than its share of searches?",
        "binom.test(x[1], sum(x), n[1] / sum(n))",
    )
    return (Repeat(title="In R, without this software", language="r", lines=lines),)
