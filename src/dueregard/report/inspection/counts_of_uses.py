"""Statements on the register itself: what is in it, how it is known, and who is told.

Without this file the index would say that there is a register, and not how much of it is blank.
"""

from collections.abc import Iterator

from dueregard.identify.register.rules import STATUS_NAMES, Status
from dueregard.people.rules import ROLE_NAMES, Role
from dueregard.report.inspection.counting import Counted, Record, counts, day, of, split
from dueregard.report.inspection.known import Known, KnownUse, Withheld
from dueregard.report.publication.rules import State
from dueregard.report.questions.rules import due_on
from dueregard.report.withholding.grounds import grounds

SHARING = "data-sharing"
NOT_IN_USE = frozenset({Status.REFUSED, Status.STOPPED, Status.NOT_USED})
_CLAIMED, _OWN = 2, 4
_LENS = "fairness"
_DISPARITY, _RULED_OUT = "disparity-shown", "disparity-ruled-out"
_LOOKS = {_DISPARITY: "it shows a difference", _RULED_OUT: "it rules a difference out"}
_ANSWERED_UNKNOWN = "dont-know"


def _in_use(known: Known) -> Iterator[KnownUse]:
    return (each for each in known.uses if each.in_use)


def _status(use: KnownUse) -> str:
    return STATUS_NAMES[use.status]


@counts("inspect.described")
def described(known: Known) -> Counted:
    """What it is for, what it does and whom it touches are all written down."""
    return split(
        (each.described, of(each, f"{_status(each)}. "
            + ("All three are written." if each.described else "One or more is blank.")))
        for each in known.uses
    )


@counts("inspect.owned")
def owned(known: Known) -> Counted:
    """Somebody is named as the owner of what is in use."""
    return split(
        (each.owned, of(each, f"{_status(each)}. "
            + ("It has an owner." if each.owned else "It has no owner.")))
        for each in _in_use(known)
    )


@counts("inspect.depth")
def depth(known: Known) -> Counted:
    """How deep to look is on record for what is in use."""
    return split(
        (each.tier is not None, of(each, f"Depth {each.tier}." if each.tier else "Not screened."))
        for each in _in_use(known)
    )


@counts("inspect.how-many")
def how_many(known: Known) -> Counted:
    """About how many people it touches is on record."""
    return split(
        (each.counted, of(each, "It is on record." if each.counted else "“We do not know.”"))
        for each in _in_use(known)
    )


@counts("inspect.assessed")
def assessed(known: Known) -> Counted:
    """It was assessed at least once, to the end."""
    def last(use: KnownUse) -> str:
        settled = [each.settled_on for each in use.rounds if each.settled_on]
        return f"Settled on {day(max(settled))}." if settled else "Never settled."

    return split(
        (any(one.settled_on for one in each.rounds), of(each, last(each), place="prioritise"))
        for each in _in_use(known)
    )


@counts("inspect.not-used")
def not_used(known: Known) -> Counted:
    """What the force has stopped, refused, or says that it does not use."""
    return split(
        (each.status in NOT_IN_USE, of(each, f"{_status(each)}.")) for each in known.uses
    )


@counts("inspect.law-said")
def law_said(known: Known) -> Counted:
    """A named person said how at least one rule of law stands."""
    return split(
        (each.sayings > 0, of(each, f"{each.sayings} said." if each.sayings else "None said.",
                              place="law"))
        for each in _in_use(known)
    )


@counts("inspect.own-evidence")
def own_evidence(known: Known) -> Counted:
    """A test on our own data, or an independent test of our own use, stands."""
    return split(
        (_best(each) >= _OWN, of(each, _level(each), place="identify")) for each in _in_use(known)
    )


@counts("inspect.supplier-only")
def supplier_only(known: Known) -> Counted:
    """All that is known comes from the supplier, or from somebody who says so."""
    with_some = (each for each in _in_use(known) if each.evidence)
    return split(
        (_best(each) <= _CLAIMED, of(each, _level(each), place="identify")) for each in with_some
    )


@counts("inspect.no-evidence")
def no_evidence(known: Known) -> Counted:
    """Nothing at all is on record of whether it works."""
    return split(
        (not each.evidence, of(each, _level(each), place="identify")) for each in _in_use(known)
    )


@counts("inspect.dated-evidence")
def dated_evidence(known: Known) -> Counted:
    """Each piece of evidence says of which day it is."""
    return split(
        (piece.dated_on is not None, of(
            each, f"{piece.title}: {day(piece.dated_on)}.", place="evidence", key=piece.id))
        for each in known.uses for piece in each.evidence
    )


@counts("inspect.measured-fairness")
def measured_fairness(known: Known) -> Counted:
    """Fairness was measured on our own data: not claimed, and not by somebody else alone."""
    def measured(use: KnownUse) -> bool:
        return any(one.lens == _LENS and one.instrument and one.level >= _OWN
                   for one in use.evidence)

    return split(
        (measured(each), of(
            each, "Measured on our own data." if measured(each) else "Not measured here.",
            place="identify"))
        for each in _in_use(known)
    )


@counts("inspect.disparity")
def disparity(known: Known) -> Counted:
    """A measurement that stands shows that groups fare differently."""
    return split(
        (piece.verdict == _DISPARITY, of(
            each, f"{piece.title}: {_LOOKS.get(piece.verdict, 'it cannot tell, or describes')}.",
            place="evidence", key=piece.id))
        for each in known.uses for piece in each.evidence if piece.instrument
    )


@counts("inspect.fairness-known")
def fairness_known(known: Known) -> Counted:
    """Every question on fairness of the last settled assessment has an answer that is known."""
    def unknown(use: KnownUse) -> int | None:
        settled = [each for each in use.rounds if each.settled_on]
        if not settled or not settled[-1].fairness:
            return None
        return settled[-1].fairness.count(_ANSWERED_UNKNOWN)

    def words(left: int | None) -> str:
        if left is None:
            return "Never asked to the end."
        return f"{left} answered “don't know”." if left else "All are answered."

    return split(
        (unknown(each) == 0, of(each, words(unknown(each)), place="prioritise"))
        for each in _in_use(known)
    )


@counts("inspect.published")
def published(known: Known) -> Counted:
    """The public can read a record of it."""
    def stands(use: KnownUse) -> int:
        return max((one.version for one in use.versions if one.state == State.PUBLISHED),
                   default=0)

    return split(
        (stands(each) > 0, of(
            each, f"Version {stands(each)} is published." if stands(each) else "Not published.",
            place="report"))
        for each in _in_use(known)
    )


@counts("inspect.withdrawn")
def withdrawn(known: Known) -> Counted:
    """A record that was published and taken back, with its reason."""
    return split(
        (each.state == State.WITHDRAWN, of(
            use, f"Version {each.version}: {each.because or 'still there'}.", place="report"))
        for use in known.uses for each in use.versions
        if each.state in {State.PUBLISHED, State.SUPERSEDED, State.WITHDRAWN}
    )


@counts("inspect.withheld")
def withheld(known: Known) -> Counted:
    """The day has passed on which somebody was to look again at what is kept back."""
    return split(
        (each.review_on < known.today, of(
            use, f"{_name(each)}. To be looked at again by {day(each.review_on)}.",
            place="particulars"))
        for use in known.uses for each in use.withheld
    )


@counts("inspect.questions")
def questions(known: Known) -> Counted:
    """A question that was shown and was answered in time, or still can be."""
    return split(
        (due_on(each.asked_on) >= (each.answered_on or known.today), of(
            use, f"Asked on {day(each.asked_on)}, " + (
                f"answered on {day(each.answered_on)}." if each.answered_on else "not answered."
            ), place="question", key=each.number))
        for use in known.uses for each in use.questions
    )


@counts("inspect.supplier-asked")
def supplier_asked(known: Known) -> Counted:
    """Whoever supplies it was asked our questions."""
    return split(
        (bool(each.enquiries), of(
            each, f"{each.supplier}: {'asked' if each.enquiries else 'not asked'}.",
            place="suppliers"))
        for each in _in_use(known) if each.supplier
    )


@counts("inspect.supplier-graded")
def supplier_graded(known: Known) -> Counted:
    """Everything that a supplier sent was graded by a person."""
    return split(
        (each.ungraded == 0, of(
            use, f"{each.supplier}: {each.answers} asked, {each.ungraded} not graded.",
            place="enquiry", key=each.id))
        for use in known.uses for each in use.enquiries if each.sent
    )


@counts("inspect.supplier-open")
def supplier_open(known: Known) -> Counted:
    """A second question to a supplier is still open."""
    return split(
        (each.open_points > 0, of(
            use, f"{each.supplier}: {each.open_points} open.", place="enquiry", key=each.id))
        for use in known.uses for each in use.enquiries
    )


@counts("inspect.sharing-decided")
def sharing_decided(known: Known) -> Counted:
    """Sharing data with others was decided after advice, like anything else."""
    return split(
        (any(one.advised_on and one.decided_on for one in each.matters), of(
            each, f"{_status(each)}.", place="use"))
        for each in _in_use(known) if each.technology == SHARING
    )


@counts("inspect.sharing-reviewed")
def sharing_reviewed(known: Known) -> Counted:
    """Sharing data with others has a day by which it is looked at again."""
    return split(
        (each.review_on is not None, of(
            each, f"To be looked at by: {day(each.review_on)}.", place="use"))
        for each in _in_use(known) if each.technology == SHARING
    )


@counts("inspect.roles")
def roles(known: Known) -> Counted:
    """Somebody is appointed to each role."""
    return split(
        (count > 0, Record(
            ref="", title=ROLE_NAMES[Role(role)],
            words=f"Held by {count}." if count else "Held by nobody."))
        for role, count in known.roles
    )


def _name(kept: Withheld) -> str:
    field, reason = grounds().field(kept.source), grounds().reason(kept.reason)
    name = field.name if field else kept.source
    return f"{name[:1].upper()}{name[1:]}, because {reason.name if reason else kept.reason}"


def _best(use: KnownUse) -> int:
    return max((each.level for each in use.evidence), default=-1)


def _level(use: KnownUse) -> str:
    best = _best(use)
    return "None on record." if best < 0 else (
        f"{len(use.evidence)} on record; the strongest is at level {best}."
    )
