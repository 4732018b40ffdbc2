"""A value case, a review that renews, narrows or stops, a no that somebody looks at, a story."""

from datetime import timedelta

import pytest
from tests import builders_sharing as sharing
from tests.rules.test_value_cases import row

from dueregard.answers import Refused
from dueregard.ledger import queries as ledger
from dueregard.manage.agreements import queries as agreements
from dueregard.manage.value_cases import actions, queries
from dueregard.manage.value_cases.actions import Count
from dueregard.manage.value_cases.rules import Came, Found, Option, Sort, Verdict
from dueregard.people.rules import Role
from dueregard.report.publication import actions as publication
from dueregard.report.publication import queries as published
from dueregard.web.told import told


@pytest.fixture
def ref(world):
    """An agreement in force, with a row that is counted and one that is not."""
    made, by = sharing.in_force(world), world.person(Role.SHARING_OFFICER)
    actions.say(ref=made, outcome="Safer", who_benefits="Victims", dissent="", by=by, now=world.now)
    for each in (row(count=True), row(Option.NOT, Sort.HARM, text="Missed")):
        actions.add(ref=made, row=each, by=by, now=world.now)
    return made


def review(world, ref, verdict, counted=3.0, **more):
    line = queries.case(ref).to_count[0]
    given = {"words": "It helps", "next_due": world.now.date() + timedelta(days=300)} | more
    return actions.review(
        ref=ref, verdict=verdict, by=world.person(Role.DATA_PROTECTION_OFFICER), now=world.now,
        counts={line.id: Count(row_id=line.id, counted=counted, source="Our log")}, **given,
    )


def test_a_review_keeps_what_was_predicted_beside_what_was_counted(world, ref):
    world.later(days=250)
    review(world, ref, Verdict.RENEW, counted=9.0)
    line = queries.case(ref).to_count[0]
    actions.drop(row_id=line.id, by=world.lead, now=world.now)

    found = queries.case(ref).reviews[0]
    assert (found.verdict, found.early) == (Verdict.RENEW, 50)
    counted, = found.counts
    assert (counted.predicted, counted.counted, counted.came) == ("2 to 4 people", 9.0, Came.ABOVE)
    held = agreements.agreement(ref, now=world.now)
    assert held.held.version == 2
    assert held.held.review_due == world.now.date() + timedelta(days=300)
    assert queries.on_time(since=world.now - timedelta(days=1)) == (1, 1)


def test_what_was_not_counted_is_said_and_never_as_predicted(world, ref):
    with pytest.raises(Refused, match="Not counted: Reached sooner"):
        review(world, ref, Verdict.RENEW, counted=None)

    review(world, ref, Verdict.RENEW, counted=None, why_uncounted="Nobody kept a log")

    assert queries.case(ref).reviews[0].counts[0].came is Came.UNCOUNTED


@pytest.mark.parametrize("verdict", [Verdict.NARROW, Verdict.WIDEN])
def test_to_share_less_or_more_begins_a_next_version_that_nobody_has_signed(world, ref, verdict):
    review(world, ref, verdict, words="Fewer items would do")

    found = agreements.agreement(ref, now=world.now)
    assert (found.held.version, found.draft.version) == (1, 2)
    assert {each.signed for each in found.draft.signatories} == {None}
    assert found.versions[0].because == "Fewer items would do"


def test_to_stop_ends_it(world, ref):
    review(world, ref, Verdict.STOP, words="It did no good")

    assert agreements.terms_in_force(ref, at=world.now) is None
    assert agreements.agreement(ref, now=world.now).ended_because == "It did no good"


def test_a_no_is_looked_at_by_somebody_else_and_what_came_of_it_is_kept(world):
    officer = world.person(Role.SHARING_OFFICER)
    made = actions.decide_not(what="The address", reason="It is a refuge", consequences="A visit "
                              "may come late", by=officer, now=world.now)
    decision = int(made.removeprefix("not-shared-"))
    with pytest.raises(Refused, match="You decided it"):
        actions.look_at(decision_id=decision, found=Found.RIGHT, words="Yes", by=officer,
                        now=world.now)
    actions.look_at(decision_id=decision, found=Found.SHARE, words="They had a safe route",
                    by=world.person(Role.DATA_PROTECTION_OFFICER), now=world.later(days=1))
    with pytest.raises(Refused, match="already"):
        actions.look_at(decision_id=decision, found=Found.RIGHT, words="No", by=world.lead,
                        now=world.now)
    actions.say_what_came(decision_id=decision, words="She was moved a week later", by=officer,
                          now=world.later(days=9))

    line, = queries.not_shared()
    assert (line.found, line.came_of_it) == (Found.SHARE, "She was moved a week later")
    assert all("value-cases:" not in told(each).sentence for each in ledger.history(newest=6))


def test_the_public_reads_a_story_only_where_it_may(world, ref):
    by = world.person(Role.SHARING_OFFICER)
    for outside in (True, False):
        actions.tell(ref=ref, title=f"A call in time {outside}", text="A nurse was told, and went.",
                     happened_on=None, outside=outside, by=by, now=world.now)
    publication.propose(ref=ref, by=world.lead, now=world.now)

    paper = str(published.preview(ref, now=world.now).paper)

    assert "A call in time True" in paper
    assert "A call in time False" not in paper
    assert len(queries.stories()) == 2


def test_the_committee_reads_what_is_shared_and_what_not_sharing_costs_and_names_nobody(world, ref):
    from dueregard.manage.committee import queries as committee

    paper = committee.paper_for(ref, question="Should we go on?", now=world.now)

    text = str(paper)
    assert "DASH risk score" in text
    assert "Missed" in text and "Do not share" in text
    assert "No other way was looked at" in text
    for inside in ("A Person", "Head of public protection", "dash_score", "01632"):
        assert inside not in text
    assert "What would be shared" not in str(
        committee.paper_for(world.use(), question="Should we?", now=world.now))
