"""An agreement from a preset to being in force, and an old one of which every gap is named."""

from datetime import date, timedelta

import pytest
from tests import builders_sharing as sharing

from dueregard.answers import DueRegardError, Refused
from dueregard.documents import FORMATS
from dueregard.documents.audience import Audience
from dueregard.identify.register import actions as register
from dueregard.identify.register import queries as uses
from dueregard.identify.register.rules import Status
from dueregard.ledger import queries as ledger
from dueregard.manage.agreements import actions, direct_access, queries
from dueregard.manage.agreements.rules import Phase, State
from dueregard.manage.partners import actions as partners
from dueregard.people.rules import Role
from dueregard.sharing.asked import Request
from dueregard.sharing.completeness import HEADINGS
from dueregard.sharing.deciding import Outcome, decide
from dueregard.sharing.terms import Marking
from dueregard.web.told import told


def officer(world):
    return world.person(Role.SHARING_OFFICER)


def sheet(world, ref):
    return queries.agreement(ref, now=world.now)


def test_a_preset_brings_items_with_reasons_and_leaves_open_what_it_cannot_know(world):
    ref = sharing.draft(world)

    found = sheet(world, ref)
    assert len(found.terms.schedule) >= 15
    assert all(each.reason and each.columns and each.purposes for each in found.terms.schedule)
    assert [each.ref for each in found.terms.parties][0] == "force"
    assert found.terms.parties[1].name == "Fenmarch Council"
    headings = [each.heading for each in found.gaps]
    assert {"value-case", "dpia", "review-due", "signatories"} <= set(headings)
    assert not {"reasons", "purposes", "partners"} & set(headings)
    assert queries.terms_in_force(ref, at=world.now) is None


def test_in_force_needs_every_gap_filled_every_signature_and_the_decision(world):
    ref = sharing.filled(world, sharing.use(world, status=Status.ASSESSMENT))
    dpo = world.person(Role.DATA_PROTECTION_OFFICER)
    with pytest.raises(Refused, match="signatures"):
        actions.bring_into_force(ref=ref, by=dpo, now=world.now)
    for party in sheet(world, ref).terms.parties:
        actions.sign(ref=ref, party=party.ref, name="A", post="Director",
                     signed=world.now.date(), by=officer(world), now=world.now)
    assert sheet(world, ref).gaps == ()

    with pytest.raises(Refused, match="not decided yet"):
        actions.bring_into_force(ref=ref, by=dpo, now=world.now)

    assert ledger.history(newest=1)[0].refused
    assert queries.terms_in_force(ref, at=world.now) is None


def test_the_terms_in_force_at_a_time_are_those_of_that_time(world):
    ref = sharing.in_force(world)
    first, began = queries.terms_in_force(ref, at=world.now), world.now
    actions.write(ref=ref, values={"frequency": "Every month"}, because="Fewer cases",
                  by=officer(world), now=world.later(days=10))
    assert queries.terms_in_force(ref, at=world.now) == first, "a draft changes nothing"
    assert [each.signed for each in sheet(world, ref).draft.signatories] == [None, None]
    for party in first.parties:
        actions.sign(ref=ref, party=party.ref, name="B", post="Director",
                     signed=world.now.date(), by=officer(world), now=world.now)
    actions.bring_into_force(ref=ref, by=world.lead, now=world.later(days=1))

    second = queries.terms_in_force(ref, at=world.now)
    assert (second.version, second.frequency) == (2, "Every month")
    assert second.supersedes == first.policy_sha256
    assert queries.terms_in_force(ref, at=began + timedelta(days=1)) == first
    assert queries.terms_in_force(ref, at=began - timedelta(seconds=1)) is None
    assert queries.terms_by_digest(first.policy_sha256) == first
    assert [each.state for each in sheet(world, ref).versions] == [State.IN_FORCE, State.REPLACED]


def test_changing_the_draft_takes_signatures_away_and_signing_does_not(world):
    ref = sharing.signed(world)

    actions.write(ref=ref, values={"retention": "Two years"}, by=officer(world), now=world.now)

    assert [each.signed for each in sheet(world, ref).terms.signatories] == [None, None]
    assert "signatories" in [each.heading for each in sheet(world, ref).gaps]


def test_a_request_is_decided_on_what_the_record_says_of_agreement_and_partner(world):
    ref = sharing.in_force(world)
    party = sheet(world, ref).standings[0][0]
    partner_id = int(party.ref.removeprefix("partner-"))
    terms = queries.terms_in_force(ref, at=world.now)
    asked = Request(
        partner=party.ref, purpose="help-victims", role="idva", items=("dash-score",),
        people=("victim",), marking=Marking.OFFICIAL_SENSITIVE, passed_to=(), automated=False,
        case_ref="42", reason="She is seen tonight",
    )

    def answer():
        facts = queries.facts_for(ref, partner_id=partner_id, now=world.now)
        return decide(terms, asked, facts, now=world.now)

    assert answer().outcome is Outcome.PERMIT
    partners.suspend(partner_id=partner_id, because="Lost a file", by=world.lead, now=world.now)
    assert answer().failed == ("suspended",)
    actions.end(ref=ref, because="Replaced by another", by=world.lead, now=world.later(hours=1))
    assert set(answer().failed) == {"in-force", "suspended"}


def test_a_use_that_is_paused_withdraws_its_agreement(world):
    ref = sharing.in_force(world)
    partner_id = int(sheet(world, ref).standings[0][0].ref.removeprefix("partner-"))

    register.move(ref=ref, to=Status.PAUSED, reason="We look at it", by=world.lead,
                  now=world.later(days=1))

    assert queries.facts_for(ref, partner_id=partner_id, now=world.now).withdrawn is True


def test_a_list_of_2018_is_brought_in_and_fails_on_each_heading_it_is_silent_on(world, tmp_path):
    sharing.partner(world, "Fenmarch Council")
    path = tmp_path / "isas.csv"
    path.write_text(
        "ISA ref,Title,Purpose,Partners,Date in force,Date of review,Protective marking\n"
        "ISA 7,Anti-social behaviour,Reduce crime,Fenmarch Council; The Trust,12/03/2018,"
        "12/09/2018,RESTRICTED\n"
        "ISA 8,,Something,,,,\n", encoding="utf-8",
    )

    made, aside = actions.bring_in_list(path=path, name="isas.csv", by=officer(world),
                                        now=world.now)

    assert aside == ("Row 3 has no title, and was left out.",)
    found = sheet(world, made)
    assert found.use.status is Status.LIVE and found.use.imported
    assert found.brought_from == "isas.csv"
    assert [each.name for each in found.terms.parties] == [
        "Test Constabulary", "Fenmarch Council", "The Trust",
    ]
    assert found.terms.starts == date(2018, 3, 12)
    assert "RESTRICTED" in found.unread[0]
    silent = {each.id for each in HEADINGS} - {"title", "starts", "direct-access"}
    assert {each.heading for each in found.gaps} == silent | {"partners"}
    said = {each.heading: each.sentence for each in found.gaps}
    assert said["review-due"] == "Its review was due on 12 September 2018."
    assert said["partners"].endswith("nobody vets them: The Trust.")
    assert not found.in_force


def test_a_row_for_a_use_that_has_an_agreement_is_left_out_and_said(world, tmp_path):
    ref = sharing.draft(world)
    path = tmp_path / "isas.csv"
    path.write_text(f"Title,Purpose\n{uses.sheet(ref).name},Safety\nAnother,Safety\n")

    made, aside = actions.bring_in_list(path=path, name="isas.csv", by=officer(world),
                                        now=world.now)

    assert len(made.split()) == 1
    assert "has an agreement already" in aside[0]


def test_a_file_that_is_no_list_is_refused_in_words_and_leaves_nothing(world, tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("when,who\nnow,me\n")

    with pytest.raises(DueRegardError, match="No column of this row is known"):
        actions.bring_in_list(path=path, name="log.csv", by=officer(world), now=world.now)

    assert queries.agreements(now=world.now) == ()


def test_direct_access_is_a_gap_until_each_needed_answer_is_yes(world):
    ref = sharing.draft(world)
    partner_id = int(sheet(world, ref).standings[0][0].ref.removeprefix("partner-"))
    actions.write(ref=ref, values={"means": ["direct-access"]}, by=officer(world), now=world.now)
    answers = {each.id: {"found": "yes", "words": "Seen"} for each in direct_access.questions()}
    no = answers | {"leavers": {"found": "dont-know", "words": ""}}

    actions.assess_direct_access(ref=ref, partner_id=partner_id, answers=no, by=officer(world),
                                 now=world.now)
    before = sheet(world, ref)
    actions.assess_direct_access(ref=ref, partner_id=partner_id, answers=answers,
                                 by=officer(world), now=world.later(days=1))

    assert [each.id for each in before.checks[0].in_the_way] == ["leavers"]
    assert "direct-access-assessed" in [each.heading for each in before.gaps]
    assert "direct-access-assessed" not in [each.heading for each in sheet(world, ref).gaps]


def test_the_paper_to_sign_has_every_part_in_every_format_and_is_not_for_the_public(world):
    ref = sharing.signed(world)
    paper = queries.document(ref, now=world.now)

    text = FORMATS[".md"].write(paper).decode()
    for said in ("DASH risk score", "Fenmarch Council", "For each case", "DPIA 12", "A Person",
                 "UK GDPR", "Within an hour"):
        assert said in text, said
    assert FORMATS[".odt"].write(paper)
    assert paper.for_audience(Audience.PUBLIC).parts == ()
    assert "not ready to sign" not in text
    assert "not ready to sign" in FORMATS[".md"].write(
        queries.document(
            sharing.draft(world, sharing.use(world, "Another"), partner_ids=[]), now=world.now
        )
    ).decode()


def test_what_was_said_wrong_is_refused_in_words(world):
    ref = sharing.draft(world)
    given = {"by": officer(world), "now": world.now}

    with pytest.raises(DueRegardError, match="is not a date"):
        actions.write(ref=ref, values={"starts": "soon"}, **given)
    with pytest.raises(DueRegardError, match="not asked here"):
        actions.write(ref=ref, values={"colour": "blue"}, **given)
    with pytest.raises(Refused, match="has an agreement already"):
        actions.begin(ref=ref, preset="", partner_ids=[], **given)
    with pytest.raises(Refused, match="Only a use that shares"):
        actions.begin(ref=world.use(), preset="", partner_ids=[], **given)
    with pytest.raises(Refused, match="This is for"):
        actions.write(ref=ref, values={"title": "Mine"}, by=world.person(Role.OFFICER),
                      now=world.now)


def test_what_was_done_is_told_in_sentences(world):
    ref = sharing.in_force(world)
    actions.end(ref=ref, because="It was replaced.", by=world.lead, now=world.now)

    said = [told(each) for each in ledger.history(newest=12)]

    assert all("agreements:" not in each.sentence for each in said)
    assert "ended an agreement" in said[0].sentence
    assert sheet(world, ref).clock.phase is Phase.FRESH


def test_the_list_of_agreements_costs_no_more_for_more(world, django_assert_num_queries):
    for number in range(3):
        sharing.draft(world, sharing.use(world, f"Sharing {number}"), partner_ids=[])

    with django_assert_num_queries(2):
        assert len(queries.agreements(now=world.now)) == 3
