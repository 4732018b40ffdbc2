"""What an agreement leaves open, heading by heading, with what to do about each.

Without this file an agreement that was signed would pass for one that says everything. A blank
is a gap. What it counts is how much is written down, not how good it is.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from dueregard.findings.months import months_after
from dueregard.findings.wording import counted, listed, long_date
from dueregard.sharing import catalogue
from dueregard.sharing.catalogue import MOST_REVIEW_MONTHS, MOST_YEARS, Catalogue
from dueregard.sharing.deciding import PLACE
from dueregard.sharing.terms import AtEnd, Terms, Told, signed_on

MOST_WORDS = 200
DIRECT_ACCESS = "direct-access"


@dataclass(frozen=True, slots=True)
class Gap:
    """One heading that is left open: what is missing, and what to do."""

    heading: str
    name: str
    sentence: str
    do: str


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many headings there are, which are open, and which laws a lawyer has to confirm."""

    headings: int
    gaps: tuple[Gap, ...]
    to_confirm: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """How much is written down, in a sentence."""
        filled = self.headings - len(self.gaps)
        if not self.gaps:
            return f"All {self.headings} headings are filled in."
        return f"{filled} of {self.headings} headings are filled in. {len(self.gaps)} are open."


@dataclass(frozen=True, slots=True)
class _Looked:
    terms: Terms
    today: date
    known: Catalogue


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading: `missing` gives what is missing in a sentence, or nothing where all is said."""

    id: str
    name: str
    missing: Callable[[_Looked], str]
    do: str


def completeness(terms: Terms, *, now: datetime) -> Completeness:
    """Every heading that is left open at `now`, in the order of the agreement."""
    looked = _Looked(terms, now.astimezone(PLACE).date(), catalogue.load())
    gaps = []
    for each in HEADINGS:
        missing = each.missing(looked)
        if missing:
            gaps.append(Gap(each.id, each.name, missing, each.do))
    used = {law for purpose in terms.purposes for law in purpose.gateways}
    return Completeness(
        headings=len(HEADINGS), gaps=tuple(gaps),
        to_confirm=tuple(
            gateway.name for gateway in looked.known.gateways.values()
            if gateway.id in used and not gateway.read
        ),
    )


def _blank(field: str, sentence: str) -> Callable[[_Looked], str]:
    def missing(looked: _Looked) -> str:
        value = getattr(looked.terms, field)
        return sentence if value is None or value in ("", ()) else ""

    return missing


def _unknown(field: str, kind: str, sentence: str) -> Callable[[_Looked], str]:
    """Blank, or naming what the list has not got."""

    def missing(looked: _Looked) -> str:
        values = getattr(looked.terms, field)
        listed_ = looked.known.people if kind == "people" else looked.known.named[kind]
        return sentence if not values else _not_in_list(
            [each for each in values if each not in listed_])

    return missing


def _not_in_list(names: Iterable[str]) -> str:
    outside = [f"“{each}”" for each in names]
    return f"Not in the list: {listed(outside)}." if outside else ""


def _purposes(looked: _Looked) -> str:
    keys = [each.key for each in looked.terms.purposes]
    if not keys:
        return "It does not say what the sharing is for."
    known = looked.known.purposes
    families = {known[each].family for each in keys if each in known}
    return _not_in_list(each for each in keys if each not in known) or (
        f"Its purposes are of {len(families)} families. One agreement is for one."
        if len(families) > 1 else ""
    )


def _enforcement(looked: _Looked) -> str:
    purposes = looked.terms.purposes
    open_ = [each.name or each.key for each in purposes if each.law_enforcement is None]
    return "It has no purpose yet." if not purposes else (
        f"It does not say whether this is law enforcement: {listed(open_)}." if open_ else "")


def _gateways(looked: _Looked) -> str:
    purposes = looked.terms.purposes
    without = [each.name or each.key for each in purposes if not each.gateways]
    return "It has no purpose yet." if not purposes else (
        f"No law is named for: {listed(without)}." if without else _not_in_list(
            law for each in purposes for law in each.gateways if law not in looked.known.gateways))


def _reuse(looked: _Looked) -> str:
    terms = looked.terms
    if terms.purposes and all(each.law_enforcement is True for each in terms.purposes):
        return ""
    if terms.reuse is None:
        return ("It does not say whether data collected for law enforcement may be used for "
                "another purpose.")
    return "It allows it and names no law." if terms.reuse and not terms.reuse_law else ""


def _parties(looked: _Looked) -> str:
    parties = looked.terms.parties
    if len(parties) < 2:
        return "It names fewer than two parties."
    open_ = [each.name or each.ref for each in parties if not each.name or each.regime is None]
    return f"Name, or part of the law it works under, is missing: {listed(open_)}." if open_ else ""


def _lines(
    lacks: Callable[[_Looked], Iterable[str]], sentence: str
) -> Callable[[_Looked], str]:
    def missing(looked: _Looked) -> str:
        if not looked.terms.schedule:
            return "It has no schedule of what is shared."
        found = list(lacks(looked))
        return f"{sentence} {listed(found)}." if found else ""

    return missing


def _named(looked: _Looked, field: str) -> Iterable[str]:
    return (each.name or each.key for each in looked.terms.schedule if not getattr(each, field))


def _outside(looked: _Looked) -> Iterable[str]:
    agreed = {each.key for each in looked.terms.purposes}
    return (each.name or each.key for each in looked.terms.schedule
            if not each.purposes or not agreed.issuperset(each.purposes))


def _direct_access(looked: _Looked) -> str:
    if DIRECT_ACCESS not in looked.terms.means:
        return ""
    agreed = looked.terms.direct_access
    if agreed is None:
        return "Partners look for themselves, and nothing is said of how."
    fields = ("roles", "items", "vetting", "logs", "audit", "leavers", "exit")
    open_ = [each for each in fields if not getattr(agreed, each)]
    return f"Direct access leaves open: {', '.join(open_)}." if open_ else ""


def _told(looked: _Looked) -> str:
    told = looked.terms.privacy_information
    if told is None:
        return "It does not say whether people are told."
    return "People are not told, and it does not say why." if (
        told is Told.WITHHELD and not looked.terms.privacy_reason) else ""


def _publish(looked: _Looked) -> str:
    publish = looked.terms.publish
    if publish is None:
        return "It does not say whether it is published."
    return "It is not published, and it does not say why." if (
        not publish and not looked.terms.publish_reason) else ""


def _summary(looked: _Looked) -> str:
    words = len(looked.terms.summary.split())
    return "It has no summary for the public." if not words else (
        f"The summary has {words} words. {MOST_WORDS} are the most." if words > MOST_WORDS else "")


def _review_due(looked: _Looked) -> str:
    due, starts = looked.terms.review_due, looked.terms.starts
    if due is None:
        return "It does not say when it is looked at again."
    if due < looked.today:
        return f"Its review was due on {long_date(due)}."
    latest = months_after(max(starts or looked.today, looked.today), MOST_REVIEW_MONTHS)
    return "" if due <= latest else (
        f"Its review is due on {long_date(due)}, more than {MOST_REVIEW_MONTHS} months from now.")


def _expires(looked: _Looked) -> str:
    ends, starts = looked.terms.expires, looked.terms.starts
    if ends is None:
        return "It does not say when it ends."
    if ends < looked.today:
        return f"It ended on {long_date(ends)}."
    late = starts is not None and ends > months_after(starts, 12 * MOST_YEARS)
    return f"It runs for more than {counted(MOST_YEARS, one='year')}." if late else ""


def _signatories(looked: _Looked) -> str:
    terms = looked.terms
    signing = {each.party for each in terms.signatories if each.name and each.post}
    without = [each.name or each.ref for each in terms.parties if each.ref not in signing]
    if not terms.parties or without:
        return f"Nobody with a name and a post signs for: {listed(without) or 'any party'}."
    signed = signed_on(terms)
    return "" if signed and signed <= looked.today else "Not everybody has signed it."


def _end(looked: _Looked) -> str:
    return "" if looked.terms.at_end in set(AtEnd) else (
        "It does not say whether the recipient returns or destroys the data in the end.")


HEADINGS: tuple[_Heading, ...] = (
    _Heading("title", "Title", _blank("title", "It has no title."),
             "Give it the name by which people call it."),
    _Heading("purposes", "Purposes", _purposes,
             "Choose from the list of purposes, all of one family. Make a second agreement for "
             "another family."),
    _Heading("law-enforcement", "Law enforcement or not", _enforcement,
             "Say of each purpose whether it is one of the law enforcement purposes."),
    _Heading("value-case", "Value of sharing", _blank(
        "value_case", "It does not say what good sharing does, or what not sharing costs."),
        "Write the value case: benefit, harm of not sharing, harm of sharing, what is counted."),
    _Heading("lead", "Lead", _blank("lead", "Nobody leads it."),
             "Name the person and post who answers for it."),
    _Heading("deputy", "Deputy", _blank("deputy", "Nobody stands in for the lead."),
             "Name who stands in, so that a review is not missed over a holiday."),
    _Heading("parties", "Parties", _parties,
             "Name each party, and whether it works under Part 3 or under UK GDPR."),
    _Heading("controllers", "Who answers for the data", _blank(
        "controllers", "It does not say who is controller."),
        "Say whether the parties are separate or joint controllers, or one is a processor."),
    _Heading("lawful-basis", "Lawful basis", _unknown(
        "lawful_basis", "basis", "It names no lawful basis."),
        "Name the basis of each side, from the list."),
    _Heading("conditions", "Condition for sensitive data", _unknown(
        "conditions", "condition", "It names no condition for sensitive data."),
        "Name the condition of schedule 8 or schedule 1, from the list."),
    _Heading("policy-document", "Appropriate policy document", _blank(
        "policy_document", "It does not say where the appropriate policy document is."),
        "Write one, and put its reference here."),
    _Heading("gateways", "Laws that allow it", _gateways,
             "Ask your lawyers which law allows it for each purpose."),
    _Heading("reuse", "Use for another purpose than law enforcement", _reuse,
             "Say yes or no. With yes, name the law that authorises it (DPA 2018 s.36(4))."),
    _Heading("people", "People covered", _unknown(
        "people", "people", "It does not say about whom data are shared."),
        "Choose the kinds of people from the list."),
    _Heading("reasons", "A reason for each item", _lines(
        lambda looked: _named(looked, "reason"), "No reason is given for:"),
        "Say of each item why no less would do. Take out what has no reason."),
    _Heading("columns", "Columns of each item", _lines(
        lambda looked: _named(looked, "columns"), "No columns are given for:"),
        "Name the columns, so that nothing else can be sent by mistake."),
    _Heading("markings", "Marking of each item", _lines(
        lambda looked: _named(looked, "marking"), "No marking is given for:"),
        "Say how each item is marked."),
    _Heading("item-purposes", "Purposes of each item", _lines(
        _outside, "No purpose of this agreement is given for:"),
        "Say for which of the purposes each item may be shared."),
    _Heading("marking", "Marking up to which it goes", _blank(
        "marking", "It does not say up to which marking it goes."),
        "Say the highest marking. Anything above needs two people."),
    _Heading("roles", "Roles of recipients", _blank("roles", "It does not say who may receive it."),
             "Name the roles, not persons, and no role that does not need it."),
    _Heading("training", "Training", _blank("training", "It asks for no training."),
             "Say which training a recipient has had, and how lately."),
    _Heading("frequency", "How often", _blank("frequency", "It does not say how often."),
             "Say how often, such as “for each case” or “every month”."),
    _Heading("means", "By what means", _unknown("means", "means", "It does not say by what means."),
             "Choose the means from the list."),
    _Heading("direct-access", "Direct access", _direct_access,
             "Settle roles, items, vetting, logs, audit, leavers and exit, or take direct access "
             "out."),
    _Heading("encryption", "Encryption", _blank(
        "encryption", "It does not say how data are protected on the way."),
        "Say how data are protected on the way and at rest."),
    _Heading("accuracy", "Accuracy", _blank("accuracy", "It does not say who keeps data right."),
             "Say who checks data before they go, and how facts are told from opinions."),
    _Heading("corrections", "Corrections", _blank(
        "corrections", "It does not say how a mistake is passed on."),
        "Say how whoever received wrong data is told, and by when."),
    _Heading("privacy-information", "What people are told", _told,
             "Say whether people are told, and if not, why not."),
    _Heading("rights", "Rights of people", _blank(
        "rights", "It does not say who answers a request for access or erasure."),
        "Say who answers, and how the others are asked."),
    _Heading("retention-group", "Review group at the origin", _blank(
        "retention_group", "It does not say in which review group the records are."),
        "Choose the review group (management of police information)."),
    _Heading("retention", "How long the recipient keeps it", _blank(
        "retention", "It does not say how long the recipient keeps data."),
        "Say a period, or the event after which data go."),
    _Heading("at-end", "In the end", _end, "Say whether data are returned or destroyed."),
    _Heading("onward", "Passing on", _blank(
        "onward", "It does not say whether the recipient may pass data on."),
        "Say that it may not, or only with the consent of whoever data come from."),
    _Heading("automated", "A person decides", _blank(
        "automated", "It does not say whether a machine alone may decide about people."),
        "Say that it never may, or with which safeguards."),
    _Heading("dpia", "Data protection impact assessment", _blank(
        "dpia", "It has no impact assessment."), "Make one, and put its reference here."),
    _Heading("equality", "Equality impact assessment", _blank(
        "equality", "It has no equality impact assessment."),
        "Make one, and put its reference here."),
    _Heading("ethics", "Ethics committee", _blank(
        "ethics", "No committee has looked at it."),
        "Put it before the ethics committee, and put the decision's reference here."),
    _Heading("complaints", "Complaints", _blank(
        "complaints", "It does not say where people complain."), "Say where, and who answers."),
    _Heading("breach", "Breaches", _blank("breach", "It does not say what happens in a breach."),
             "Say who tells whom, by when, at any hour."),
    _Heading("indemnity", "Liability", _blank("indemnity", "It does not say who is liable."),
             "Ask your lawyers for the words."),
    _Heading("starts", "Begins", _blank("starts", "It does not say when it begins."),
             "Put in the day."),
    _Heading("review-due", "Looked at again", _review_due,
             f"Review it, and put in a day within {MOST_REVIEW_MONTHS} months."),
    _Heading("expires", "Ends", _expires, f"Put in a day within {MOST_YEARS} years, or renew it."),
    _Heading("review-triggers", "What brings a review forward", _unknown(
        "review_triggers", "trigger", "Nothing brings its review forward."),
        "Choose from the list what brings a review forward."),
    _Heading("exit-plan", "How it ends", _blank(
        "exit_plan", "It does not say what happens when somebody leaves."),
        "Say what happens to data and to access when a party leaves."),
    _Heading("summary", "Summary for the public", _summary,
             f"Say in {MOST_WORDS} words or fewer what is shared, with whom and why."),
    _Heading("publish", "Published", _publish, "Say yes, or no with the reason."),
    _Heading("signatories", "Signatures", _signatories,
             "Name who signs for each party, with post, and have them sign."),
)
