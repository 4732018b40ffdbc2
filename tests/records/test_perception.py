"""A wave asked, measured, recorded and told of, through the actions; the next shows what closed."""

from datetime import timedelta

import pytest
from tests import example_force
from tests.spec.perception.survey import survey

from dueregard.answers import DueRegardError, Refused
from dueregard.documents.audience import Audience
from dueregard.identify.register import actions as register
from dueregard.identify.register.rules import Status
from dueregard.instruments import perception as instrument
from dueregard.ledger.models import Entry
from dueregard.people.rules import Role
from dueregard.report.perception import actions, queries
from dueregard.report.perception.rules import Move, Told, truth_table

COLUMNS = ["uses_drones", "uses_live-facial-recognition"]


def told(world, name="Wave 1"):
    day = world.now.date()
    return Told(
        name=name, asked_from=day - timedelta(days=9), asked_to=day - timedelta(days=2),
        asked_by="A university", asked_whom="Addresses drawn by lot", asked_how="At the door",
        sample="300 answered",
    )


def ask(world, *answers, name="Wave 1", often=None, sha256=None, by=None, **options):
    """A wave measured beside the register as it stands, and kept."""
    facts = queries.actual(often=often or {})
    finding = instrument.measure(
        survey([*options.pop("columns", ()), *COLUMNS], *answers),
        options={"actual": truth_table(facts), **options},
    )
    made = actions.record(
        told=told(world, name), finding_json=finding.to_json(), facts=facts,
        sha256=sha256 or name.encode().hex().ljust(64, "0"), file_name="answers.csv",
        by=by or world.person(Role.ANALYST), now=world.now,
    )
    return int(made.removeprefix("wave-"))


@pytest.fixture
def force(world):
    """One that has refused drones and has live facial recognition on trial."""
    world.matter(world.use(), to="decided")
    drones = world.use(name="Drones", technology="drones")
    register.move(ref=drones, to=Status.NOT_USED, reason="Nobody wants them", by=world.lead,
                  now=world.now)
    return world


def test_what_is_true_comes_from_the_register_and_silence_is_no_no(force):
    facts = {each.technology: each for each in queries.actual(often={"drones": "every-week"})}

    assert facts["drones"].used is False and facts["drones"].often == ""
    assert facts["live-facial-recognition"].used is True
    assert facts["anpr"].used is None
    assert facts["anpr"].because == "Our list of tools says nothing of it."


def test_a_use_that_is_also_of_another_technology_counts_as_both(force):
    ref = force.use(name="Camera drone")
    force.matter(ref, to="decided")
    register.state_facts(ref=ref, facts={"also": "anpr"}, by=force.lead, now=force.now)

    assert next(each for each in queries.actual(often={}) if each.technology == "anpr").used


def test_a_wave_is_kept_with_what_was_true_that_day(force):
    wave = ask(force, (120, "yes", "yes"), (80, "no", "yes"))

    found = queries.sheet(wave)
    drones, faces = found.beliefs
    assert (drones.technology, drones.used, drones.think) == ("drones", False, 0.6)
    assert (faces.used, faces.gap) == (True, 0.0)
    assert found.suggested == ("drones",)
    assert found.drifted == ()


def test_it_is_said_where_the_register_has_moved_on_since(force):
    wave = ask(force, (120, "yes", "yes"), (80, "no", "yes"))
    [faces] = [each.ref for each in _uses() if each.status is Status.TRIAL]
    force.later(days=3)

    register.move(ref=faces, to=Status.STOPPED, reason="It did not help", by=force.lead,
                  now=force.now)

    assert queries.sheet(wave).drifted == ("cameras that look for faces in a crowd",)


def _uses():
    from dueregard.identify.register import queries as register_queries

    return register_queries.listing().lines


def test_the_cards_are_a_paper_for_the_public_and_hold_nothing_narrower(force):
    wave = ask(force, (120, "yes", "no"), (80, "no", "yes"))
    actions.pick(wave_id=wave, picked={"drones": "We say so on our page."}, by=force.lead,
                 now=force.now)

    paper = queries.document(wave, now=force.now)

    assert paper.audience is Audience.PUBLIC
    assert paper.for_audience(Audience.PUBLIC) == paper
    text = paper.canonical()
    assert "We say so on our page." in text
    for hidden in ("answers.csv", "use-000", force.person(Role.ANALYST).name, "Nobody wants"):
        assert hidden not in text


def test_the_next_wave_shows_that_the_gap_closed(force):
    ask(force, (150, "yes", "yes"), (50, "no", "yes"))
    force.later(days=200)
    second = ask(force, (80, "yes", "yes"), (120, "no", "yes"), name="Wave 2")

    found = queries.sheet(second)
    assert found.before == "Wave 1"
    assert found.moved["drones"].move is Move.CLOSED
    assert found.moved["live-facial-recognition"].move is Move.CANNOT_TELL
    actions.pick(wave_id=second, picked={"drones": "We say so."}, by=force.lead, now=force.now)
    assert "More people have it right than in Wave 1" in queries.document(
        second, now=force.now).canonical()


def test_picking_again_replaces_the_cards_and_both_times_are_in_the_ledger(force):
    wave = ask(force, (120, "yes", "no"), (80, "no", "yes"))
    for doing in ("First words", "Second words"):
        actions.pick(wave_id=wave, picked={"drones": doing}, by=force.lead, now=force.now)

    assert queries.sheet(wave).picked == {"drones": "Second words"}
    assert Entry.objects.filter(verb="perception:cards:pick", refused=False).count() == 2


def test_the_same_answers_or_name_again_and_several_waves_in_one_file_are_refused(force):
    ask(force, (120, "yes", "yes"), sha256="b" * 64)

    with pytest.raises(Refused, match="These very answers"):
        ask(force, (120, "yes", "yes"), sha256="b" * 64, name="Wave 2")
    with pytest.raises(Refused, match="a wave of that name"):
        ask(force, (90, "yes", "yes"), sha256="c" * 64)
    with pytest.raises(DueRegardError, match="more than one wave"):
        ask(force, (90, "1", "yes", "yes"), (90, "2", "no", "yes"), name="Both",
            columns=["wave"], wave="wave")


@pytest.mark.parametrize("role", [Role.PROJECT_LEAD, Role.OFFICER, Role.INSPECTOR])
def test_who_may_not_record_or_pick_is_refused(force, role):
    wave = ask(force, (120, "yes", "yes"))

    with pytest.raises(Refused):
        ask(force, (120, "yes", "yes"), name="Wave 2", by=force.person(role))
    with pytest.raises(Refused):
        actions.pick(wave_id=wave, picked={}, by=force.person(role), now=force.now)


@pytest.mark.xdist_group(example_force.GROUP)
@pytest.mark.django_db(databases=["default", "public"])
def test_the_three_largest_gaps_of_the_example_force_each_have_a_card(db, now):
    from dueregard.lenses.plain_words import EASY_GRADE, reading
    from dueregard.report.publication.plain_words import lines

    example_force.lay_down(now=now)

    [wave] = queries.waves()
    found = queries.sheet(wave.id)
    largest = [each.technology for each in found.beliefs if each.gap is not None][:3]
    assert set(largest) <= set(found.picked)
    assert {each.used for each in found.beliefs if each.technology in found.picked} == {
        True, False}
    paper = queries.document(wave.id, now=now)
    assert reading(line.text for line in lines(paper)).grade <= EASY_GRADE
