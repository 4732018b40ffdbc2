"""An agreement as a paper to read and sign, in every format that papers have.

Without it the fields would live here and what people sign somewhere else.
"""

from collections.abc import Iterator, Mapping, Sequence

from dueregard.documents.audience import Audience
from dueregard.documents.document import (
    Block,
    Column,
    Document,
    Field,
    Fields,
    Note,
    Part,
    Points,
    Table,
)
from dueregard.findings.wording import counted, long_date
from dueregard.manage.agreements.sections import MARKINGS, REGIMES, SECTIONS, Section
from dueregard.sharing import catalogue
from dueregard.sharing.completeness import Gap
from dueregard.sharing.terms import Terms

KIND = "sharing-agreement"


def paper(
    terms: Terms, *, force: str, made_at: str, state: str, gaps: Sequence[Gap] = ()
) -> Document:
    """The paper of one version. What is blank is said to be not known; gaps come first.

    It is for the parties: a reader outside them has the public record of the use.
    """
    parts = (
        Part(title="What is shared, with whom and why", key="summary",
             blocks=tuple(_summary(terms, gaps)), audience=Audience.PARTNER),
        Part(title="Parties", key="parties", blocks=(_parties(terms),), audience=Audience.PARTNER),
        Part(title="Purposes and the law for each", key="purposes", blocks=tuple(_purposes(terms)),
             audience=Audience.PARTNER),
        Part(title="Schedule: each item and why no less would do", key="schedule",
             blocks=(_schedule(terms),), audience=Audience.PARTNER),
        *(_section(each, terms) for each in SECTIONS if each.id != "public"),
        *_direct_access(terms),
        Part(title="Signatures", key="signatures", blocks=(
            Note(text="By signing, each party agrees to every part above, and to nothing that is "
                      "not in it.", audience=Audience.PARTNER),
            _signatures(terms),
        ), audience=Audience.PARTNER),
    )
    return Document(
        kind=KIND, title=terms.title or "Information sharing agreement", made_at=made_at,
        parts=parts, audience=Audience.PARTNER,
        summary=f"Version {terms.version}, {state}. {force} and "
                f"{counted(max(len(terms.parties) - 1, 0), one='partner')}.",
        facts={"ref": terms.ref, "version": str(terms.version),
               "policy_sha256": terms.policy_sha256, "supersedes": terms.supersedes},
    )


def _summary(terms: Terms, gaps: Sequence[Gap]) -> Iterator[Block]:
    if gaps:
        yield Note(
            text=f"This is not ready to sign. {counted(len(gaps), one='heading')} left open:",
            tone="warning", audience=Audience.PARTNER,
        )
        yield Points(items=tuple(f"{each.name}: {each.sentence} {each.do}" for each in gaps),
                     audience=Audience.PARTNER)
    yield Note(text=terms.summary or "The summary for the public is not written yet.",
               tone="lead" if terms.summary else "plain", audience=Audience.PARTNER)


def _parties(terms: Terms) -> Table:
    return _table("Who takes part", (("Party", "party"), ("Works under", "law")), [
        (each.name or each.ref, REGIMES.get(each.regime or "", "Not known"))
        for each in terms.parties
    ])


def _purposes(terms: Terms) -> Iterator[Block]:
    laws = catalogue.load().gateways
    yield _table(
        "Purposes", (("Purpose", "purpose"), ("Law enforcement", "law-enforcement"),
                     ("Law that allows it", "gateways")),
        [
            (each.name or each.key, _truth(each.law_enforcement), "; ".join(
                laws[one].name if one in laws else one for one in each.gateways
            ) or "Not known")
            for each in terms.purposes
        ],
    )


def _schedule(terms: Terms) -> Table:
    names = {each.key: each.name or each.key for each in terms.purposes}
    return _table(
        "What may be shared, and nothing else",
        (("Item", "item"), ("Why no less would do", "reason"), ("Marking", "marking"),
         ("For", "purposes"), ("Columns", "columns")),
        [
            (each.name or each.key, each.reason or "Not given",
             MARKINGS.get(each.marking or "", "Not known"),
             "; ".join(names.get(one, one) for one in each.purposes) or "No purpose given",
             ", ".join(each.columns) or "Not named")
            for each in terms.schedule
        ],
    )


def _section(section: Section, terms: Terms) -> Part:
    return Part(
        title=section.title, key=section.id, audience=Audience.PARTNER,
        blocks=(Fields(audience=Audience.PARTNER, fields=tuple(
            Field(label=each.label, key=each.key, value=each.said(terms),
                  audience=Audience.PARTNER)
            for each in section.fields if each.applies(terms)
        )),),
    )


_ACCESS: Mapping[str, str] = {
    "vetting": "Vetting", "logs": "Logs", "audit": "Checks", "leavers": "Leavers", "exit": "End",
}


def _direct_access(terms: Terms) -> Iterator[Part]:
    access = terms.direct_access
    if access is None:
        return
    items = {each.key: each.name or each.key for each in terms.schedule}
    roles = catalogue.load().named["role"]
    said = (
        Field(label="Roles", value="; ".join(roles.get(one, one) for one in access.roles)),
        Field(label="Items", value="; ".join(items.get(one, one) for one in access.items)),
        *(Field(label=label, value=getattr(access, key)) for key, label in _ACCESS.items()),
    )
    yield Part(
        title="Looking in our system", key="direct-access", audience=Audience.PARTNER,
        blocks=(Fields(audience=Audience.PARTNER, fields=said),),
    )


def _signatures(terms: Terms) -> Table:
    signing = {each.party: each for each in terms.signatories}
    rows = []
    for party in terms.parties:
        each = signing.get(party.ref)
        rows.append((
            party.name or party.ref, each.name if each else "", each.post if each else "",
            long_date(each.signed) if each and each.signed else "", "",
        ))
    return _table("Signed for each party", (
        ("Party", "party"), ("Name", "name"), ("Post", "post"), ("Day", "day"),
        ("Signature", "signature"),
    ), rows)


def _table(
    caption: str, columns: Sequence[tuple[str, str]], rows: Sequence[tuple[str, ...]]
) -> Table:
    return Table(
        caption=caption, columns=tuple(Column(label=label, key=key) for label, key in columns),
        rows=tuple(rows), audience=Audience.PARTNER,
    )


def _truth(said: bool | None) -> str:
    return "Not known" if said is None else "Yes" if said else "No"
