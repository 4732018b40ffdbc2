"""The headings under which lists of contracts really come, and what each is read as.

Without it a list would fit only if it were retyped with our words above its columns.
"""

from collections.abc import Sequence
from enum import StrEnum

from dueregard.lenses.statement_words import plain


class Field(StrEnum):
    """What a column of a list of contracts can be read as."""

    REFERENCE = "reference"
    TITLE = "title"
    DESCRIPTION = "description"
    BUYER = "buyer"
    SUPPLIER = "supplier"
    VALUE = "value"
    CURRENCY = "currency"
    AWARDED = "awarded"
    STARTS = "starts"
    ENDS = "ends"
    NOTICE = "notice"
    STATUS = "status"


FIELD_NAMES: dict[Field, str] = {
    Field.REFERENCE: "Reference", Field.TITLE: "Title", Field.DESCRIPTION: "Description",
    Field.BUYER: "Buyer", Field.SUPPLIER: "Supplier", Field.VALUE: "Value",
    Field.CURRENCY: "Currency", Field.AWARDED: "Awarded on", Field.STARTS: "Starts on",
    Field.ENDS: "Ends on", Field.NOTICE: "Kind of notice", Field.STATUS: "State of the notice",
}

# The column in which Contracts Finder packs each supplier between brackets.
PACKED = "supplier name address ref type ref number is sme is vcse"
# The surest first. Contracts Finder has "Start Date" for the notice and "Contract start date".
HEADINGS: dict[Field, tuple[str, ...]] = {
    Field.REFERENCE: (
        "notice identifier", "contract reference", "contract reference number", "contract ref",
        "contract number", "contract id", "contract no", "reference", "reference number", "ref",
        "ocid", "procurement reference",
    ),
    Field.TITLE: (
        "title", "contract title", "title of agreement", "contract name", "name of contract",
        "agreement title", "contract",
    ),
    Field.DESCRIPTION: (
        "description", "contract description", "description of goods or services",
        "description of the goods and or services being provided", "summary", "details",
    ),
    Field.BUYER: (
        "organisation name", "buyer", "buyer name", "contracting authority", "organisation",
        "authority", "department",
    ),
    Field.SUPPLIER: (
        PACKED, "supplier", "supplier name", "suppliers", "vendor", "vendor name", "contractor",
        "contractor name", "awarded supplier", "provider", "supplier name and details",
    ),
    Field.VALUE: (
        "awarded value", "contract value", "total contract value", "award value", "value",
        "total value", "annual value", "amount", "value of contract",
        "estimated annual value",
    ),
    Field.CURRENCY: ("currency", "value currency"),
    Field.AWARDED: ("awarded date", "award date", "date awarded", "date of award"),
    Field.STARTS: (
        "contract start date", "start date", "contract start", "start", "commencement date",
        "date from",
    ),
    Field.ENDS: (
        "contract end date", "end date", "contract end", "expiry date", "expiry", "end",
        "date to", "current end date",
    ),
    Field.NOTICE: ("notice type",),
    Field.STATUS: ("status", "notice status"),
}


def found(headings: Sequence[str]) -> dict[Field, int]:
    """Which column is read as what: by its name alone, each column once."""
    names = [plain(each) for each in headings]
    columns: dict[Field, int] = {}
    for field, words in HEADINGS.items():
        place = next((names.index(word) for word in words if word in names), None)
        if place is not None and place not in columns.values():
            columns[field] = place
    return columns


def is_flat(headings: Sequence[str]) -> bool:
    """Whether these are the columns of releases laid flat, such as releases/0/tender/title."""
    bare = {each.strip().removeprefix("releases/0/") for each in headings}
    return any(
        each.startswith("awards/0/") or each in ("tender/title", "tender/id") for each in bare
    )
