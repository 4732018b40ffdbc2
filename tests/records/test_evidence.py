"""Evidence: measured here or said by somebody, never changed, only replaced."""

import pytest
from tests.builders_measure import drawn, measured, table

from dueregard.answers import DueRegardError, Missing, Refused
from dueregard.identify.evidence import actions, queries
from dueregard.identify.evidence.rules import Source
from dueregard.instruments import load
from dueregard.ledger import queries as ledger
from dueregard.people.rules import Role

LOG = """
| date       | place | threshold | faces_seen | alerts | true_confirmed | false_confirmed |
| 2024-01-10 | Soho  | 0.64      | 10000      | 12     | 11             | 1               |
| 2024-02-11 | Soho  | 0.64      | 8000       | 5      | 5              | 0               |
"""


def attached(world, ref, **values):
    given = {"title": "Our log", "lens": "fairness", "by": world.lead, "now": world.now}
    made = actions.attach(ref=ref, **(given | {"finding_json": measured(LOG).to_json()} | values))
    return int(made.removeprefix("evidence-"))


def said(world, ref, **values):
    given = {
        "title": "Accuracy", "statement": "It is 99% accurate", "source": Source.SUPPLIER,
        "said_by": "Facewise Ltd", "level": 1, "lens": "fairness", "by": world.lead,
        "now": world.now,
    }
    return int(actions.record_claim(ref=ref, **(given | values)).removeprefix("evidence-"))


def test_a_measurement_of_our_own_is_kept_at_level_four_with_its_paper(world):
    ref = world.use()

    found = queries.sheet(attached(world, ref))

    assert (found.level, found.source) == (4, Source.FORCE)
    assert found.level_name == "A test on our own data"
    assert found.statement == measured(LOG).verdict.sentence
    assert found.finding == measured(LOG).to_json()
    assert found.document.digest == found.digest
    assert found.document.title == "Our log"
    assert found.dated_on == world.now.date()


def test_a_suppliers_measurement_is_worth_less_than_our_own(world):
    ref = world.use()

    found = queries.sheet(attached(world, ref, source=Source.SUPPLIER, said_by="Facewise Ltd"))

    assert found.level == 2


def test_what_is_no_finding_is_refused_in_words_and_nothing_is_kept(world):
    ref = world.use()

    with pytest.raises(DueRegardError, match="not a finding"):
        attached(world, ref, finding_json="not JSON at all")

    assert queries.of_use(ref) == ()


def test_a_supplier_cannot_claim_a_test_on_our_own_data(world):
    ref = world.use()

    with pytest.raises(Refused) as refusal:
        said(world, ref, level=3)

    assert refusal.value.code == "level-without-source"
    assert queries.of_use(ref) == ()
    assert ledger.history(about=ref, newest=1)[0].refused


def test_the_best_tested_comes_first_and_the_list_leaves_findings_where_they_are(
    world, django_assert_num_queries
):
    ref = world.use()
    said(world, ref)
    attached(world, ref)

    with django_assert_num_queries(1) as asked:
        lines = queries.of_use(ref)

    assert [each.level for each in lines] == [4, 1]
    assert [each.measured for each in lines] == [True, False]
    assert '"document"' not in asked.captured_queries[0]["sql"]


def test_only_the_supplier_says_so_until_somebody_else_does(world):
    ref = world.use()
    said(world, ref)
    said(world, ref, lens="safety", source=Source.PUBLIC, level=0, said_by="A residents' meeting")

    before = queries.only_supplier_says(ref)
    attached(world, ref)

    assert before == ("fairness",)
    assert queries.only_supplier_says(ref) == ()


def test_replaced_evidence_stays_readable_and_no_longer_counts(world):
    ref = world.use()
    old, new = said(world, ref), attached(world, ref)

    actions.supersede(evidence_id=old, replaced_by_id=new, reason="We measured it",
                      by=world.lead, now=world.now)

    assert [each.id for each in queries.of_use(ref)] == [new]
    assert {each.id for each in queries.of_use(ref, replaced=True)} == {old, new}
    assert queries.sheet(old).replaced_by == new


def test_evidence_of_another_use_replaces_nothing(world):
    old, new = said(world, world.use()), said(world, world.use(name="Drones"))

    with pytest.raises(Refused) as refusal:
        actions.supersede(evidence_id=old, replaced_by_id=new, reason="Newer", by=world.lead,
                          now=world.now)

    assert refusal.value.code == "other-use"
    with pytest.raises(Missing):
        actions.supersede(evidence_id=old, replaced_by_id=99, reason="Newer", by=world.lead,
                          now=world.now)


def test_an_officer_attaches_nothing(world):
    ref = world.use()

    with pytest.raises(Refused):
        attached(world, ref, by=world.person(Role.OFFICER))

    with pytest.raises(Missing):
        queries.sheet(1)


CLAIM = {
    "supplier": """
        ethnicity | threshold | TPIR | FPIR
        White     | 0.6       | 89%  | 0.02%
        Black     | 0.6       | 89%  | 0.02%
    """,
    "counts": """
        ethnicity | threshold | mated | true_identified | nonmated | false_identified
        White     | 0.6       | 400   | 356             | 6000     | 1
        Black     | 0.6       | 400   | 340             | 6000     | 6
    """,
}


@pytest.mark.parametrize(
    ("claim", "source", "level"),
    [
        ("supplier", Source.SUPPLIER, 1), ("counts", Source.SUPPLIER, 2),
        ("counts", Source.FORCE, 2), ("supplier", Source.INDEPENDENT, 1),
    ],
)
def test_a_checked_claim_is_kept_at_the_level_that_it_earned(world, claim, source, level):
    found = load("claim").measure(table(*drawn(CLAIM[claim]))).to_json()

    row = attached(world, world.use(), finding_json=found, source=source, said_by="Facewise Ltd")

    kept = queries.sheet(row)
    assert kept.level == level
    assert f"evidence level {level} of 5" in kept.statement
