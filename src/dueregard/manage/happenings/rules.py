"""What may happen to a use that opens a review, who tells it, and how a review is closed.

Without it a new version, a sold supplier or an upheld complaint would wait for the next date in
the diary, and nobody could tell that anybody had known.
"""

from datetime import date, timedelta
from enum import StrEnum

from dueregard.answers import Answer, No, Yes


class Kind(StrEnum):
    """What happened."""

    ALARM = "alarm-raised"
    COMPLAINT = "complaint-upheld"
    VERSION = "new-version"
    SUPPLIER = "supplier-changed"
    SITE = "new-site"
    MERGED = "systems-merged"
    CHANNEL = "channel-closed"
    IMPACT = "impact-changed"
    LAW = "law-changed"
    STALE = "evidence-stale"
    PACK = "pack-updated"


# What a person tells, in the order of the form, and what the clock finds.
TOLD = (Kind.VERSION, Kind.SUPPLIER, Kind.SITE, Kind.COMPLAINT, Kind.ALARM, Kind.MERGED,
        Kind.CHANNEL)
FOUND = (Kind.STALE, Kind.LAW, Kind.PACK, Kind.IMPACT)
KIND_NAMES: dict[Kind, str] = {
    Kind.ALARM: "An alarm was raised",
    Kind.COMPLAINT: "A complaint was upheld",
    Kind.VERSION: "A new version or setting, such as a threshold",
    Kind.SUPPLIER: "The supplier was sold, changed or left",
    Kind.SITE: "A new site or a new unit",
    Kind.MERGED: "It was merged with another system",
    Kind.CHANNEL: "A way for people to reach us was closed",
    Kind.IMPACT: "What a wrong result can touch has changed",
    Kind.LAW: "The law changed",
    Kind.STALE: "Evidence has grown too old",
    Kind.PACK: "What we ask about this technology was updated",
}
# What about a use changed with it, as the questions name it: their answers grow old.
MAKES_OLD: dict[Kind, tuple[str, ...]] = {
    Kind.ALARM: ("incident",), Kind.COMPLAINT: ("incident", "trust"),
    Kind.VERSION: ("version", "setting"), Kind.SUPPLIER: ("supplier",),
    Kind.SITE: ("area", "scale"), Kind.MERGED: ("data", "sharing"),
    Kind.CHANNEL: ("people", "trust"),
    Kind.IMPACT: ("people", "purpose"), Kind.LAW: ("law",), Kind.STALE: (), Kind.PACK: (),
}
# Of these every question of a lens grows old, whatever it names: who can no longer reach us is the
# question of equality itself.
MAKES_LENS_OLD: dict[Kind, str] = {Kind.CHANNEL: "fairness"}
# What the facts of a use can say of themselves, when they are stated otherwise.
SAID_BY_FACTS = (Kind.VERSION, Kind.SUPPLIER, Kind.SITE)
# How long a review that something opened may wait before it is overdue.
LOOK_WITHIN = timedelta(days=31)
ANSWERED = "It was assessed or decided again since."


def may_tell(*, kind: Kind | None, words: str, said_by: str, happened_on: date, today: date
             ) -> Answer:
    """Whether this is something that happened: a kind, what, when, and who says so."""
    if kind not in TOLD:
        return No("Choose what happened.", "kind-missing")
    if not words.strip():
        return No("Say what happened, in a sentence.", "words-missing")
    if not said_by.strip():
        return No("Say who says so: a post, a person or a paper.", "said-by-missing")
    if happened_on > today:
        return No("That day is yet to come. Tell it when it has happened.", "date-to-come")
    return Yes()


def may_close(*, closed: bool, because: str) -> Answer:
    """Whether the review that something opened may be closed without going round again."""
    if closed:
        return No("It is closed already.", "closed-already")
    if not because.strip():
        return No("Say why no review is needed. It is kept with your name.", "reason-missing")
    return Yes()
