"""Putting a use before the public, page by page: what each person sees, does and is refused."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from dueregard.ledger import queries as ledger
from dueregard.people.rules import Role
from dueregard.report.public_register.models import PublicRecord
from dueregard.report.publication import actions, queries

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def as_(actor):
    browser = Client()
    browser.force_login(get_user_model().objects.get(pk=actor.id), backend=BACKEND)
    return browser


def read(browser, ref, status=200):
    response = browser.get(f"/uses/{ref}/report/")
    assert response.status_code == status
    return response.content.decode()


def send(browser, ref, what, **fields):
    return browser.post(f"/uses/{ref}/report/{what}/", fields, follow=True).content.decode()


def test_one_person_proposes_and_another_publishes_and_the_public_can_read_it(world):
    ref = world.use(purpose="Find people wanted by the courts")
    owner, lead = as_(world.person(Role.PROJECT_LEAD)), as_(world.lead)

    before = read(owner, ref)
    proposed = send(owner, ref, "propose")
    published = send(lead, ref, "publish")

    assert "as the public would see it now" in before and "wanted by the courts" in before
    assert "Somebody else must now read it" in proposed
    assert "The public can now read this page" in published
    assert PublicRecord.objects.get().slug == "live-facial-recognition"


def test_the_proposer_is_told_why_there_is_no_button_to_publish(world):
    ref = world.use()
    lead = as_(world.lead)
    send(lead, ref, "propose")

    text = read(lead, ref)

    assert "You proposed this version, so somebody else must read it" in text
    assert "/report/publish/" not in text
    assert "/report/drop/" in text


def test_publishing_what_one_proposed_is_refused_on_the_page_and_on_the_ledger(world):
    ref = world.use()
    lead = as_(world.lead)
    send(lead, ref, "propose")

    text = send(lead, ref, "publish")

    assert "There is a problem" in text
    assert ledger.history(newest=1)[0].refused
    assert not PublicRecord.objects.exists()


def test_what_is_proposed_can_be_dropped(world):
    ref = world.use()
    owner = as_(world.person(Role.PROJECT_LEAD))
    send(owner, ref, "propose")

    text = send(owner, ref, "drop")

    assert "The proposal is dropped" in text
    assert "Propose this page" in text


@pytest.mark.parametrize("role", [Role.OFFICER, Role.INSPECTOR])
def test_somebody_who_only_reads_sees_the_record_and_no_button(world, role):
    ref = world.publish()

    text = read(as_(world.person(role)), ref)

    assert "/report/propose/" not in text and "/report/withdraw/" not in text
    assert "Version 1" in text


@pytest.mark.parametrize("role", [Role.PANEL_MEMBER, Role.COMMITTEE_MEMBER])
def test_people_from_outside_are_turned_away(world, role):
    read(as_(world.person(role)), world.use(), status=403)


@pytest.mark.parametrize("what", ["propose", "publish", "drop", "withdraw"])
def test_an_address_typed_by_hand_does_nothing_without_the_right(world, what):
    ref = world.use()
    actions.propose(ref=ref, by=world.person(Role.PROJECT_LEAD), now=world.now)

    text = send(as_(world.person(Role.OFFICER)), ref, what, reason="Because")

    assert "This is for" in text
    assert [each.state.value for each in queries.preview(ref, now=world.now).versions] == [
        "proposed"
    ]


def test_a_form_sent_twice_makes_one_proposal(world):
    ref = world.use()
    owner = as_(world.person(Role.PROJECT_LEAD))

    first = send(owner, ref, "propose", once="one-mark")
    second = send(owner, ref, "propose", once="one-mark")

    assert "The page is proposed" in first and "The page is proposed" in second
    assert len(queries.preview(ref, now=world.now).versions) == 1


def test_taking_a_page_down_asks_why_beside_the_field(world):
    ref = world.publish()
    lead = as_(world.lead)

    blank = send(lead, ref, "withdraw", reason=" ")
    done = send(lead, ref, "withdraw", reason="It named somebody")

    assert "Say why you take it down" in blank and 'href="#id_reason"' in blank
    assert "The page is down" in done
    assert PublicRecord.objects.get().withdrawn_because == "It named somebody"


def test_with_nothing_published_the_page_to_take_down_says_so(world):
    ref = world.use()

    text = as_(world.lead).get(f"/uses/{ref}/report/withdraw/").content.decode()

    assert "The public has no record of this use to withdraw." in text


def test_what_moved_on_is_shown_with_the_old_words_and_the_new(world):
    from dueregard.identify.register import actions as register
    from dueregard.identify.register.actions import Description

    ref = world.publish(world.use(purpose="Find people"))
    register.describe(
        ref=ref, described=Description(name="Live facial recognition", purpose="Find children"),
        by=world.lead, now=world.now,
    )

    text = read(as_(world.lead), ref)

    assert "The record has moved on" in text
    assert "<del>What it is for: Find people</del>" in text
    assert "<ins>What it is for: Find children</ins>" in text


def test_hard_words_are_pointed_at_with_the_longest_sentence(world):
    hard = (
        "Proportionality considerations necessitate extraordinarily comprehensive organisational "
        "deliberation regarding technological implementations. "
    )
    ref = world.use(what_it_does=hard, affected=hard, purpose=hard)

    text = read(as_(world.lead), ref)

    assert "The longest sentences" in text
    assert text.count("Proportionality considerations") > 3


def test_the_link_goes_to_the_public_site(world, settings):
    settings.PUBLIC_ADDRESS = "https://open.example.test"
    ref = world.publish()

    assert "https://open.example.test/uses/live-facial-recognition/" in read(as_(world.lead), ref)


def test_a_reference_that_is_not_there_is_a_404(world):
    read(as_(world.lead), "use-9999", status=404)
