"""Where each text of a record goes, which headings nobody knows, and what its phase means.

Without it a record would be read by the numbers of its fields, which mean other things in each
version, or what was not understood would be dropped in silence.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dueregard.answers import Answer, No, Yes
from dueregard.identify.imports.rules import is_blank, kind_of, read_status
from dueregard.identify.register.rules import Status
from dueregard.lenses.standard_shapes import RecordField
from dueregard.report.wordings.labels import parted, plain
from dueregard.report.wordings.sheets import Pair

LONGEST_NAME = 160
MOST = 1_000
# Words for how far something has come that are in published records and not in forces' lists.
_PHASES: dict[str, Status] = {
    "pre deployment": Status.ASSESSMENT, "design": Status.ASSESSMENT,
    "beta pilot": Status.TRIAL, "private beta": Status.TRIAL, "public beta": Status.TRIAL,
    "alpha": Status.TRIAL, "in gebruik": Status.LIVE, "in ontwikkeling": Status.ASSESSMENT,
    "buiten gebruik": Status.STOPPED,
}
_VERSION = re.compile(r"\bv?\s?(\d(?:\.\d)?)\b")
# What our own papers, and others', say where there is nothing.
_NOTHING = frozenset({
    "we have not written this down yet", "whoever publishes the record fills this in",
    "not written yet", "not known",
})
_PERSON = "owner.senior_responsible_owner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One text of a record: under which key of ours (none where nobody knows the heading)."""

    key: str
    place: int
    text: str
    label: str
    number: str
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A record as it was read: what goes where, what is not known, which version it follows."""

    found: tuple[Found, ...]
    version: str

    def known(self) -> tuple[Found, ...]:
        """What goes somewhere."""
        return tuple(each for each in self.found if each.key)

    def extra(self) -> tuple[Found, ...]:
        """What is kept as it is, under the heading that it had."""
        return tuple(each for each in self.found if not each.key)

    def first(self, *keys: str) -> str:
        """The first text under the first of these keys that has one."""
        texts = {each.key: each.text for each in reversed(self.known())}
        return next((texts[key] for key in keys if key in texts), "")


class Names:
    """Under which names others carry each field of ours."""

    def __init__(self, fields: Mapping[str, RecordField]) -> None:
        self.fields = fields
        self._called: dict[str, list[RecordField]] = {}
        for each in fields.values():
            for name in each.synonyms:
                self._called.setdefault(plain(name), []).append(each)

    def known(self, label: str) -> bool:
        """Whether some standard has a field of this name."""
        return parted(label)[1] in self._called

    def field(self, label: str, *, section: str) -> RecordField | None:
        """The field that a label means in a section; of several, the one at home there."""
        several = self._called.get(parted(label)[1], [])
        where = plain(section)
        at_home = [each for each in several if any(near in where for near in each.near)]
        anywhere = [each for each in several if not each.near]
        return next(iter((*at_home, *anywhere, *several)), None)


def understand(pairs: Iterable[Pair], *, names: Names) -> Understood:
    """Where each text goes, by the name of its field and never by its number.

    A field that comes again in a group (a second model) begins the next of the group. A heading
    that nobody knows is kept with its text. Blank texts are left out.
    """
    found: list[Found] = []
    version = ""
    at: dict[str, int] = {}
    there: set[tuple[str, int]] = set()
    for pair in pairs:
        number, name, which = parted(pair.label)
        if is_blank(pair.text) or plain(pair.text) in _NOTHING or not name:
            continue
        field = names.field(pair.label, section=pair.section)
        if field is not None and field.key == "meta.standard_version":
            version = version_of(pair.text) or version
            continue
        key = field.key if field else ""
        if key and any(each.key == key and each.text == pair.text for each in found) and (
            field is not None and not field.group
        ):
            continue
        place = _place(field, pair.which if pair.which is not None else which, at=at, there=there)
        there.add((key, place))
        found.append(Found(
            key=key, place=place, text=pair.text, label=pair.label.strip()[:200],
            number=(pair.number or number)[:20], section=pair.section[:200],
        ))
    return Understood(found=tuple(found[:MOST]), version=version)


def _place(
    field: RecordField | None, which: int | None, *, at: dict[str, int],
    there: set[tuple[str, int]],
) -> int:
    if field is None:
        return 0
    group = field.group or field.key
    place = which if which is not None else at.get(group, 0)
    while (field.key, place) in there:
        place += 1
    at[group] = place
    return place


def version_of(text: str) -> str:
    """The version in a text, such as '4.0'; blank where there is none.

    >>> version_of("ATRS v4.0"), version_of("v3"), version_of("the newest")
    ('4.0', '3.0', '')
    """
    found = _VERSION.search(text.lower())
    if found is None:
        return ""
    return found[1] if "." in found[1] else f"{found[1]}.0"


def status_of(phase: str) -> Status | None:
    """The status that a phase means, or None where it gives none that we know.

    >>> status_of("Beta/Pilot").value, status_of("Production").value, status_of("Somewhere")
    ('trial', 'live', None)
    """
    if is_blank(phase):
        return None
    words = plain(phase)
    return _PHASES.get(words) or read_status(phase)


def technology_of(record: Understood) -> str:
    """The kind of technology that the record's own words name, or nothing."""
    return kind_of(record.first(key) for key in (
        "tier1.name", "meta.title", "meta.one_sentence", "tier1.description"))


def looks_like_a_record(record: Understood) -> Answer:
    """Whether enough of a file was understood to be somebody's record of one use."""
    if len({each.key for each in record.known()}) < 2:
        return No(
            "This does not look like a transparency record: fewer than two of its headings are "
            "ones that we know. Check the file. It needs the names of the fields beside their "
            "answers.", "no-record",
        )
    return Yes()


def may_name(name: str, *, registered: Mapping[str, str]) -> Answer:
    """Whether a record can be added under a name: there is one, not too long, not taken."""
    if not name.strip():
        return No("The record has no name. Write one, so that people can find it.", "no-name")
    if len(name.strip()) > LONGEST_NAME:
        return No(f"This name is longer than {LONGEST_NAME} letters. Shorten it.", "long-name")
    taken = registered.get(plain(name))
    if taken:
        return No(
            f"The register already has this name: {taken}. If this is another use, give it a name "
            "of its own.", "name-taken",
        )
    return Yes()


def worth_saying(record: Understood, *, force_name: str) -> tuple[str, ...]:
    """What a person should know before they add it."""
    said = []
    organisation = record.first("owner.organisation", "meta.organisation_name")
    if organisation and force_name and plain(organisation) != plain(force_name):
        said.append(f"The record is of {organisation}, and this is the register of {force_name}.")
    if record.first(_PERSON):
        said.append(
            "It names who answers for it. Make sure that this is a post and not a person: it will "
            "be public."
        )
    if not record.version:
        said.append("It does not say which version of the standard it follows.")
    return tuple(said)
