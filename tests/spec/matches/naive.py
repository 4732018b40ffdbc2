"""Every rate of a trial by the shortest way, search by search: nothing is shared with the code."""

import math
from itertools import combinations
from statistics import NormalDist

from scipy.stats import beta

YES, NO = {"yes", "y", "1"}, {"no", "n", "0"}
# Of (on the list, identified): which is the event, and which are looked at.
RATES = {
    "true_positive_identification_rate": ((True, True), True),
    "false_negative_identification_rate": ((True, False), True),
    "false_positive_identification_rate": ((False, True), False),
}


def group_of(text):
    tidy = " ".join(text.split())
    return "Not stated" if tidy.casefold() in ("", "not stated", "unknown") else tidy.capitalize()


def truth(text):
    word = text.strip().casefold()
    return True if word in YES else False if word in NO else None


def usable(rows):
    """(volunteer, groups, threshold, (on the list, identified)) of each search that can be used."""
    for volunteer, *groups, mated, identified, threshold in rows:
        if None in (truth(mated), truth(identified)):
            continue
        try:
            at = f"{float(threshold):g}"
        except ValueError:
            continue
        yield volunteer, tuple(map(group_of, groups)), at, (truth(mated), truth(identified))


def figures(rows, columns):
    """(rate, threshold, group) -> (events, searches, separate searches)."""
    found = {}
    every = list(usable(rows))
    for size in range(len(columns) + 1):
        for places in combinations(range(len(columns)), size):
            keys = {(at, tuple(groups[p] for p in places)) for _, groups, at, _ in every}
            for at, name in keys:
                label = tuple(sorted((columns[p], v) for p, v in zip(places, name, strict=True)))
                its = [(who, pair) for who, groups, when, pair in every
                       if when == at and tuple(groups[p] for p in places) == name]
                for rate, (event, listed) in RATES.items():
                    looked = [(who, pair == event) for who, pair in its if pair[0] is listed]
                    found[rate, at, label] = separate(looked)
    return found


def separate(looked):
    """Events, searches, and how many separate ones these are worth: person by person."""
    people = {}
    for number, (who, event) in enumerate(looked):
        key = who.strip() if who.strip() not in ("", "unknown") else ("nobody", number)
        kept = people.setdefault(key, [0, 0])
        kept[0] += event
        kept[1] += 1
    events, searches = (sum(each[place] for each in people.values()) for place in (0, 1))
    if not searches:
        return 0, 0, 0
    alike = searches**2 / sum(n * n for _, n in people.values())
    share = events / searches
    spread = sum((x - share * n) ** 2 for x, n in people.values())
    if share in (0, 1) or spread < 1e-9:
        return events, searches, max(1, alike)
    return events, searches, max(1, min(searches, share * (1 - share) * searches**2 / spread))


def interval(events, searches, worth):
    """Wilson's range of the share, of so many separate searches; exact for none and for all."""
    share = events / searches
    if events == 0:
        return 0.0, beta.ppf(0.975, 1, worth)
    if events == searches:
        return beta.ppf(0.025, worth, 1), 1.0
    z = NormalDist().inv_cdf(0.975)
    middle = (share + z * z / (2 * worth)) / (1 + z * z / worth)
    half = z / (1 + z * z / worth) * math.sqrt(
        share * (1 - share) / worth + z * z / (4 * worth**2))
    return middle - half, middle + half
