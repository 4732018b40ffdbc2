"""The pages of a weighing: complete, protect, gates, weigh, read, rank; no gate is outvoted."""

import pytest
from tests.builders_weighing import completed, control, effects, pass_gates, weighed
from tests.pages.visiting import Visitor

from dueregard.people.rules import Role
from dueregard.prioritise.weighing import queries
from dueregard.weighing import constants
from dueregard.weighing.shapes import ControlState


@pytest.fixture
def lead(world, client):
    return Visitor(client, world.lead)


def test_the_page_of_a_use_leads_to_weighing_and_says_what_to_find_out_first(world, lead):
    ref = world.assessment(to="weighed")

    there = lead.client.get(f"/uses/{ref}/prioritise/").content.decode()
    page = lead.read(f"/uses/{ref}/prioritise/weighing/")

    assert f"/uses/{ref}/prioritise/weighing/" in there
    assert "Find out first" in page
    assert "Blank: how many people it happens to, how we know." in page
    assert "11 of 11 gates are not passed" in page


def test_without_an_assessment_the_page_leads_to_it(world, lead):
    page = lead.read(f"/uses/{world.use()}/prioritise/weighing/")

    assert "There is no assessment of this use yet" in page


def test_effects_are_completed_on_one_page_with_numbers_beside_the_words(world, lead):
    ref = world.assessment(to="weighed")
    address = f"/uses/{ref}/prioritise/weighing/options/0/"
    [number] = effects(ref)[0]
    page = lead.read(address)

    response = lead.send(address, **{f"own_{number}": "100 to 900",
                                     f"judged_{number}": "Two sergeants"})

    detail = queries.desk(ref, held={}).option(0).effects[0].detail
    assert "Hundreds of people (100 to 900)" in page
    assert "Likely (55% to 75%)" in page
    assert "That stands for 20 to 200 days of harm for each person" in page
    assert response.status_code == 302
    assert (detail.people_low, detail.people_high, detail.level) == (100, 900, "judgement")


def test_a_range_upside_down_is_said_at_the_field_and_nothing_is_lost(world, lead):
    ref = world.assessment(to="weighed")
    address = f"/uses/{ref}/prioritise/weighing/options/0/"
    [number] = effects(ref)[0]

    response = lead.send(address, **{f"own_{number}": "900 to 100", f"judged_{number}": "We saw"})

    said = response.content.decode()
    assert response.status_code == 200
    assert "The range is upside down" in said
    assert "We saw" in said
    assert "900 to 100" in said


def test_a_word_and_a_number_are_not_both_taken(world, lead):
    ref = world.assessment(to="weighed")
    [number] = effects(ref)[0]

    response = lead.send(f"/uses/{ref}/prioritise/weighing/options/0/",
                         **{f"own_{number}": "12", f"people_{number}": "few"})

    assert "not both" in response.content.decode()


def test_a_safeguard_is_added_moved_on_and_taken_out(world, lead):
    ref = completed(world)
    base = f"/uses/{ref}/prioritise/weighing/safeguards/"
    risk = next(each.line.id for each in queries.desk(ref, held={}).option(1).effects
                if each.line.kind == "risk")
    lead.send(f"{base}add/", name="Signs", effects=[risk], reduces="50", state="planned",
              kind="policy", effort="week")
    number = queries.desk(ref, held={}).controls[0].id
    planned = lead.read(f"/uses/{ref}/prioritise/weighing/")

    refused = lead.send(f"{base}{number}/", state="verified", shown="")
    lead.send(f"{base}{number}/", state="verified", shown="The analyst watched")
    verified = lead.read(f"/uses/{ref}/prioritise/weighing/")
    lead.send(f"{base}{number}/drop/")

    assert "Planned (nothing counts)" in planned
    assert "Say who checked that it works" in refused.content.decode()
    assert "Seen to work (all of it counts)" in verified
    assert queries.desk(ref, held={}).controls == ()


def test_gates_are_said_with_reasons_and_the_record_is_shown_beside_them(world, client):
    ref = completed(world)
    decider = Visitor(client, world.person(Role.DECISION_MAKER))
    address = f"/uses/{ref}/prioritise/weighing/gates/1/"
    page = decider.read(address)

    refused = decider.send(address, **{"state_legitimate-aim": "passed"})
    decider.send(address, **{"state_legitimate-aim": "passed",
                             "reason_legitimate-aim": "To find the missing"})

    line = next(each for each in queries.desk(ref, held={}).option(1).gates
                if each.gate == "legitimate-aim")
    assert "The record holds this back" in page
    assert "Say why it is passed or failed" in refused.content.decode()
    assert line.state == "passed"


def test_the_options_are_weighed_at_the_press_of_a_button_and_read_sentences_first(world, lead):
    ref = completed(world)
    control(world, ref, ControlState.VERIFIED)

    response = lead.send(f"/uses/{ref}/prioritise/weighing/weigh/")

    page = lead.read(response["Location"])
    assert page.index("First the gates") < page.index("What it says") < page.index("The figures")
    assert "People passing by. Safety:" in page
    assert "What waiting costs" in page
    assert "Under which values each option is best" in page


@pytest.mark.parametrize("state", ["not-yet", "failed"])
def test_no_gate_is_outvoted_on_the_page_however_good_an_option_looks(world, client, state):
    ref = completed(world)
    control(world, ref, ControlState.VERIFIED, reduces=90)
    gate = "not-prohibited"
    if state == "failed":
        pass_gates(world, ref, failed=[gate])
    else:
        pass_gates(world, ref, left_out=[gate])
    number = weighed(world, ref, held={})

    page = Visitor(client, world.person(Role.COMMITTEE_MEMBER)).read(f"/weighings/{number}/")

    name = constants.load().gates[gate][1:]
    above = page[page.index("First the gates"):page.index("What it says")]
    values = page[page.index("Under which values each option is best"):]
    assert "Try it in one place: may not go ahead." in above
    assert name in above
    assert "the gates let it through" not in page
    assert values.index("because they are not past the gates: Try it in one place") < 200


def test_a_weighing_can_be_taken_away_in_every_format_and_whole(world, lead):
    number = weighed(world, completed(world))

    for form in ("csv", "html", "json", "md", "odt", "xlsx"):
        assert lead.client.get(f"/weighings/{number}/paper.{form}").status_code == 200, form
    whole = lead.client.get(f"/weighings/{number}/whole.json")
    assert whole.content.decode() == queries.weighing(number).weighed
    assert lead.client.get(f"/weighings/{number}/paper.exe").status_code == 404


def test_an_old_weighing_is_worked_out_again_and_says_that_it_is_the_same(world, lead):
    number = weighed(world, completed(world))

    response = lead.send(f"/weighings/{number}/again/")

    assert "Everything is as it was" in lead.read(response["Location"])


def test_a_member_says_what_matters_and_finds_their_seat_after_the_next_weighing(
    world, client, at_the_same_time
):
    ref = completed(world)
    first = weighed(world, ref)
    member = Visitor(client, world.person(Role.COMMITTEE_MEMBER))
    address = f"/weighings/{first}/what-matters/"

    twice = member.send(address, place_safety="1", place_privacy="1")
    none = member.send(address)
    response = member.send(address, place_safety="1", place_privacy="2")
    world.later(hours=1)
    second = weighed(world, ref)

    assert "has place 1 already" in twice.content.decode()
    assert "Give at least one lens a place" in none.content.decode()
    assert response.status_code == 302
    assert "Seat 1" not in member.read(f"/weighings/{first}/").replace("you are Seat 1", "")
    assert "Seat 1 (safety, then privacy)" in member.read(f"/weighings/{second}/")


def test_whoever_only_reads_the_committees_papers_cannot_write_here(world, client):
    ref = completed(world)
    member = Visitor(client, world.person(Role.COMMITTEE_MEMBER))

    member.read(f"/uses/{ref}/prioritise/weighing/", status=403)
    refused = member.send(f"/uses/{ref}/prioritise/weighing/weigh/")

    assert refused.status_code == 403
    assert queries.weighings(ref) == ()


def test_a_member_from_outside_reads_it_from_the_committee_and_sees_no_number_of_the_use(
    world, client
):
    ref = completed(world)
    matter = world.matter(ref)
    member = Visitor(client, world.person(Role.COMMITTEE_MEMBER))
    before = member.client.get(f"/committee/{matter}/").content.decode()
    number = weighed(world, ref)

    pages = [member.client.get(address).content.decode() for address in (
        f"/committee/{matter}/", f"/weighings/{number}/", f"/weighings/{number}/what-matters/",
        f"/weighings/{number}/whole.json", f"/weighings/{number}/paper.json",
    )]

    assert "The options, weighed" not in before
    assert f"/weighings/{number}/" in pages[0]
    assert not [page for page in pages if ref in page or world.lead.name in page]


def test_the_public_door_has_no_address_of_a_weighing(world):
    from django.urls import Resolver404, resolve

    with pytest.raises(Resolver404):
        resolve("/weighings/1/", urlconf="dueregard.web.urls_public")
