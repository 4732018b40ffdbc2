"""What a list of next actions may be asked for, and how its kinds and efforts are called.

Without this file each page would name the same four kinds in words of its own.
"""

from dueregard.weighing.shapes import ACTION_NAMES, ActionKind

RANK = "rank-next-actions"
# The older lists are kept so long that it can be seen what moved.
KEPT = 3

KIND_NAMES: dict[str, str] = {each.value: ACTION_NAMES[each] for each in ActionKind}
KIND_MEANS: dict[str, str] = {
    "knowledge": "something to find out", "policy": "something to write down and hold to",
    "ways-of-working": "something to do differently",
    "governance": "something to decide, check or answer",
}
