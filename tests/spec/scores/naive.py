"""Slow and simple counts of the same figures, straight from lists of people."""

import math
from itertools import product


def auc(yes, no):
    """Every pair, one by one."""
    pairs = [1.0 if a > b else 0.5 if a == b else 0.0 for a, b in product(yes, no)]
    return sum(pairs) / len(pairs)


def delong_variance(yes, no):
    """From the structural components, as the paper gives them."""
    def better(a, b):
        return 1.0 if a > b else 0.5 if a == b else 0.0

    value = auc(yes, no)
    v10 = [sum(better(a, b) for b in no) / len(no) for a in yes]
    v01 = [sum(better(a, b) for a in yes) / len(yes) for b in no]
    s10 = sum((each - value) ** 2 for each in v10) / (len(yes) - 1)
    s01 = sum((each - value) ** 2 for each in v01) / (len(no) - 1)
    return s10 / len(yes) + s01 / len(no)


def ratio_at_same_score(group, reference):
    """Mantel-Haenszel over scores, from lists of (score, outcome)."""
    up = down = 0.0
    for score in {score for score, _ in group} & {score for score, _ in reference}:
        ours = [came for each, came in group if each == score]
        theirs = [came for each, came in reference if each == score]
        size = len(ours) + len(theirs)
        up += sum(ours) * len(theirs) / size
        down += sum(theirs) * len(ours) / size
    return up / down if down else None


def wilson(events, trials, z=1.959963984540054):
    p = events / trials
    middle = (p + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z * math.sqrt(p * (1 - p) / trials + z * z / (4 * trials**2)) / (1 + z * z / trials)
    return middle - half, middle + half


def brier(pairs):
    return sum((score - came) ** 2 for score, came in pairs) / len(pairs)


def longest_run(days):
    """The longest stretch of days with one outcome: (people, first, last), by looking at all."""
    every = sorted(days)
    found = []
    for start in range(len(every)):
        for end in range(start, len(every)):
            inside = [days[each] for each in every[start:end + 1]]
            if not sum(no for _, no in inside) or not sum(yes for yes, _ in inside):
                found.append((sum(map(sum, inside)), every[start], every[end]))
    return max(found, key=lambda each: (each[0], -each[1].toordinal()), default=None)
