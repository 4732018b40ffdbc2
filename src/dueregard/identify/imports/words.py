"""The words that forces really write in their lists: headings, statuses, kinds of technology.

Without them a list would fit only if it were retyped with our words above its columns.
"""

from enum import StrEnum

from dueregard.identify.register.rules import Status


class Field(StrEnum):
    """What a column of the list can be read as."""

    NAME = "name"
    AFFECTED = "affected"
    AFFECTED_COUNT = "affected-count"
    PURPOSE = "purpose"
    WHAT_IT_DOES = "what-it-does"
    TECHNOLOGY = "technology"
    SUPPLIER = "supplier"
    DEPARTMENT = "department"
    OWNER = "owner"
    STATUS = "status"
    CONTRACT = "contract"
    STARTED = "started"


FIELD_NAMES: dict[Field, str] = {
    Field.NAME: "Name of the system",
    Field.AFFECTED: "Who is affected",
    Field.AFFECTED_COUNT: "About how many people are affected",
    Field.PURPOSE: "What it is for",
    Field.WHAT_IT_DOES: "What it does",
    Field.TECHNOLOGY: "Kind of technology",
    Field.SUPPLIER: "Supplier",
    Field.DEPARTMENT: "Department",
    Field.OWNER: "Owner",
    Field.STATUS: "Status",
    Field.CONTRACT: "Contract and cost",
    Field.STARTED: "In use since",
}

# Headings that forces really write. The first of a field's words is the surest.
HEADINGS: dict[Field, tuple[str, ...]] = {
    Field.NAME: (
        "name", "system name", "system", "application", "application name", "product name",
        "tool", "tool name", "solution", "product", "technology name", "title", "asset name",
        "project name", "software",
    ),
    Field.AFFECTED: (
        "who is affected", "affected", "data subjects", "people affected", "whose data",
        "subjects",
    ),
    Field.AFFECTED_COUNT: (
        "how many people", "people a year", "people per year", "number of people",
        "volume of people", "number affected", "volume of data subjects",
    ),
    Field.PURPOSE: (
        "purpose", "what it is for", "business purpose", "reason for use", "use case", "why",
        "aim", "objective",
    ),
    Field.WHAT_IT_DOES: (
        "what it does", "description", "function", "functionality", "summary", "what does it do",
        "capability", "overview",
    ),
    Field.TECHNOLOGY: (
        "technology", "technology type", "type of technology", "kind of technology", "category",
        "system type", "type", "asset type",
    ),
    Field.SUPPLIER: (
        "supplier", "vendor", "supplier name", "manufacturer", "provider", "company",
        "third party", "developer",
    ),
    Field.DEPARTMENT: (
        "department", "dept", "business area", "unit", "team", "directorate", "portfolio",
        "command", "service area", "used by", "user group",
    ),
    Field.OWNER: (
        "business owner", "owner", "system owner", "information asset owner", "iao",
        "responsible owner", "product owner", "service owner", "senior responsible owner", "sro",
        "lead", "responsible person", "contact", "project lead",
    ),
    Field.STATUS: (
        "status", "current status", "state", "lifecycle", "life cycle", "lifecycle stage",
        "stage", "phase", "in use",
    ),
    Field.CONTRACT: (
        "contract", "contract reference", "contract ref", "contract value", "annual cost",
        "cost", "spend", "value", "contract number", "contract end",
    ),
    Field.STARTED: (
        "go live date", "live date", "live since", "start date", "date started", "in use since",
        "started", "implemented", "date implemented", "implementation date", "date live",
        "go live", "first used", "deployed", "year introduced",
    ),
}

STATUSES: dict[Status, tuple[str, ...]] = {
    Status.LIVE: (
        "live", "in use", "in live use", "bau", "business as usual", "active", "operational",
        "production", "in production", "deployed", "rolled out", "in service", "current", "yes",
        "y", "used", "fully live",
    ),
    Status.TRIAL: (
        "pilot", "piloting", "trial", "on trial", "trialling", "proof of concept", "poc",
        "testing", "in pilot", "evaluation", "beta", "test", "proof of value",
    ),
    Status.ASSESSMENT: (
        "in assessment", "under review", "under assessment", "assessment", "in review",
        "in progress", "in development", "development", "procurement", "in procurement",
    ),
    Status.IDEA: (
        "idea", "proposed", "planned", "proposal", "concept", "future", "scoping", "pipeline",
        "under consideration", "considering", "discovery",
    ),
    Status.PAUSED: ("paused", "suspended", "on hold", "hold", "dormant"),
    Status.STOPPED: (
        "stopped", "retired", "decommissioned", "closed", "ended", "legacy retired", "inactive",
        "withdrawn", "obsolete", "switched off", "archived", "no longer used", "end of life",
        "not in use",
    ),
    Status.REFUSED: ("refused", "rejected", "declined", "turned down"),
    Status.NOT_USED: ("not used here", "not used", "never used", "no", "n"),
}
STATUS_OF = {words: status for status, several in STATUSES.items() for words in several}
BLANKS = frozenset({
    "", "-", "--", "n/a", "na", "none", "tbc", "tbd", "unknown", "not known", "?", "nil",
})

# Words in a system's own name or description by which its kind is known.
KINDS: tuple[tuple[str, str], ...] = (
    (r"live facial|\blfr\b", "live-facial-recognition"),
    (r"operator.initiated|\boifr\b", "operator-initiated-facial-recognition"),
    (r"facial recognition|face (search|match)|\brfr\b", "retrospective-facial-recognition"),
    (r"hot ?spot|predictive (map|polic)", "place-based-prediction"),
    (r"risk scor|offender scor|risk assessment tool", "person-risk-scoring"),
    (r"body.worn|\bbwv\b|bodycam", "body-worn-video"),
    (r"chat ?bot|virtual assistant|web ?chat", "public-contact-chatbot"),
    (r"\banpr\b|number.?plate", "anpr"),
    (r"\bdrones?\b|\buas\b|\buav\b", "drones"),
    (r"phone (extraction|download)|digital forensic|handset", "digital-forensics"),
    (r"redact|transcri", "redaction-transcription"),
    (r"copilot|generative|large language|drafting assistant", "generative-ai-assistant"),
    (r"call (analytics|triage)|speech analytics|contact analytics", "contact-analytics"),
    (r"data (platform|warehouse|lake)|records? management|\brms\b", "data-platform"),
    (r"data.sharing|information.sharing|\bmash\b", "data-sharing"),
)
MONTHS = {
    name: number for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
        start=1,
    )
}
