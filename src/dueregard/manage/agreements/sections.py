"""The parts of an agreement, in the order in which it is written, read and signed.

Without it the form, the paper and the page would each name and order the same fields in a way of
their own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dueregard.findings.wording import long_date
from dueregard.sharing import catalogue
from dueregard.sharing.saying import marking_name
from dueregard.sharing.terms import (
    AtEnd,
    Automated,
    Controllers,
    Marking,
    Onward,
    Regime,
    Terms,
    Told,
)

Names = Callable[[], Mapping[str, str]]


class Sort(StrEnum):
    """How a field is asked and said."""

    LINE = "line"
    WORDS = "words"
    DAY = "day"
    TRUTH = "truth"
    CHOICE = "choice"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of the terms, how it is asked, and the words for what may be chosen.

    `heading` is the heading of the completeness check under which its gap stands. `only_if` is
    another field with what it must say for this one to be read at all.
    """

    key: str
    label: str
    sort: Sort
    hint: str = ""
    names: Names = dict
    heading: str = ""
    only_if: tuple[str, object] | None = None

    def applies(self, terms: Terms) -> bool:
        """Whether it is asked at all, by what another field says; what was written always is."""
        if self.only_if is None or getattr(terms, self.key):
            return True
        key, wanted = self.only_if
        return bool(getattr(terms, key) == wanted)

    def said(self, terms: Terms) -> str:
        """What the terms say in it, in words; nothing where it is blank."""
        value = getattr(terms, self.key)
        if value is None or value in ("", ()):
            return ""
        if isinstance(value, bool):
            return "Yes" if value else "No"
        if isinstance(value, date):
            return long_date(value)
        if isinstance(value, tuple):
            return "; ".join(self.names().get(str(each), str(each)) for each in value)
        return self.names().get(str(value), str(value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Fields that are asked on one page."""

    id: str
    title: str
    fields: tuple[Field, ...]


def _named(kind: str) -> Names:
    return lambda: catalogue.load().named[kind]


CONTROLLERS: Mapping[str, str] = {
    Controllers.SEPARATE: "Each answers for its own", Controllers.JOINT: "All answer for all",
    Controllers.PROCESSOR: "One acts on behalf of the other",
}
REGIMES: Mapping[str, str] = {
    Regime.PART_3: "Part 3 of the Data Protection Act 2018", Regime.UK_GDPR: "UK GDPR",
}
MARKINGS: Mapping[str, str] = {each.value: marking_name(each) for each in Marking}
_TOLD: Mapping[str, str] = {
    Told.GIVEN: "People are told", Told.WITHHELD: "People are not told",
}
_AT_END: Mapping[str, str] = {
    AtEnd.RETURN: "They give it back", AtEnd.DESTROY: "They destroy it",
}
_ONWARD: Mapping[str, str] = {
    Onward.NONE: "No", Onward.BY_CONSENT: "Only with the consent of who sent it",
}
_AUTOMATED: Mapping[str, str] = {
    Automated.NEVER: "Never: a person always decides",
    Automated.SAFEGUARDED: "With safeguards that the law asks for",
}


def _line(
    key: str, label: str, hint: str = "", *, heading: str = "",
    only_if: tuple[str, object] | None = None,
) -> Field:
    return Field(key=key, label=label, sort=Sort.LINE, hint=hint, only_if=only_if,
                 heading=heading or _dashed(key))


def _words(
    key: str, label: str, hint: str = "", *, heading: str = "",
    only_if: tuple[str, object] | None = None,
) -> Field:
    return Field(key=key, label=label, sort=Sort.WORDS, hint=hint, only_if=only_if,
                 heading=heading or _dashed(key))


def _day(key: str, label: str, hint: str = "") -> Field:
    return Field(key=key, label=label, sort=Sort.DAY, hint=hint, heading=_dashed(key))


def _truth(key: str, label: str, hint: str = "") -> Field:
    return Field(key=key, label=label, sort=Sort.TRUTH, hint=hint, heading=_dashed(key))


def _choice(key: str, label: str, names: Mapping[str, str], hint: str = "") -> Field:
    return Field(key=key, label=label, sort=Sort.CHOICE, hint=hint, heading=_dashed(key),
                 names=lambda: names)


def _one(key: str, label: str, kind: str, hint: str = "") -> Field:
    return Field(key=key, label=label, sort=Sort.CHOICE, hint=hint, heading=_dashed(key),
                 names=_named(kind))


def _several(key: str, label: str, names: Names, hint: str = "") -> Field:
    return Field(key=key, label=label, sort=Sort.SEVERAL, hint=hint, heading=_dashed(key),
                 names=names)


def _dashed(key: str) -> str:
    return key.replace("_", "-")


SECTIONS: tuple[Section, ...] = (
    Section(id="about", title="What it is", fields=(
        _line("title", "What is it called?"),
        _line("lead", "Who leads it? The post, and a name"),
        _choice("controllers", "Who answers for the data?", CONTROLLERS),
        _words("value_case", "What good does sharing do, and what does not sharing cost?",
               "The value case of the same agreement has the figures. Say its outcome here in a "
               "few words."),
    )),
    Section(id="law", title="The law", fields=(
        _several("lawful_basis", "Lawful basis, of each side", _named("basis")),
        _several("conditions", "Condition for sensitive data", _named("condition")),
        _line("policy_document", "Appropriate policy document", "Its reference."),
        _truth("reuse", "May data collected for law enforcement be used for another purpose?"),
        _line("reuse_law", "If yes, which law authorises that?",
              "Data Protection Act 2018, section 36(4).", heading="reuse",
              only_if=("reuse", True)),
        _line("dpia", "Data protection impact assessment", "Its reference."),
        _line("equality", "Equality impact assessment", "Its reference."),
        _line("ethics", "Decision of the ethics committee", "Its reference."),
    )),
    Section(id="recipients", title="Who receives it, and how", fields=(
        _several("people", "About whom is it?", lambda: catalogue.load().people),
        _choice("marking", "Up to which marking does it go?", MARKINGS,
                "Anything above needs two people."),
        _several("roles", "Which roles receive it?", _named("role")),
        _line("training", "Which training must they have had, and how lately?"),
        _line("frequency", "How often is it shared?", "Such as: for each case, every two weeks."),
        _several("means", "By what means?", _named("means")),
        _line("encryption", "How is it protected on the way and where it is kept?"),
    )),
    Section(id="care", title="Right, fair and safe", fields=(
        _words("accuracy", "Who checks that it is right before it goes?",
               "And how is fact told from opinion?"),
        _words("corrections", "How is a mistake passed on to all who had it?"),
        _choice("privacy_information", "Are people told that their data are shared?", _TOLD),
        _words("privacy_reason", "If not, why not?", heading="privacy-information",
               only_if=("privacy_information", Told.WITHHELD)),
        _words("rights", "Who answers when somebody asks for their data, or for a correction?"),
        _choice("automated", "May a machine alone decide about a person?", _AUTOMATED),
        _choice("onward", "May a recipient pass it on?", _ONWARD),
        _words("complaints", "Where do people complain, and who answers?"),
        _words("breach", "Who tells whom when data go astray, and by when?"),
        _words("indemnity", "Who is liable?"),
    )),
    Section(id="keeping", title="How long it is kept", fields=(
        _one("retention_group", "Review group at the force", "retention"),
        _line("retention", "How long does the recipient keep it?"),
        _choice("at_end", "And then?", _AT_END),
        _words("exit_plan", "What happens to data and access when a party leaves?"),
    )),
    Section(id="dates", title="When it is looked at again", fields=(
        _day("starts", "First day"),
        _day("review_due", "Looked at again by", "At most 12 months from now."),
        _day("expires", "Last day", "At most three years after the first."),
        _several("review_triggers", "What brings the review forward?", _named("trigger")),
    )),
    Section(id="public", title="What the public is told", fields=(
        _words("summary", "Say in plain words what is shared, with whom and why",
               "200 words at the most. Short words and sentences."),
        _truth("publish", "Is it published?"),
        _words("publish_reason", "If not, why not?", heading="publish",
               only_if=("publish", False)),
    )),
)
FIELDS: Mapping[str, Field] = {
    field.key: field for section in SECTIONS for field in section.fields
}
# Headings that have a page of their own and no field above.
ELSEWHERE: Mapping[str, str] = {
    "purposes": "purposes", "law-enforcement": "purposes", "gateways": "purposes",
    "deputy": "deputy", "parties": "parties", "partners": "parties", "reasons": "schedule",
    "columns": "schedule", "markings": "schedule", "item-purposes": "schedule",
    "direct-access": "direct-access", "direct-access-assessed": "direct-access",
    "signatories": "signatures",
}


def section(name: str) -> Section | None:
    """The section with this id, if there is one."""
    return next((each for each in SECTIONS if each.id == name), None)


def place_of(heading: str) -> str:
    """On which page a heading of the completeness check is filled in: a section, or another.

    >>> place_of("review-due"), place_of("columns")
    ('dates', 'schedule')
    """
    if heading in ELSEWHERE:
        return ELSEWHERE[heading]
    return next(
        (each.id for each in SECTIONS if any(one.heading == heading for one in each.fields)),
        SECTIONS[0].id,
    )
