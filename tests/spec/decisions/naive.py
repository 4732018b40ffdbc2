"""Every figure of `decisions` by the shortest way, from rows: nothing is shared with the code."""

import math
from collections import Counter
from itertools import combinations
from statistics import NormalDist

YES, NO = {"yes", "y", "1", "true"}, {"no", "n", "0", "false"}
# Of (said yes, it happened): which pairs are the event, and which are looked at.
SHARES = {
    "base_rate": ({(True, True), (False, True)}, None),
    "selection_rate": ({(True, True), (True, False)}, None),
    "false_positive_rate": ({(True, False)}, {(True, False), (False, False)}),
    "false_negative_rate": ({(False, True)}, {(True, True), (False, True)}),
    "positive_predictive_value": ({(True, True)}, {(True, True), (True, False)}),
    "negative_predictive_value": ({(False, False)}, {(False, True), (False, False)}),
}


def group_of(text):
    tidy = " ".join(text.split())
    return "Not stated" if tidy.casefold() in ("", "not stated", "unknown") else tidy.capitalize()


def truth(text):
    word = text.strip().casefold()
    return True if word in YES else False if word in NO else None


def usable(rows):
    """(person, groups, (said, came)) of each row that answers both questions."""
    for person, *groups, said, came in rows:
        if truth(said) is not None and truth(came) is not None:
            yield person, tuple(map(group_of, groups)), (truth(said), truth(came))


def figures(rows, columns):
    """(measure, group) -> (events, exposure) of every group and every crossing."""
    found = {}
    every = list(usable(rows))
    for size in range(len(columns) + 1):
        for places in combinations(range(len(columns)), size):
            for name in {tuple(groups[p] for p in places) for _, groups, _ in every}:
                its = [pair for _, groups, pair in every
                       if tuple(groups[p] for p in places) == name]
                label = tuple(sorted((columns[p], v) for p, v in zip(places, name, strict=True)))
                for measure, (event, among) in SHARES.items():
                    looked = [pair for pair in its if among is None or pair in among]
                    found[measure, label] = (sum(pair in event for pair in looked), len(looked))
    return found


def largest(rows, place):
    sizes = Counter(groups[place] for _, groups, _ in usable(rows))
    sizes.pop("Not stated", None)
    return min(sizes, key=lambda name: (-sizes[name], name)) if sizes else None


def wilson(events, trials, level=0.95):
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = events / trials
    middle = (share + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z / (1 + z * z / trials) * math.sqrt(
        share * (1 - share) / trials + z * z / (4 * trials * trials))
    return middle - half, middle + half


def newcombe(one, other):
    (x, n), (y, m) = one, other
    (low, high), (other_low, other_high) = wilson(x, n), wilson(y, m)
    p, q = x / n, y / m
    return (p - q - math.hypot(p - low, other_high - q),
            p - q + math.hypot(high - p, q - other_low))


def separate(rows, wanted, measure):
    """How many separate trials the rows of a group are worth: person by person."""
    event, among = SHARES[measure]
    people = {}
    for number, (person, groups, pair) in enumerate(usable(rows)):
        if wanted(groups) and (among is None or pair in among):
            who = person.strip() or ("nobody", number)
            kept = people.setdefault(who, [0, 0])
            kept[0] += pair in event
            kept[1] += 1
    events, trials = (sum(each[place] for each in people.values()) for place in (0, 1))
    alike = trials**2 / sum(n * n for _, n in people.values())
    share = events / trials
    spread = sum((x - share * n) ** 2 for x, n in people.values())
    if share in (0, 1) or spread < 1e-9:
        return max(1, alike)
    return max(1, min(trials, share * (1 - share) * trials**2 / spread))
