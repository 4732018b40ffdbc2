"""Why a clause does not hold, in words, and what would make it a yes.

Without this file somebody who is refused would not know what to put right, and would ask nobody
or everybody. These are the same words on a page, in a file and in the answer to a partner.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dueregard.findings.wording import long_date
from dueregard.sharing import clauses
from dueregard.sharing.asked import Facts, Request
from dueregard.sharing.terms import REVIEW_GRACE, Marking, Terms


@dataclass(frozen=True, slots=True)
class Reason:
    """A clause that does not hold, why not, what would make it a yes, and whether it is a blank."""

    clause: str
    sentence: str
    yes_if: str
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything that one decision looked at."""

    terms: Terms
    request: Request
    facts: Facts
    today: date


def reason(clause: str, asked: Asked, *, error: str = "") -> Reason:
    """Why this clause does not hold. `error` is what went wrong where it could not be looked at."""
    if not error:
        try:
            return _WORDS[clause](clause, asked)
        except Exception as unreadable:  # a value of a kind that no clause knows
            error = f"{type(unreadable).__name__}: {unreadable}"
    return Reason(
        clause, f"“{clauses.NAMES[clause]}” could not be looked at, and so it counts as no: "
        f"{error}.", "Put right what was given, and ask again. If it happens again, tell whoever "
        "looks after this installation.", blank=True,
    )


def marking_name(marking: Marking | None) -> str:
    """A marking as it is printed on paper.

    >>> marking_name(Marking.OFFICIAL_SENSITIVE), marking_name(None)
    ('OFFICIAL-SENSITIVE', 'no marking')
    """
    return str(marking).upper().replace("TOP-", "TOP ") if marking else "no marking"


def _in_force(clause: str, asked: Asked) -> Reason:
    terms, today = asked.terms, asked.today
    if terms.starts is None or terms.expires is None:
        which = "begins" if terms.starts is None else "ends"
        return Reason(clause, f"The agreement does not say when it {which}.",
                      "Put the day into the agreement, and have it signed again.", blank=True)
    if today < terms.starts:
        return Reason(clause, f"The agreement begins on {long_date(terms.starts)}.",
                      "Wait for that day, or agree an earlier one.")
    if today > terms.expires:
        return Reason(clause, f"The agreement ended on {long_date(terms.expires)}.",
                      "Renew it: a new version with a new date, signed by everybody.")
    if asked.facts.withdrawn is None:
        return Reason(clause, "Nobody knows whether the agreement still stands.",
                      "Look up whether it was withdrawn or replaced, and record it.", blank=True)
    return Reason(clause, "The agreement was withdrawn or replaced by a newer version.",
                  "Ask under the version that stands now.")


def _signed(clause: str, asked: Asked) -> Reason:
    waiting = [
        each.name or each.party for each in asked.terms.signatories
        if each.signed is None or each.signed > asked.today
    ]
    if waiting:
        verb = "has" if len(waiting) == 1 else "have"
        return Reason(clause, f"{_and(waiting)} {verb} not signed the agreement.",
                      "Have it signed by everybody, and record the days.", blank=True)
    return Reason(clause, "The agreement does not name two people who sign it.",
                  "Name a signatory of each party, and have it signed.", blank=True)


def _review(clause: str, asked: Asked) -> Reason:
    due = asked.terms.review_due
    if due is None:
        return Reason(clause, "The agreement does not say when it is looked at again.",
                      "Put a review date into the agreement, within 12 months.", blank=True)
    return Reason(
        clause, f"Its review was due on {long_date(due)}, {(asked.today - due).days} days ago. "
        f"After {REVIEW_GRACE.days} days sharing stops.",
        "Review the agreement now. Where a life is at risk, say so in the request.",
    )


def _party(clause: str, asked: Asked) -> Reason:
    named = [each.name or each.ref for each in asked.terms.parties]
    if not asked.request.partner:
        return Reason(clause, "The request does not say which partner asks.",
                      f"Name the partner: {_or(named)}.", blank=True)
    return Reason(clause, f"“{asked.request.partner}” is not a party to this agreement.",
                  f"Ask as a party ({_or(named)}), or have the partner join the agreement.")


def _vetted(clause: str, asked: Asked) -> Reason:
    until = asked.facts.vetted_until
    if until is None:
        return Reason(clause, "Nobody knows until when the partner is vetted.",
                      "Finish every vetting step of the partner, each with its date.", blank=True)
    return Reason(clause, f"The partner's vetting ran out on {long_date(until)}.",
                  "Renew the vetting step that ran out first.")


def _suspended(clause: str, asked: Asked) -> Reason:
    if asked.facts.suspended is None:
        return Reason(clause, "Nobody knows whether the partner is suspended.",
                      "Look the partner up, and record it.", blank=True)
    return Reason(clause, "The partner is suspended: nothing goes to it.",
                  "Settle what it was suspended for, and lift the suspension.")


def _purpose(clause: str, asked: Asked) -> Reason:
    agreed = _or([each.name or each.key for each in asked.terms.purposes])
    if not asked.request.purpose:
        return Reason(clause, "The request does not say what it is for.",
                      f"Say what it is for: {agreed}.", blank=True)
    return Reason(
        clause, f"“{asked.request.purpose}” is not a purpose of this agreement.",
        f"If it is truly for one of these, say so: {agreed}. Otherwise it needs an agreement of "
        "its own.",
    )


def _gateway(clause: str, asked: Asked) -> Reason:
    purpose = _purpose_of(asked)
    if not purpose[1]:
        return Reason(clause, f"The agreement names no law that allows sharing for “{purpose[0]}”.",
                      "Ask your lawyers which law allows it, and put it into the agreement.",
                      blank=True)
    return Reason(clause, f"“{asked.request.gateway}” is not a law on which the agreement relies "
                          f"for “{purpose[0]}”.",
                  f"Rely on one that it names ({_or(purpose[1])}), or ask your lawyers.")


def _reuse(clause: str, asked: Asked) -> Reason:
    known = asked.facts.collected_for_law
    sentence = (
        "Nobody knows whether these data were collected for law enforcement, and the purpose is "
        "another." if known is None else
        "These data were collected for law enforcement, and the purpose is another. That needs a "
        "law that authorises it (Data Protection Act 2018, section 36(4)), and the agreement "
        "names none."
    )
    return Reason(clause, sentence, "Ask your lawyers which law authorises it, and put it into "
                                    "the agreement; or say for what the data were collected.",
                  blank=known is None)


def _role(clause: str, asked: Asked) -> Reason:
    agreed = _or(asked.terms.roles)
    if not asked.request.role:
        return Reason(clause, "The request does not say in which role somebody would receive it.",
                      f"Name the recipient's role: {agreed}.", blank=True)
    return Reason(clause, f"“{asked.request.role}” is not a role that may receive it.",
                  f"Have it received by one of these: {agreed}.")


def _trained(clause: str, asked: Asked) -> Reason:
    until = asked.facts.trained_until
    needed = asked.terms.training or "the training that the agreement asks for"
    if until is None:
        return Reason(clause, "Nobody knows whether the recipient is trained.",
                      f"Record when the recipient finished {needed}.", blank=True)
    return Reason(clause, f"The recipient's training ran out on {long_date(until)}.",
                  f"Have the recipient repeat {needed}, or let a colleague who is trained ask.")


def _items(clause: str, asked: Asked) -> Reason:
    known = {each.key for each in asked.terms.schedule}
    outside = [str(each) for each in asked.request.items or () if each not in known]
    if not outside:
        return Reason(clause, "The request does not say what is wanted.",
                      "Name the items, from the agreement's schedule.", blank=True)
    verb = "is" if len(outside) == 1 else "are"
    return Reason(clause, f"{_quoted(outside)} {verb} not in the agreement's schedule.",
                  "Leave it out and ask for the rest, or have the schedule widened with a reason.")


def _items_purpose(clause: str, asked: Asked) -> Reason:
    purpose = asked.request.purpose
    outside = [
        each.name or each.key for each in asked.terms.schedule
        if each.key in (asked.request.items or ()) and purpose not in each.purposes
    ]
    return Reason(clause, f"{_quoted(outside)} may not be shared for “{_purpose_of(asked)[0]}”.",
                  "Leave it out and ask for the rest, or have the schedule say why it is needed "
                  "for this purpose.")


def _people(clause: str, asked: Asked) -> Reason:
    outside = [str(each) for each in asked.request.people or () if each not in asked.terms.people]
    if not outside:
        return Reason(clause, "The request does not say whom it is about.",
                      f"Say what kind of people: {_or(asked.terms.people)}.", blank=True)
    return Reason(clause, f"The agreement does not cover: {_and(outside)}.",
                  f"Ask about those it covers ({_or(asked.terms.people)}), or have it widened.")


def _marking(clause: str, asked: Asked) -> Reason:
    marking, cleared = asked.request.marking, asked.facts.cleared_to
    if marking is None:
        return Reason(clause, "Nobody has said how the material is marked.",
                      f"Say its marking: {_or([marking_name(each) for each in Marking])}.",
                      blank=True)
    if cleared is None:
        return Reason(clause, "Nobody knows up to which marking the partner was vetted.",
                      "Record it with the partner's vetting.", blank=True)
    return Reason(clause, f"The material is {marking_name(marking)}; the partner was vetted up to "
                          f"{marking_name(cleared)}.",
                  f"Share what is marked {marking_name(cleared)} or lower, or have the partner "
                  "vetted further.")


def _onward(clause: str, asked: Asked) -> Reason:
    further = asked.request.passed_to
    if further is None:
        return Reason(clause, "The request does not say whether it would be passed on.",
                      "Say to whom it would be passed on, or that it goes no further.", blank=True)
    to = _and(str(each) for each in further)
    if not asked.terms.ready.onward:
        return Reason(clause, f"It would be passed on to {to}, and the agreement does not allow "
                              "that.", "Keep it with the recipient. Let the other ask for itself.")
    return Reason(clause, f"It would be passed on to {to}, and nobody has said that its origin "
                          "agrees.", "Ask whoever the data come from, and record the answer.",
                  blank=asked.request.origin_consents is None)


def _human(clause: str, asked: Asked) -> Reason:
    if asked.request.automated is None:
        return Reason(clause, "The request does not say whether a person decides about people "
                              "from it.", "Say that a person decides, if that is so.", blank=True)
    return Reason(clause, "A machine alone would decide about people from it, and the agreement "
                          "does not allow that.", "Have a person decide in every case.")


def _case(clause: str, asked: Asked) -> Reason:
    return Reason(clause, "The request has no case reference.",
                  "Give the number of the case, crime or referral.", blank=True)


def _reason(clause: str, asked: Asked) -> Reason:
    if asked.request.break_glass:
        return Reason(clause, "The request says that a life is at risk, and not how.",
                      "Say in one sentence what the risk to life is. Then it may go at once.",
                      blank=True)
    return Reason(clause, "The request gives no reason.", "Say in a sentence why it is needed now.",
                  blank=True)


def _clock(clause: str, asked: Asked) -> Reason:
    return Reason(clause, "The time of the decision is not known, and so no date can be looked at.",
                  "Give the time with its time zone, such as 2026-11-02T10:00:00Z.", blank=True)


def _terms(clause: str, asked: Asked) -> Reason:
    return Reason(clause, "The agreement cannot be read.", "Put right what was given, and ask "
                                                           "again.", blank=True)


def _two_marking(clause: str, asked: Asked) -> Reason:
    above = (
        f"The material is {marking_name(asked.request.marking)}, and the agreement is for "
        f"{marking_name(asked.terms.marking)}." if asked.terms.marking else
        "The agreement does not say up to which marking it goes."
    )
    return Reason(clause, above, "A second person decides too, without seeing the first answer.",
                  blank=asked.terms.marking is None)


def _two(sentence: str) -> Callable[[str, Asked], Reason]:
    return lambda clause, asked: Reason(
        clause, sentence, "A second person decides too, without seeing the first answer.")


def _two_life(clause: str, asked: Asked) -> Reason:
    return Reason(clause, "A life is at risk, and so it may go at once.",
                  "A second person looks at it afterwards.")


def _purpose_of(asked: Asked) -> tuple[str, tuple[str, ...]]:
    for each in asked.terms.purposes:
        if each.key == asked.request.purpose:
            return each.name or each.key, each.gateways
    return asked.request.purpose, ()


def _or(items: Iterable[str]) -> str:
    kept = list(items)
    return ", ".join(kept) if kept else "the agreement names none yet"


def _and(items: Iterable[str]) -> str:
    kept = list(items)
    return " and ".join([*([", ".join(kept[:-1])] if kept[:-1] else []), *kept[-1:]])


def _quoted(items: Iterable[str]) -> str:
    return _and(f"“{each}”" for each in items)


_WORDS: Mapping[str, Callable[[str, Asked], Reason]] = {
    clauses.IN_FORCE: _in_force, clauses.SIGNED: _signed, clauses.REVIEW: _review,
    clauses.PARTY: _party, clauses.VETTED: _vetted, clauses.SUSPENDED: _suspended,
    clauses.PURPOSE: _purpose, clauses.GATEWAY: _gateway, clauses.REUSE: _reuse,
    clauses.ROLE: _role, clauses.TRAINED: _trained, clauses.ITEMS: _items,
    clauses.ITEMS_PURPOSE: _items_purpose, clauses.PEOPLE: _people, clauses.MARKING: _marking,
    clauses.ONWARD: _onward, clauses.HUMAN: _human, clauses.CASE: _case,
    clauses.REASON: _reason, clauses.CLOCK: _clock, clauses.TERMS: _terms,
    clauses.TWO_MARKING: _two_marking,
    clauses.TWO_CHILD: _two("It is about a child."),
    clauses.TWO_STAFF: _two("It is about a member of staff."), clauses.TWO_LIFE: _two_life,
}
