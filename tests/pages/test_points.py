"""The pages on which people answer points: afresh in words, made one, put forward, own first."""

import re

import pytest
from tests.pages.visiting import Visitor, words

from dueregard.identify.points import actions, queries
from dueregard.identify.points.rules import Kind, State, Words
from dueregard.identify.register import actions as register
from dueregard.identify.register.queries import facts as facts_of
from dueregard.lenses import bank as banks
from dueregard.people.rules import Role

OWN = {"kind": "risk", "lens": "safety", "title": "Dogs are frightened", "text": "In the open"}


@pytest.fixture
def lead(world, client):
    return Visitor(client, world.lead)


def listed(world):
    """A use whose points are listed, and none of them looked at."""
    ref = world.use()
    actions.raise_from_packs(ref=ref, by=world.lead, now=world.now)
    return ref


def put_forward(world, ref, role=Role.OFFICER):
    actions.suggest(ref=ref, by=world.person(role), now=world.now, **OWN | {"kind": Kind.RISK})


def section(page: str, start: str, end: str) -> str:
    return page.partition(start)[2].partition(end)[0]


def test_the_page_begins_with_ten_points_and_three_facts_and_why(world, lead):
    ref = listed(world)
    chosen = queries.look_first(ref, queries.points(ref))

    page = lead.read(f"/uses/{ref}/identify/")

    top = section(page, "Look at these first", "Find out these 3 facts first")
    assert len(chosen) == 10
    assert all(each.title in top and each.reason.split()[0] in top for each in chosen)
    facts = section(page, "Find out these 3 facts first", "What could this do")
    assert facts.count("The answer could settle") == 3


def test_a_fact_to_find_out_leads_to_its_own_field(world, lead):
    ref = listed(world)
    html = lead.client.get(f"/uses/{ref}/identify/").content.decode()
    block = section(html, 'id="find-out"', "</section>")

    for href in re.findall(r'href="([^"]+)"', block):
        address, _, anchor = href.partition("#")
        assert f'id="{anchor}"' in lead.client.get(address).content.decode()


def test_a_point_to_look_at_first_leads_to_itself(world, lead):
    ref = listed(world)
    html = lead.client.get(f"/uses/{ref}/identify/").content.decode()
    block = section(html, 'id="first"', "</section>")

    found = re.findall(r'href="([^"]+)"', block)

    assert len(found) == 10
    for href in found:
        address, _, anchor = href.partition("#")
        assert f'id="{anchor}"' in lead.client.get(address).content.decode()


def test_nothing_is_to_be_found_out_or_looked_at_first_once_all_is_known_and_settled(world, lead):
    ref = world.points(world.use())
    known = {
        each.key: "no" for each in banks.load().register
        if not facts_of(ref).get(each.key) and str(each.type) == "yes-no"
    }
    register.state_facts(ref=ref, facts=known, by=world.lead, now=world.now)

    page = lead.read(f"/uses/{ref}/identify/")

    assert "Look at these first" not in page
    assert "All of them are looked at" in page


def test_a_lens_is_read_in_order_and_what_is_left_stays_on_the_list(world, lead):
    ref = listed(world)
    fairness = next(each for each in queries.by_lens(ref) if each.lens == "fairness").points
    order = [each.title for each in queries.in_reading_order(ref, fairness)]

    html = lead.client.get(f"/uses/{ref}/points/fairness/").content.decode()
    lead.send(f"/uses/{ref}/points/fairness/", **{f"to_{fairness[0].id}": "accepted"})

    headings = re.findall(r'<h2 class="govuk-heading-m govuk-!-margin-bottom-1"[^>]*>(.*?)</h2>',
                          html)
    assert [each.replace("&#x27;", "'") for each in headings] == order
    assert queries.counts(ref).accepted == 1
    assert queries.sheet(fairness[1].id).state is State.RAISED


def test_a_reworded_point_shows_what_the_pack_said(world, lead):
    ref = listed(world)
    point = queries.points(ref)[0]

    form = lead.read(f"/uses/{ref}/points/{point.id}/words/")
    response = lead.send(f"/uses/{ref}/points/{point.id}/words/", title="The wrong person",
                         text="Somebody is searched by mistake", affected="")

    page = lead.read(response["Location"])
    assert f"The pack said: {point.title}" in form
    assert "The wrong person" in page
    assert f"The pack said: {point.title}" in page
    assert f"{world.lead.name} changed the words" in page


def test_the_same_words_again_are_refused_beside_the_form(world, lead):
    ref = listed(world)
    point = queries.points(ref)[0]

    response = lead.send(f"/uses/{ref}/points/{point.id}/words/", title=point.title,
                         text=point.text, affected=point.affected)

    assert "Nothing was changed: these are the words it has." in words(response)


def test_two_points_are_made_one_and_split_again(world, lead):
    ref = listed(world)
    one, two = [each for each in queries.points(ref) if each.kind is Kind.RISK][:2]

    made = lead.send(f"/uses/{ref}/points/{one.id}/merge/", into=str(two.id),
                     reason="They say the same")
    lens = lead.read(made["Location"])
    page = lead.read(f"/uses/{ref}/points/{one.id}/merge/")
    split = lead.send(f"/uses/{ref}/points/{one.id}/split/")

    assert f"Also covers: {one.title}. They say the same." in lens
    assert f"It is part of “{two.title}”" in page
    assert "It stands for itself again" in lead.read(split["Location"])
    assert queries.sheet(one.id).state is State.RAISED


def test_only_points_of_the_same_kind_are_offered_to_merge_into(world, lead):
    ref = listed(world)
    one = next(each for each in queries.points(ref) if each.kind is Kind.OPPORTUNITY)
    risk = next(each for each in queries.points(ref) if each.kind is Kind.RISK)

    html = lead.client.get(f"/uses/{ref}/points/{one.id}/merge/").content.decode()
    refused = words(lead.send(f"/uses/{ref}/points/{one.id}/merge/", into=str(risk.id),
                              reason="Why not"))

    assert f'value="{risk.id}"' not in html
    assert "There is a problem" in refused
    assert queries.sheet(one.id).state is State.RAISED


def test_a_merge_without_a_choice_or_a_reason_says_what_is_missing(world, lead):
    ref = listed(world)
    point = queries.points(ref)[0]

    said = words(lead.send(f"/uses/{ref}/points/{point.id}/merge/"))

    assert said.count("Choose the point that says the same") >= 2
    assert said.count("Say why they are one point") >= 2


def test_an_officer_puts_a_point_forward_and_then_reads_what_others_put_forward(world, client):
    ref = listed(world)
    put_forward(world, ref, role=Role.ANALYST)
    officer = Visitor(client, world.person(Role.OFFICER))
    before = officer.read(f"/uses/{ref}/points/suggest/")

    response = officer.send(f"/uses/{ref}/points/suggest/", **OWN | {"title": "It is slow"})

    after = officer.read(response["Location"])
    assert "Another person put 1 point forward" in before
    assert "Dogs are frightened" not in before
    assert "It is slow" in after
    assert "Dogs are frightened" in after
    assert world.person(Role.ANALYST).name in after


def test_the_owner_says_that_they_have_nothing_to_add_and_then_sees_others(world, client):
    ref = listed(world)
    put_forward(world, ref)
    owner = Visitor(client, world.person(Role.PROJECT_LEAD))
    before = owner.read(f"/uses/{ref}/identify/")
    lens = owner.read(f"/uses/{ref}/points/safety/")

    response = owner.send(f"/uses/{ref}/points/nothing/")

    after = owner.read(response["Location"])
    assert "Say your own first" in before
    assert "Say your own first" in lens
    assert "Dogs are frightened" not in before + lens
    assert "Say your own first" not in after
    assert f"put forward by {world.person(Role.OFFICER).name}" in after
    assert "Dogs are frightened" in owner.read(f"/uses/{ref}/points/safety/")


def test_no_page_about_the_use_tells_a_persons_point_before_ones_own(world, client):
    ref = listed(world)
    put_forward(world, ref)
    number = next(each.id for each in queries.points(ref) if each.own)
    actions.nothing_to_add(ref=ref, by=world.lead, now=world.now)
    actions.reword(point_id=number, by=world.lead, now=world.now,
                   words=Words(title="Dogs are frightened badly", text="In the open"))
    actions.settle(point_id=number, to=State.ACCEPTED, by=world.lead, now=world.now)
    analyst = Visitor(client, world.person(Role.ANALYST))

    pages = [analyst.read(f"/uses/{ref}/{page}") for page in (
        "", "identify/", "points/safety/", "points/suggest/",
    )]

    assert all("Dogs" not in page for page in pages)
    assert "put a point of their own forward: risk" in pages[0]


def test_a_point_that_is_hidden_has_no_page_of_its_own_yet(world, lead):
    ref = listed(world)
    put_forward(world, ref)
    hidden = next(each.id for each in queries.points(ref) if each.own)

    lead.read(f"/uses/{ref}/points/{hidden}/words/", status=404)
    lead.read(f"/uses/{ref}/points/{hidden}/merge/", status=404)


def test_a_committee_member_puts_a_point_forward_from_the_matter_and_reads_no_name(world, client):
    ref = listed(world)
    matter_id = world.matter(ref)
    put_forward(world, ref)
    member = Visitor(client, world.person(Role.COMMITTEE_MEMBER))
    before = member.read(f"/committee/{matter_id}/points/")

    response = member.send(f"/committee/{matter_id}/points/nothing/")

    html = client.get(response["Location"]).content.decode()
    assert "Put it forward" in member.read(f"/committee/{matter_id}/")
    assert "Dogs are frightened" not in before
    assert next(each.title for each in queries.points(ref) if each.key) in before
    assert "Dogs are frightened" in html
    assert world.person(Role.OFFICER).name not in html
    assert ref not in html


@pytest.mark.parametrize("role", [Role.COMMITTEE_MEMBER, Role.PANEL_MEMBER])
def test_nobody_from_outside_puts_points_forward_about_a_use_they_were_not_shown(
    world, client, role
):
    ref = listed(world)
    visitor = Visitor(client, world.person(role))

    assert "This is for" in visitor.read(f"/uses/{ref}/points/suggest/", status=403)
    assert visitor.send(f"/uses/{ref}/points/suggest/", **OWN).status_code == 403
    assert not [each for each in queries.points(ref) if each.own]


def test_an_inspector_reads_all_and_is_told_who_may_put_points_forward(world, client):
    ref = listed(world)
    put_forward(world, ref)
    inspector = Visitor(client, world.person(Role.INSPECTOR))

    page = inspector.read(f"/uses/{ref}/points/suggest/")

    assert "Dogs are frightened" in page
    assert "This is for" in page
    assert "Put it forward" not in page


def test_a_point_put_forward_twice_by_one_form_is_one_point(world, client):
    ref = listed(world)
    officer = Visitor(client, world.person(Role.OFFICER))

    officer.send(f"/uses/{ref}/points/suggest/", once="same", **OWN)
    officer.send(f"/uses/{ref}/points/suggest/", once="same", **OWN)

    assert [each.title for each in queries.points(ref) if each.own] == ["Dogs are frightened"]
