"""From a request to a receipt or a refusal: every step on the record, nothing over a clause."""

from datetime import timedelta

import pytest
from tests import builders_sharing as sharing

from dueregard.answers import DueRegardError, Refused
from dueregard.ledger import queries as ledger
from dueregard.ledger.models import Entry
from dueregard.ledger.processing import rules as log
from dueregard.manage.partners import actions as partners
from dueregard.manage.sharing import actions, queries
from dueregard.manage.sharing.disclosures import actions as disclosures
from dueregard.manage.sharing.disclosures import queries as given_out
from dueregard.manage.sharing.disclosures.actions import Giving
from dueregard.manage.sharing.disclosures.rules import Extract, Means
from dueregard.manage.sharing.models import SharingRequest
from dueregard.manage.sharing.queue import queries as queue
from dueregard.manage.sharing.rules import Found, State, Way
from dueregard.manage.value_cases import queries as value_cases
from dueregard.people.rules import Role
from dueregard.sharing import deciding
from dueregard.sharing.deciding import Outcome


@pytest.fixture
def ref(world):
    return sharing.in_force(world)


def officer(world):
    return world.person(Role.SHARING_OFFICER)


def sheet(world, request_id, reader=None):
    return queries.request(request_id, reader=reader, now=world.now)


def logged(op=None):
    rows = Entry.objects.filter(verb__startswith=log.PREFIX).order_by("seq")
    found = [log.from_facts(each.body["facts"]) for each in rows]
    return [each for each in found if op is None or each.op == op]


def partner_of(world, ref):
    return sharing.asking(world, ref).partner_id


# -- would it be allowed ---------------------------------------------------------------------


def test_would_it_be_allowed_keeps_nothing_but_that_a_person_was_looked_at(world, ref):
    before = Entry.objects.count()

    found = actions.would(asking=sharing.asking(world, ref), by=officer(world), now=world.now)

    assert found.outcome is Outcome.PERMIT
    assert SharingRequest.objects.count() == 0
    assert Entry.objects.count() == before + 1
    (line,) = logged()
    assert (line.op, line.subject, line.case_ref) == ("consultation", "subject-5f2e", "INC-42")
    actions.would(asking=sharing.asking(world, ref, subject=""), by=officer(world), now=world.now)
    assert Entry.objects.count() == before + 1


def test_a_name_is_no_key_of_a_person(world, ref):
    for name in ("Jane Smith", "Zoë", "x" * 81, "-x"):
        with pytest.raises(Refused, match="A name does not belong here"):
            actions.would(asking=sharing.asking(world, ref, subject=name), by=officer(world),
                          now=world.now)
        with pytest.raises(Refused, match="A name does not belong here"):
            sharing.asked(world, ref, subject=name)


# -- one person decides ----------------------------------------------------------------------


def test_from_asking_to_a_receipt(world, ref):
    made = sharing.authorised(world, ref)
    assert sheet(world, made).state is State.AUTHORISED
    number = int(disclosures.disclose(
        request_id=made, by=officer(world), now=world.later(minutes=5),
        given=Giving(recipient="A. Person, IDVA", extract=sharing.EXTRACT),
    ).removeprefix("disclosure-"))

    disclosures.acknowledge(disclosure_id=number, name="A. Person", post="IDVA",
                            by=officer(world), now=world.later(hours=1))

    kept = given_out.disclosure(number)
    assert sheet(world, made).state is State.ACKNOWLEDGED
    assert (kept.received_by, kept.received_post) == ("A. Person", "IDVA")
    (line,) = logged(log.Operation.DISCLOSURE)
    assert line.columns == ("dash_score", "dash_date")
    assert (line.rows, line.recipient, line.query_sha256) == (3, "A. Person, IDVA", "ab" * 32)
    assert (line.agreement, line.agreement_version) == (ref, 1)
    assert kept.entry == Entry.objects.filter(verb="processing:data:disclosure").get().seq
    with pytest.raises(Refused, match="receipt is here already"):
        disclosures.acknowledge(disclosure_id=number, key="key-1", by=officer(world),
                                now=world.now)


def test_what_was_decided_can_be_decided_again_from_what_was_kept(world, ref):
    made = sharing.authorised(world, ref)
    row = SharingRequest.objects.get(pk=made)

    again = deciding.again(row.decision, queries.terms_for(ref, at=world.now))

    assert again.outcome is Outcome.PERMIT
    assert deciding.to_plain(again) == row.decision


def test_asked_for_more_it_goes_back_and_comes_again(world, ref):
    made = sharing.asked(world, ref)
    actions.want_more(request_id=made, words="Which school?", by=officer(world), now=world.now)
    with pytest.raises(Refused, match="whoever asks has it"):
        actions.assess(request_id=made, by=officer(world), now=world.now)

    actions.change(request_id=made, asking=sharing.asking(world, ref, case_ref="INC-43"),
                   by=officer(world), now=world.now)

    assert sheet(world, made).state is State.REQUESTED
    assert sheet(world, made).asked.case_ref == "INC-43"


def test_a_draft_is_in_no_queue_and_its_clock_begins_when_it_is_sent(world, ref):
    by = world.person(Role.OFFICER)
    made = int(actions.ask(asking=sharing.asking(world, ref, reason=""), by=by, now=world.now,
                           draft=True).removeprefix("share-"))
    assert queue.queue(now=world.now) == ()
    with pytest.raises(Refused, match="why it is needed"):
        actions.submit(request_id=made, by=by, now=world.now)
    actions.change(request_id=made, asking=sharing.asking(world, ref), by=by, now=world.now)

    actions.submit(request_id=made, by=by, now=world.later(hours=30))

    (waits,) = queue.queue(now=world.now)
    assert waits.work.received == world.now


def test_items_outside_the_schedule_may_be_left_out_and_the_rest_go(world, ref):
    made = sharing.asked(world, ref, items=("dash-score", "criminal-record-everything"))
    actions.assess(request_id=made, by=officer(world), now=world.now)
    with pytest.raises(Refused, match="not in the agreement’s schedule|not in the agreement's"):
        actions.authorise(request_id=made, by=officer(world), now=world.now)

    actions.authorise(request_id=made, items=("dash-score",), by=officer(world), now=world.now)

    assert sheet(world, made).state is State.PARTLY
    assert sheet(world, made).columns == ("dash_score", "dash_date", "dash_assessor")
    disclosures.disclose(request_id=made, by=officer(world), now=world.now,
                         given=Giving(recipient="A", extract=sharing.EXTRACT,
                                      why_withheld="It is not in the agreement."))
    (line,) = logged(log.Operation.DISCLOSURE)
    assert (line.outcome, line.failed) == ("partly", ("decided-by-a-person",))
    kept = given_out.of_request(made)[0]
    assert kept.missing["withheld"] == [
        "criminal-record-everything is withheld. It is not in the agreement."]


def test_a_refusal_keeps_its_reason_and_consequences_and_waits_for_a_reviewer(world, ref):
    made = sharing.asked(world, ref, purpose="market-research")
    actions.assess(request_id=made, by=officer(world), now=world.now)
    with pytest.raises(Refused, match="what may come of not sharing"):
        actions.refuse(request_id=made, reason="No purpose", consequences="", by=officer(world),
                       now=world.now)

    actions.refuse(request_id=made, reason="Not what it is for", by=officer(world),
                   consequences="The survey is smaller", now=world.now)

    found = sheet(world, made)
    assert found.state is State.REFUSED
    assert [each["clause"] for each in found.kept["failed"]][0] == "purpose"
    assert all(each["yes_if"] for each in found.kept["failed"])
    waits = value_cases.not_shared_one(found.not_shared_id)
    assert (waits.reason, waits.consequences) == ("Not what it is for", "The survey is smaller")
    assert waits.found is None
    (line,) = logged(log.Operation.DISCLOSURE)
    assert (line.outcome, line.rows) == ("refused", 0)
    assert "purpose" in line.failed


# -- two people ------------------------------------------------------------------------------


def two(world, ref):
    made = sharing.asked(world, ref, people=("victim", "child"))
    actions.assess(request_id=made, by=officer(world), now=world.now)
    return made


def test_about_a_child_two_decide_and_the_first_is_hidden_until_both_are_in(world, ref):
    made, dpo = two(world, ref), world.person(Role.DATA_PROTECTION_OFFICER)
    maker = world.person(Role.DECISION_MAKER)
    with pytest.raises(Refused, match="neither is who asked"):
        actions.authorise(request_id=made, by=officer(world), now=world.now)
    actions.refuse(request_id=made, reason="Too much about the school", by=dpo,
                   consequences="A child is seen late", now=world.now)

    hidden = sheet(world, made, reader=maker.id)
    assert hidden.state is State.ASSESSED
    assert (hidden.opinions, hidden.own) == ((), None)
    assert hidden.given == (dpo.name,)
    assert sheet(world, made, reader=dpo.id).own.share is False
    said = str([each.body for each in Entry.objects.all()])
    assert "Too much about the school" not in said, "the ledger tells before both are in"
    assert logged(log.Operation.DISCLOSURE) == []
    with pytest.raises(Refused, match="Somebody else decides second"):
        actions.authorise(request_id=made, by=dpo, now=world.now)

    actions.authorise(request_id=made, by=maker, now=world.now)

    shown = sheet(world, made, reader=maker.id)
    assert shown.state is State.REFUSED, "one no is a no"
    assert [each.share for each in shown.opinions] == [False, True]
    assert shown.refused_because == "Too much about the school"


def test_of_two_only_what_both_would_share_goes(world, ref):
    made = two(world, ref)
    actions.authorise(request_id=made, items=("dash-score", "victim-identity"),
                      by=world.person(Role.DATA_PROTECTION_OFFICER), now=world.now)
    with pytest.raises(Refused, match="those who decide"):
        disclosures.disclose(request_id=made, by=officer(world), now=world.now,
                             given=Giving(recipient="A", extract=sharing.EXTRACT))

    actions.authorise(request_id=made, items=("dash-score",), by=world.lead, now=world.now)

    assert sheet(world, made).state is State.PARTLY
    assert sheet(world, made).items == ("dash-score",)


# -- giving out ------------------------------------------------------------------------------


def test_a_partner_suspended_after_the_decision_gets_nothing(world, ref):
    made = sharing.authorised(world, ref)
    partners.suspend(partner_id=partner_of(world, ref), because="A file was lost.",
                     by=world.lead, now=world.later(minutes=1))

    with pytest.raises(Refused, match="does not hold any more.*suspended"):
        disclosures.disclose(request_id=made, by=officer(world), now=world.later(minutes=1),
                             given=Giving(recipient="A", extract=sharing.EXTRACT))

    assert given_out.of_request(made) == ()
    assert sheet(world, made).state is State.AUTHORISED
    (line,) = logged(log.Operation.DISCLOSURE)
    assert (line.outcome, line.failed) == ("refused", ("suspended",))
    assert ledger.history(newest=2)[1].refused


def test_what_a_suspended_partner_was_sent_is_listed_and_can_all_be_recalled(world, ref):
    first, second = sharing.disclosed(world, ref), sharing.disclosed(world, ref)
    key = partner_of(world, ref)
    partners.suspend(partner_id=key, because="A file was lost.", by=world.lead, now=world.now)
    assert {each.id for each in given_out.of_partner(key)} == {first, second}
    disclosures.recall(disclosure_id=first, because="Lost", by=officer(world), now=world.now)

    disclosures.recall_all(partner_id=key, because="All of it", by=officer(world), now=world.now)

    kept = given_out.disclosure(second)
    assert kept.recalled_because == "All of it"
    assert sheet(world, kept.request_id).state is State.RECALLED
    assert {each.words for each in given_out.notices_to_tell()} == {"Lost", "All of it"}
    with pytest.raises(Refused, match="Nothing that it was sent is left"):
        disclosures.recall_all(partner_id=key, because="x", by=officer(world), now=world.now)


@pytest.mark.parametrize(("columns", "rows", "said"), [
    (("dash_score", "shoe_size"), 3, "column that may not go"),
    ((), 3, "None of the columns"), (("dash_score",), 0, "no rows"),
])
def test_a_file_that_is_not_cut_to_the_agreement_is_not_given(world, ref, columns, rows, said):
    made = sharing.authorised(world, ref)

    with pytest.raises(Refused, match=said):
        disclosures.disclose(
            request_id=made, by=officer(world), now=world.now, given=Giving(
                recipient="A",
                extract=Extract(columns=columns, left_out=(), rows=rows, sha256="0" * 64)),
        )

    assert given_out.of_request(made) == ()
    assert logged(log.Operation.DISCLOSURE) == []


def test_the_file_can_be_taken_once(world, ref):
    number = sharing.disclosed(world, ref)
    disclosures.collect(disclosure_id=number, by=officer(world), now=world.now)

    with pytest.raises(Refused, match="gone here"):
        disclosures.collect(disclosure_id=number, by=officer(world), now=world.now)


def test_a_correction_reaches_everybody_who_was_sent_the_same_about_the_person(world, ref):
    first = sharing.disclosed(world, ref)
    same = sharing.disclosed(world, ref)
    other = sharing.disclosed(world, ref, subject="subject-77")

    disclosures.correct(disclosure_id=first, words="The date was wrong: it is 3 May.",
                        by=officer(world), now=world.now)

    waits = {each.disclosure_id for each in given_out.notices_to_tell()}
    assert waits == {first, same}
    assert other not in waits
    notice = given_out.notices_to_tell()[0].id
    disclosures.told(notice_id=notice, whom="A. Person, by phone", by=officer(world),
                     now=world.now)
    disclosures.done(notice_id=notice, words="Put right", by=officer(world), now=world.now)
    assert len(given_out.notices_to_tell()) == 1


# -- in a hurry ------------------------------------------------------------------------------


def test_the_urgent_path_decides_and_tells_in_one_and_is_looked_at_by_another(world, ref):
    by = world.person(Role.OFFICER)
    made = disclosures.share_urgently(asking=sharing.asking(world, ref), by=by, now=world.now)
    number = int(made.removeprefix("share-"))

    found = sheet(world, number)
    assert (found.state, found.way) == (State.DISCLOSED, Way.URGENT)
    assert found.look_by - world.now == timedelta(hours=24)
    (kept,) = given_out.of_request(number)
    assert (kept.means, kept.sha256, kept.rows) == (Means.SPOKEN, "", None)
    assert "dash_score" in kept.columns
    assert [each.id for each in queries.to_look_at()] == [number]
    actions.look(request_id=number, found=Found.RIGHT, words="All needed", by=officer(world),
                 now=world.later(hours=25))
    assert queries.to_look_at() == ()
    counted = queue.counts(since=world.now - timedelta(days=9), now=world.now)
    assert (counted.urgent, counted.looked_late) == (1, 1)


def test_who_shared_in_a_hurry_does_not_look_at_it(world, ref):
    made = disclosures.share_urgently(asking=sharing.asking(world, ref), by=officer(world),
                                      now=world.now)

    with pytest.raises(Refused, match="Somebody else looks"):
        actions.look(request_id=int(made.removeprefix("share-")), found=Found.RIGHT,
                     words="Fine", by=officer(world), now=world.now)


def test_urgent_about_a_child_waits_for_a_second_and_urgent_against_the_terms_is_refused(
    world, ref
):
    by = world.person(Role.OFFICER)
    child = disclosures.share_urgently(
        asking=sharing.asking(world, ref, people=("child",)), by=by, now=world.now)
    outside = disclosures.share_urgently(
        asking=sharing.asking(world, ref, role="journalist"), by=by, now=world.now)

    numbers = [int(each.removeprefix("share-")) for each in (child, outside)]
    assert sheet(world, numbers[0]).state is State.ASSESSED
    assert sheet(world, numbers[0]).given == (by.name,)
    assert sheet(world, numbers[1]).state is State.REQUESTED
    assert [given_out.of_request(each) for each in numbers] == [(), ()]
    (line,) = logged(log.Operation.DISCLOSURE)
    assert (line.outcome, line.failed) == ("refused", ("role",))
    actions.authorise(request_id=numbers[0], by=officer(world), now=world.now)
    assert sheet(world, numbers[0]).state is State.AUTHORISED


def test_a_risk_to_life_needs_one_reason_and_is_never_silent(world):
    from dueregard.manage.sharing.actions import Asking
    from dueregard.sharing.asked import Request

    by, spoc = world.person(Role.OFFICER), officer(world)
    supervisor = world.person(Role.DECISION_MAKER)
    life = Asking(ref="", partner_id=0, request=Request(break_glass=True, reason=" "))
    with pytest.raises(Refused, match="what the risk to life is"):
        disclosures.share_for_life(asking=life, by=by, now=world.now)

    made = disclosures.share_for_life(
        asking=Asking(ref="", partner_id=0, recipient="Ambulance crew",
                      request=Request(break_glass=True, reason="He has a knife")),
        by=by, now=world.now,
    )

    number = int(made.removeprefix("share-"))
    found = sheet(world, number)
    assert (found.state, found.way) == (State.DISCLOSED, Way.LIFE)
    assert found.look_by - world.now == timedelta(hours=72)
    assert {(name, as_what) for name, as_what, _ in found.told} == {
        (spoc.name, "single point of contact"), (supervisor.name, "supervisor")}
    assert len(given_out.to_tell()) == 2
    (line,) = logged(log.Operation.DISCLOSURE)
    assert (line.reason, line.recipient, line.case_ref) == (
        "He has a knife", "Ambulance crew", made)
    assert "in-force" in line.failed
    assert queue.counts(since=world.now - timedelta(days=1), now=world.now).life == 1
    for notice, *_ in given_out.to_tell():
        disclosures.told_at_once(notice_id=notice, by=by, now=world.now)
    assert given_out.to_tell() == ()


def test_a_risk_to_life_goes_to_a_suspended_partner_too_and_says_so(world, ref):
    key = partner_of(world, ref)
    partners.suspend(partner_id=key, because="Lost a file", by=world.lead, now=world.now)

    made = disclosures.share_for_life(
        asking=sharing.asking(world, ref, break_glass=True), by=world.person(Role.OFFICER),
        now=world.now,
    )

    (kept,) = given_out.of_request(int(made.removeprefix("share-")))
    assert "The partner is suspended: nothing goes to it." in kept.passed_over


# -- the queue -------------------------------------------------------------------------------


def test_red_first_duplicates_folded_and_a_person_may_overrule(world, ref):
    quiet = {"life-now": False, "child-now": False, "missing": False, "strangulation": False}
    slow = sharing.asked(world, ref, subject="a", signs=quiet)
    world.later(hours=1)
    red = sharing.asked(world, ref, subject="b", signs={"life-now": True})
    again = sharing.asked(world, ref, subject="b", signs={"life-now": None})

    order = queue.queue(now=world.now)

    assert [[each.id for each in one.lines] for one in order] == [[red, again], [slow]]
    assert "2 reports of the same are one piece of work." in order[0].why
    with pytest.raises(DueRegardError, match="why the sheet is wrong"):
        actions.override(request_id=slow, band="red", because=" ", by=officer(world),
                         now=world.now)
    actions.override(request_id=slow, band="red", because="She rang again", by=officer(world),
                     now=world.now)
    assert queue.queue(now=world.now)[0].lines[0].id == slow
    assert any("She rang again" in each for each in queue.place(slow, now=world.now).why)


def test_lateness_and_refusals_are_told_back_to_the_sender_and_by_group(world, ref):
    late = sharing.asked(world, ref, signs={"life-now": True}, group="North", subject="a")
    sharing.asked(world, ref, subject="b", group="South")
    actions.assess(request_id=late, by=officer(world), now=world.later(hours=5))
    actions.refuse(request_id=late, reason="We hold nothing", consequences="None we know",
                   by=officer(world), now=world.now)

    senders, groups = queue.told_back(since=world.now - timedelta(days=1), now=world.now)

    (council,) = senders
    assert (council.sent, council.answered, council.late["red"], council.waiting) == (2, 1, 1, 1)
    assert [(each.name, each.late["red"]) for each in groups] == [("North", 1), ("South", 0)]
    key = partner_of(world, ref)
    assert queue.told_to(key, since=world.now - timedelta(days=1), now=world.now) == council
    assert queue.refusals_of(key, since=world.now - timedelta(days=1))[0][2] == "We hold nothing"


# -- who may ---------------------------------------------------------------------------------


def test_each_step_is_for_those_who_may(world, ref):
    made, nobody = sharing.asked(world, ref), world.person(Role.PANEL_MEMBER)
    for action, more in (
        (actions.assess, {}), (actions.authorise, {}),
        (actions.refuse, {"reason": "x", "consequences": "y"}),
        (actions.close, {"because": "x"}), (actions.want_more, {"words": "x"}),
        (actions.override, {"band": "red", "because": "x"}),
        (disclosures.disclose, {"given": Giving(recipient="x")}),
    ):
        with pytest.raises(Refused, match="This is for"):
            action(request_id=made, by=nobody, now=world.now, **more)
    with pytest.raises(Refused, match="This is for"):
        actions.ask(asking=sharing.asking(world, ref), by=nobody, now=world.now)


def test_a_partners_key_asks_and_acknowledges_by_what_allows_it(world, ref):
    from dueregard.answers import No, Yes
    from dueregard.ledger.rules import Actor

    key = Actor(id=None, name="key of Fenmarch Council", roles=frozenset({"partner"}))
    with pytest.raises(Refused, match="revoked"):
        actions.ask(asking=sharing.asking(world, ref), by=key, now=world.now, way=Way.KEY,
                    allowed=No("This key was revoked.", "key"))

    made = actions.ask(asking=sharing.asking(world, ref), by=key, now=world.now, way=Way.KEY,
                       allowed=Yes())

    assert queries.line(int(made.removeprefix("share-"))).way is Way.KEY
    number = sharing.disclosed(world, ref)
    disclosures.acknowledge(disclosure_id=number, key="key-3", by=key, now=world.now,
                            allowed=Yes())
    assert given_out.disclosure(number).received_by_key == "key-3"


def test_reading_a_request_about_a_person_is_on_the_log_and_another_is_not(world, ref):
    about = sharing.asked(world, ref)
    nobody = sharing.asked(world, ref, subject="")

    seq = actions.consult(request_id=about, by=officer(world), now=world.now)

    assert Entry.objects.get(seq=seq).verb == "processing:data:consultation"
    assert actions.consult(request_id=nobody, by=officer(world), now=world.now) is None
    assert [each.subject for each in logged()] == ["subject-5f2e"]
