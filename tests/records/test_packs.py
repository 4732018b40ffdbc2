"""Packs: brought in from a file and checked whole, in force at once, withdrawn with a reason."""

import pytest
from tests.builders_packs import newer, rev_up, robots, title_of, without

from dueregard.answers import DueRegardError, Missing, Refused
from dueregard.identify.packs import actions, queries
from dueregard.identify.packs.models import PackRelease
from dueregard.identify.points import actions as points
from dueregard.identify.points import queries as raised
from dueregard.identify.register import actions as register
from dueregard.ledger import queries as ledger
from dueregard.lenses import bank as banks
from dueregard.lenses.shapes import GENERIC, NOT_REVIEWED
from dueregard.people.rules import Role
from dueregard.prioritise.assessment import actions as assessment
from dueregard.prioritise.assessment import queries as assessments

LFR = "live-facial-recognition"
TITLE = title_of(LFR, "lfr.r01")
NEW_TITLE = "Someone with nothing to hide is stopped"


def bring_in(world, content, **values):
    return actions.bring_in(content=content, by=world.lead, now=world.now, **values)


def reworded(version="9.0.0"):
    """A newer pack in which one point has another title, and says so by its rev."""
    return newer(
        LFR, rev_up(LFR, "lfr.r01"), (TITLE, NEW_TITLE),
        version=version,
    )


def titles(ref):
    return {each.title for each in raised.raised_now(ref)}


def test_without_a_file_what_is_asked_is_what_the_software_ships(world, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert queries.bank() is banks.load()


def test_a_newer_pack_is_in_force_at_once_for_points_facts_and_pins(world):
    ref = world.use()

    made = bring_in(world, reworded(), note="From the national team")

    sheet = queries.sheet(LFR)
    assert made == f"pack-{LFR}"
    assert (sheet.pack.version, sheet.release.by_name) == ("9.0.0", world.lead.name)
    assert (sheet.release.state, sheet.release.note) == (
        queries.IN_FORCE, "From the national team"
    )
    assert NEW_TITLE in titles(ref)
    assert TITLE not in titles(ref)


def test_asking_again_reads_no_pack_again(world, django_assert_num_queries):
    bring_in(world, reworded())
    first = queries.bank()

    with django_assert_num_queries(1):
        assert queries.bank() is first


def test_an_assessment_pins_the_pack_in_force_and_an_older_one_keeps_its_own(world):
    before, after = world.points(), world.points()
    assessment.open_(ref=before, by=world.lead, now=world.now)
    pinned = assessments.latest(before).packs

    bring_in(world, reworded())
    assessment.open_(ref=after, by=world.lead, now=world.now)

    pins = {each.id: each for each in assessments.latest(after).packs}
    assert assessments.latest(before).packs == pinned
    assert pins[LFR].version == "9.0.0"
    assert pins[LFR].digest == queries.bank().packs[LFR].digest
    assert pins["questions"].digest != {each.id: each.digest for each in pinned}["questions"]


def test_a_pack_for_a_new_technology_can_be_chosen_and_its_facts_stated(world):
    bring_in(world, robots())

    ref = world.use(name="A robot dog", technology="robot-dogs")
    register.state_facts(ref=ref, facts={"dog_people_below": ""}, by=world.lead, now=world.now)
    points.raise_from_packs(ref=ref, by=world.lead, now=world.now)

    [technology] = [each for each in queries.bank().register if each.key == "technology"]
    values = [each.value for each in technology.options]
    assert values.index("robot-dogs") == len(values) - 2
    assert queries.kinds(["robot-dogs"])["robot-dogs"] == "Robot dogs"
    assert any(each.pack == "robot-dogs" for each in raised.raised_now(ref))


def test_a_pack_says_who_has_reviewed_it_or_that_nobody_has(world):
    review = '\n[[review]]\nby = "Detective inspector, intelligence, a force"\non = 2026-05-01\n'
    bring_in(world, newer("drones") + review.encode())

    packs = queries.bank().packs

    assert packs["drones"].reviewed == (
        "Reviewed by Detective inspector, intelligence, a force, on 1 May 2026."
    )
    assert packs["anpr"].reviewed == NOT_REVIEWED


def test_a_review_that_is_still_to_come_is_refused(world):
    review = b'\n[[review]]\nby = "Sergeant, a force"\non = 2027-05-01\n'

    with pytest.raises(DueRegardError, match="still to come"):
        bring_in(world, newer("drones") + review)


def test_a_pack_may_bring_the_precedents_that_it_cites(world):
    told = (
        b'\n[[precedent]]\nid = "robot-2026"\ntitle = "A robot fell"\ndate = "2026-01"\n'
        b'source = "A made-up source"\nwhat = "It fell on a foot."\nsource_read = true\n'
    )

    bring_in(world, newer("drones") + told)

    assert queries.bank().precedents["robot-2026"].title == "A robot fell"
    assert "robot-2026" not in banks.load().precedents


FAULTS = {
    "no-toml": (lambda: b"id = [", "cannot be read"),
    "no-id": (lambda: b'name = "x"', "does not say at its head which pack"),
    "not-utf-8": (lambda: "id = \"café\"".encode("latin-1"), "not saved as UTF-8"),
    "a-path": (lambda: b'id = "../../etc"', "does not say at its head which pack"),
    "not-newer": (lambda: newer(LFR, version="0.10.9"), r"version \d+\.\d+\.\d+ is in force"),
    "no-version": (lambda: newer(LFR, version="next"), "three numbers"),
    "words-not-rev": (lambda: newer(LFR, (TITLE, NEW_TITLE)), r"lfr\.r01: its words changed"),
    "vanished": (
        lambda: without(newer(LFR).decode(), "lfr.r02").encode(), r"lfr\.r02 has vanished"
    ),
    "another-pack": (
        lambda: newer(LFR, ('id = "lfr.r01"', 'id = "anpr.r01"')), r"anpr\.r01: this id is already"
    ),
    "hard": (
        lambda: newer(LFR, (TITLE, "Algorithmic misidentification occasions detention")),
        r"lfr\.r01: its title reads at grade",
    ),
    "law": (
        lambda: newer(LFR, ('id = "lfr.r01"', 'id = "lfr.r01"\nlaw = ["law.999"]')),
        r"lfr\.r01: it cites the legal rule “law\.999”",
    ),
    "no-instrument": (
        lambda: newer(LFR, (
            *rev_up(LFR, "lfr.r03", 'instrument = "dowsing"\n'),
        )),
        r"lfr\.r03: there is no instrument “dowsing”",
    ),
    "too-long": (
        lambda: newer(LFR, (TITLE, "We go on. " * 30)), r"lfr\.r01: its title has 299 characters"
    ),
    "lists-in-lists": (lambda: b"id = " + b"[" * 90_000, "lists within lists"),
    "odd-value": (
        lambda: newer(LFR, ('op = "in", value = [', 'op = "in", value = [["x"], ')),
        r"its condition says .* may be “\['x'\]”",
    ),
    "never-had": (
        lambda: newer(LFR, ('id = "live', 'retired = ["lfr.r99"]\nid = "live')),
        r"lfr\.r99 is among the retired, and no pack ever had it",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_with_a_fault_is_refused_in_a_sentence_and_nothing_is_kept(world, fault):
    content, said = FAULTS[fault]

    with pytest.raises(DueRegardError, match=said):
        bring_in(world, content())

    assert not PackRelease.objects.exists()
    assert queries.bank() is banks.load()


def test_an_id_that_a_pack_gave_up_can_never_come_back(world):
    head = ('id = "live', 'retired = ["lfr.r02"]\nid = "live')
    bring_in(world, without(newer(LFR, head).decode(), "lfr.r02").encode())

    with pytest.raises(DueRegardError, match=r"lfr\.r02: this id was retired"):
        bring_in(world, newer(LFR, version="9.1.0"))


def test_an_id_given_up_stays_given_up_after_the_pack_is_withdrawn_and_another_comes(world):
    head = ('id = "live', 'retired = ["lfr.r02"]\nid = "live')
    bring_in(world, without(newer(LFR, head).decode(), "lfr.r02").encode())
    actions.withdraw(pack_id=LFR, reason="Too soon", by=world.lead, now=world.now)

    with pytest.raises(DueRegardError, match=r"lfr\.r02: this id was retired"):
        bring_in(world, newer(LFR, version="9.1.0"))


def test_words_of_a_withdrawn_pack_are_not_used_again_under_the_same_rev(world):
    bring_in(world, reworded())
    actions.withdraw(pack_id=LFR, reason="A slip", by=world.lead, now=world.now)
    other = reworded().decode().replace(NEW_TITLE, "Someone is stopped for no reason")

    with pytest.raises(DueRegardError, match=r"lfr\.r01: its words changed"):
        bring_in(world, other.encode())


def test_withdrawing_goes_back_to_the_pack_before_with_the_reason_on_the_ledger(world):
    bring_in(world, reworded())
    bring_in(world, reworded(version="9.1.0"))

    actions.withdraw(pack_id=LFR, reason="It asks too much", by=world.lead, now=world.now)
    first = queries.sheet(LFR)
    actions.withdraw(pack_id=LFR, reason="All of it", by=world.lead, now=world.now)
    last = queries.sheet(LFR)

    told = ledger.history(about=f"pack-{LFR}")
    assert (first.pack.version, last.pack.version) == ("9.0.0", first.shipped_version)
    assert [each.state for each in last.releases] == [queries.WITHDRAWN] * 2
    assert last.release is None
    assert "It asks too much" in str([each.facts for each in told])


def test_withdrawing_is_refused_without_a_reason_or_without_a_file(world):
    bring_in(world, reworded())

    with pytest.raises(Refused, match="Say why"):
        actions.withdraw(pack_id=LFR, reason=" ", by=world.lead, now=world.now)
    with pytest.raises(Refused, match="none to withdraw"):
        actions.withdraw(pack_id=GENERIC, reason="Gone", by=world.lead, now=world.now)


@pytest.mark.parametrize("role", [Role.PROJECT_LEAD, Role.ANALYST, Role.DECISION_MAKER])
def test_others_neither_bring_in_nor_withdraw(world, role):
    by = world.person(role)

    with pytest.raises(Refused):
        actions.bring_in(content=reworded(), by=by, now=world.now)
    with pytest.raises(Refused):
        actions.withdraw(pack_id=LFR, reason="No", by=by, now=world.now)


def test_a_pack_that_no_longer_fits_the_software_is_left_out_and_said_to_be(world):
    bring_in(world, robots())
    bring_in(world, reworded())
    # As if a new version of the software had changed what the file leans on.
    PackRelease.objects.filter(pack_id=LFR).update(
        text=reworded().decode().replace('fact = "threshold"', 'fact = "gone"'), digest="other"
    )

    bank, sheet = queries.bank(), queries.sheet(LFR)

    assert bank.packs[LFR].version == banks.load().packs[LFR].version
    assert "robot-dogs" in bank.packs
    assert [each.state for each in sheet.releases] == [queries.MISFIT]


def test_a_pack_that_the_software_ships_in_a_newer_version_gives_way(world):
    bring_in(world, reworded())
    PackRelease.objects.filter(pack_id=LFR).update(version="0.9.0")

    assert queries.bank() is banks.load()
    assert [each.state for each in queries.sheet(LFR).releases] == [queries.REPLACED]


def test_every_pack_stands_on_the_shelf_the_one_for_any_technology_last(world):
    bring_in(world, robots())

    shelf = queries.shelf()

    assert len(shelf) == len(banks.load().packs) + 1
    assert shelf[-1].pack.id == GENERIC
    assert [each.pack.id for each in shelf if each.release] == ["robot-dogs"]


def test_there_is_no_pack_of_an_unknown_name(world):
    with pytest.raises(Missing):
        queries.sheet("teleporters")
