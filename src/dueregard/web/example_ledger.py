"""What the example force's ledger shows beside its stories: a witness, and some looks at records.

Without it whoever tries the example would see a list of heads that nobody outside signed, and a
log of processing with nothing in it.
"""

from datetime import datetime

from dueregard.ledger import notes
from dueregard.ledger.heads import actions as heads
from dueregard.ledger.heads import queries as signed
from dueregard.ledger.notes import Kind, Note
from dueregard.ledger.processing import actions as processing
from dueregard.ledger.processing.rules import Operation, Outcome, Processing
from dueregard.ledger.rules import Actor
from dueregard.ledger.witnesses import actions as witnesses
from dueregard.people.rules import may
from dueregard.web import ledger_signing

BODY = "Office of the Police and Crime Commissioner (made up)"
NAME = "opcc.example.org/one"

_LOOKED = Processing(
    op=Operation.CONSULTATION, system="Custody", data_class="Custody record",
    columns=("arrested_on", "offence"), rows=1, subject="subject-5f2e",
    reason="To plan a bail visit", case_ref="INC-118", team="Neighbourhood team",
)
LOGGED = (
    _LOOKED,
    Processing(
        op=Operation.COMBINATION, system="Custody and Crime", data_class="Records of one person",
        columns=("date_of_birth", "postcode"), rows=14, subject="subject-5f2e",
        reason="To see whether risk has risen", case_ref="INC-118", team="Public protection",
    ),
    Processing(
        op=Operation.DISCLOSURE, system="Custody", data_class="Custody record",
        columns=("bail_conditions",), rows=1, subject="subject-5f2e",
        recipient="Example Council, children's services", reason="Child protection enquiry",
        case_ref="INC-118", team="Public protection",
    ),
    Processing(
        op=Operation.DISCLOSURE, system="Custody", data_class="Custody record", rows=0,
        subject="subject-b1c4", recipient="Example Housing", reason="Tenancy check",
        case_ref="REQ-31", outcome=Outcome.REFUSED, failed=("purpose", "agreement in force"),
        team="Information sharing",
    ),
)


def play(*, looked: Actor, by: Actor, now: datetime) -> None:
    """Somebody looks at records, the head is signed, and a witness signs it too.

    The witness's key is thrown away: nobody can sign on in its name.
    """
    processing.record_many(LOGGED, by=looked, now=now)
    key = ledger_signing.signer()
    opcc = notes.new_signer(NAME, Kind.WITNESS)
    allowed = may(by, "ledger.witness")
    witnesses.trust(body=BODY, key=opcc.key.text, own=key.name, allowed=allowed, by=by, now=now)
    size = heads.sign(signer=key, now=now)[-1]
    note = notes.note_from_text(signed.signed(size).note)
    line = notes.cosigned(note.text, opcc, at=now)
    witnesses.take_in(
        note=str(Note(text=note.text, signatures=(*note.signatures, line))), allowed=allowed,
        by=by, now=now,
    )
