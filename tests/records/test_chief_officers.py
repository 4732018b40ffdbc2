"""One side for chief officers: what the record shows, what it cannot, on one page at most."""

from datetime import timedelta

import pytest
from tests.documents.pages_of import pages

from dueregard.desk import chief_officers
from dueregard.desk.chief_officers import LONGEST, MOST
from dueregard.identify.register import actions as register
from dueregard.identify.register import queries
from dueregard.identify.register.rules import IN_USE, Status
from dueregard.manage.conditions import queries as conditions
from dueregard.manage.reviews.rules import REVIEWED_ON_TIME
from dueregard.people.rules import Role, may


def section(world, key):
    found = chief_officers.side(now=world.now)
    return next(each for each in found.sections if each.key == key)


def texts(world, key):
    return [each.text for each in section(world, key).lines]


def in_use(world, **values):
    ref = world.use(**values)
    register.move_as_decided(
        ref=ref, to=Status.LIVE, reason="", by=world.person(Role.DECISION_MAKER), now=world.now,
        review_on=None,
    )
    return ref


def test_an_empty_register_shows_nothing_and_claims_nothing(world):
    side = chief_officers.side(now=world.now)

    text = chief_officers.as_document(side, made_at="2026-11-02").canonical().lower()

    assert [each.told for each in side.sections] == ["None shown"] * 5
    assert "covered" not in text
    assert text.count("not shown: ") == 5
    assert "that is not the same as being in order" in text


def test_what_is_live_without_a_recorded_decision_is_shown(world):
    decided = world.matter(to="decided")
    undecided = in_use(world, name="A quiet tool")

    found = section(world, "undecided")

    assert decided
    assert found.count == 1
    assert [each.key for each in found.lines] == [undecided]
    assert found.lines[0].text == f"A quiet tool ({undecided}): live"


def test_a_condition_past_its_day_is_shown_though_the_clock_has_not_settled_it(world):
    ref = world.use()
    world.condition(ref)
    due = conditions.by_use(ref)[0].due_on

    before = section(world, "lapsed").count
    world.later(days=(due - world.now.date()).days + 1)
    after = section(world, "lapsed")

    assert before == 0
    assert after.count == 1
    assert "Do thing 1" in after.lines[0].text
    assert after.lines[0].link == "condition"


def test_advice_is_unanswered_until_somebody_replies_and_the_days_are_counted(world):
    advised = world.matter(world.use(name="Advised"), to="advised")
    world.matter(world.use(name="Replied"), to="replied")
    world.later(days=29)

    found = section(world, "unanswered")

    assert [each.key for each in found.lines] == [advised]
    assert "29 days waiting, since 2 November 2026" in found.lines[0].text


@pytest.mark.parametrize(("days", "shown"), [(31, True), (32, False)])
def test_a_decision_is_due_within_thirty_one_days(world, days, shown):
    world.matter(world.use(name="Soon"), days=days)

    assert bool(section(world, "due").count) == shown


def test_a_matter_that_waits_for_its_decision_is_due_now(world):
    world.matter(world.use(name="Replied"), to="replied")

    assert "the decision is next" in texts(world, "due")[0]


@pytest.mark.parametrize(("days", "due", "overdue"), [
    (0, 1, 0), (31, 1, 0), (32, 0, 0), (-1, 0, 1),
])
def test_a_review_is_due_on_its_day_and_overdue_after_it(world, days, due, overdue):
    ref = world.use(name="Watched")
    world.later(days=60)
    register.move_as_decided(
        ref=ref, to=Status.LIVE, reason="", by=world.person(Role.DECISION_MAKER), now=world.now,
        review_on=world.now.date() + timedelta(days=days),
    )

    assert (section(world, "due").count, section(world, "overdue").count) == (due, overdue)


def test_a_use_without_a_review_date_is_said_to_be_not_shown(world):
    in_use(world)

    assert "1 use in use or paused" in section(world, "overdue").not_shown
    assert section(world, "overdue").told == "None shown"
    assert "no condition is on record" in section(world, "lapsed").not_shown


def test_what_is_stopped_troubles_no_chief_officer(world):
    ref = in_use(world)
    register.move(ref=ref, to=Status.STOPPED, reason="Enough", by=world.lead, now=world.now)

    assert [each.count for each in chief_officers.side(now=world.now).sections] == [0] * 5


def test_the_side_counts_what_the_list_counts(world):
    """Only a few lines stand on it; the figure beside them is of all there are."""
    for number in range(9):
        in_use(world, name=f"Tool {number}")

    found = section(world, "undecided")

    assert (found.count, len(found.lines), found.more) == (9, 5, 4)
    assert found.count == queries.matching("").filter(status__in=IN_USE).count()


def test_the_side_is_made_in_few_questions_however_many_uses(
    world, django_assert_max_num_queries
):
    for number in range(12):
        in_use(world, name=f"Tool {number}")

    with django_assert_max_num_queries(14):
        chief_officers.side(now=world.now)


def test_the_side_fits_on_one_page_however_much_there_is_to_show(world):
    pytest.importorskip("weasyprint")
    side = chief_officers.side(now=world.now)
    long = chief_officers.Line(text=("A long name for a tool " * 5)[:LONGEST], link="use", key="x")
    full = tuple(
        chief_officers.Section(key=each.key, title=each.title, count=99_999, lines=(long,) * MOST,
                               not_shown=each.not_shown)
        for each in side.sections
    )

    whole = chief_officers.as_document(
        chief_officers.Side(force="A Constabulary", on=side.on, uses=10_000, sections=full),
        made_at="2026-11-02T10:00:00+00:00",
    )

    assert pages(whole)[0] == 1


def test_no_line_of_the_side_is_longer_than_the_page_has_room_for(world):
    name = "A long name for a tool that does very much and more " * 3
    ref = in_use(world, name=name)
    world.condition(ref)
    world.matter(world.use(name=name), to="advised")
    world.matter(world.use(name=f"1 {name}"), days=5)
    world.later(days=400)

    lines = [each.text for one in chief_officers.side(now=world.now).sections
             for each in one.lines]

    assert len(lines) >= 4
    assert max(map(len, lines)) <= LONGEST


@pytest.mark.parametrize(("role", "allowed"), [
    (Role.DECISION_MAKER, True), (Role.ETHICS_LEAD, True), (Role.INSPECTOR, True),
    (Role.PROJECT_LEAD, False), (Role.OFFICER, False), (Role.COMMITTEE_CHAIR, False),
    (Role.PANEL_MEMBER, False),
])
def test_only_those_who_answer_for_it_see_the_side(world, role, allowed):
    assert bool(may(world.person(role), "chief-officers.read")) == allowed


def test_paused_uses_still_have_their_reviews_watched():
    assert Status.PAUSED in REVIEWED_ON_TIME
