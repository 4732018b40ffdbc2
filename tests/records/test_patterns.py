"""A pattern goes from one installation to another: signed, checked, suggested, adopted."""

import json
import stat

import pytest
from django.apps import apps

from dueregard.answers import DueRegardError, Refused
from dueregard.people.rules import Role
from dueregard.report.patterns import actions, queries, signing
from dueregard.report.patterns.models import CamePattern, KnownKey
from dueregard.report.patterns.personal import found_in
from dueregard.report.patterns.rules import Kind, State

CONTROL = {
    "kind": Kind.CONTROL, "title": "Say why a place was chosen", "level": 4,
    "text": "Before each deployment the officer in charge writes why this place.",
    "test": "Ten are drawn by lot; each has its reasons.", "licence": "OGL-UK-3.0",
    "good_for": "Places were no longer chosen by habit.", "post": "Head of digital ethics",
}


@pytest.fixture
def key_file(tmp_path):
    return tmp_path / "north" / "pattern-key"


def write(world, **changes):
    made = actions.write(by=world.lead, now=world.now, **CONTROL | changes)
    return int(made.removeprefix("pattern-"))


def bundle(world, key_file, *numbers):
    made = actions.bundle(pattern_ids=numbers, key_file=key_file, by=world.lead, now=world.now)
    return queries.bundle_text(int(made.removeprefix("bundle-"))).encode()


def bring_in(world, content, **given):
    return actions.bring_in(content=content, by=world.lead, now=world.now, **given)


@pytest.fixture
def sent(world, key_file):
    """A file that one installation made; all that was in it is then gone, as in another one."""
    content = bundle(world, key_file, write(world), write(
        world, kind=Kind.QUESTION, title="Who is awake?", text="Who reads the alerts at night?"
    ))
    for name in ("OwnPattern", "Bundle"):
        apps.get_model("report", name).objects.all().delete()
    return content


def test_the_key_is_made_when_first_needed_and_only_its_owner_reads_it(world, key_file):
    bundle(world, key_file, write(world))

    mode = stat.S_IMODE(key_file.stat().st_mode)
    assert mode == 0o600
    first = signing.own_fingerprint(key_file)
    assert first == signing.own_fingerprint(key_file)
    assert first != signing.own_fingerprint(key_file.with_name("another"))


def test_a_key_that_cannot_be_read_is_said_and_nothing_takes_its_place(world, key_file):
    key_file.parent.mkdir()
    key_file.write_text("not a key")

    with pytest.raises(DueRegardError, match="Put it back from a backup"):
        bundle(world, key_file, write(world))
    assert key_file.read_text() == "not a key"


def test_an_unknown_key_asks_for_its_fingerprint_and_is_then_known(world, key_file, sent):
    with pytest.raises(Refused, match="is not known here"):
        bring_in(world, sent)
    with pytest.raises(Refused, match="Do not use the file"):
        bring_in(world, sent, fingerprint="dead beef")
    assert KnownKey.objects.count() == 0

    told = signing.own_fingerprint(key_file).upper().replace(" ", "")
    assert bring_in(world, sent, fingerprint=told) == "2 of 2 are new here."
    assert bring_in(world, sent) == "0 of 2 are new here."

    [key] = queries.keys()
    assert (key.force_name, key.confirmed_by) == ("Test Constabulary", "Ada Lead")


def test_what_came_is_a_suggestion_until_somebody_adopts_it_with_a_reason(world, key_file, sent):
    bring_in(world, sent, fingerprint=signing.own_fingerprint(key_file))
    line = next(each for each in queries.came() if each.pattern.kind is Kind.CONTROL)
    acts = {"pattern_id": line.id, "by": world.lead, "now": world.now}

    assert {each.state for each in queries.came()} == {State.SUGGESTED}
    assert queries.adopted(Kind.CONTROL) == ()
    with pytest.raises(Refused, match="Say why"):
        actions.adopt(reason=" ", **acts)
    actions.adopt(reason="It fits our vans", **acts)

    [adopted] = queries.adopted(Kind.CONTROL)
    assert (adopted.pattern.text, adopted.pattern.test) == (CONTROL["text"], CONTROL["test"])
    assert (adopted.reason, adopted.level_name) == ("It fits our vans", "A test on our own data")
    with pytest.raises(Refused, match="It is so already"):
        actions.adopt(reason="Again", **acts)
    actions.set_aside(reason="It did not help", **acts)
    assert queries.adopted(Kind.CONTROL) == ()


def changed(content, **words):
    plain = json.loads(content)
    plain["bundle"]["patterns"][0] |= words
    return json.dumps(plain).encode()


def resigned(content, key_file):
    """Changed by somebody with a key of their own, who signs what they made of it."""
    plain = json.loads(changed(content, text="Nobody need write anything."))
    key = signing.own_key(key_file)
    plain["signature"] |= {
        "public_key": key.public_key().public_bytes_raw().hex(),
        "value": key.sign(json.dumps(
            plain["bundle"], sort_keys=True, ensure_ascii=False, separators=(",", ":")
        ).encode()).hex(),
    }
    return json.dumps(plain).encode()


def test_a_file_that_was_changed_on_the_way_is_refused_whatever_was_changed(world, key_file, sent):
    told = signing.own_fingerprint(key_file)
    for words in ({"text": "Nobody need write anything."}, {"level": 5}, {"force": "Another"},
                  {"licence": "CC0-1.0"}):
        with pytest.raises(DueRegardError, match="not what was signed"):
            bring_in(world, changed(sent, **words), fingerprint=told)
    for cut in (sent[:-40], b"", b"[]", b'{"bundle": 1, "signature": 2}', b"\xff"):
        with pytest.raises(DueRegardError, match="not a bundle of patterns"):
            bring_in(world, cut, fingerprint=told)
    with pytest.raises(Refused, match="Do not use the file"):
        bring_in(world, resigned(sent, key_file.with_name("thief")), fingerprint=told)

    assert CamePattern.objects.count() == 0


def test_a_well_signed_file_of_another_form_is_refused_in_words(world, key_file):
    key = signing.own_key(key_file)
    odd = signing.signed([], force="North", made_on="2026-11-02", key=key)

    with pytest.raises(DueRegardError, match="holds no patterns"):
        bring_in(world, odd.encode(), fingerprint=signing.own_fingerprint(key_file))


@pytest.mark.parametrize(("changes", "said"), [
    ({"text": "Write to ada@example.test first"}, "In its words there is an e-mail address"),
    ({"test": "Ring 01632 960 001"}, "In how to test it there is a telephone number"),
    ({"text": "Ask Ada Lead"}, "there is somebody by name: “Ada Lead”"),
    ({"text": "ask ada  lead"}, "there is somebody by name"),
    ({"post": "PC Marsh"}, "In the post that answers for it there is somebody by name"),
    ({"good_for": "People at SW1A 1AA"}, "there is a postcode"),
    ({"title": ""}, "Say a title"), ({"test": ""}, "Say how to test it"),
    ({"licence": "ours"}, "Choose one of these licences"), ({"level": 9}, "how well it was tested"),
])
def test_a_pattern_that_could_be_about_a_person_or_is_not_whole_is_refused(world, changes, said):
    with pytest.raises(Refused) as refused:
        write(world, **changes)

    assert said in refused.value.reason
    assert queries.ours() == ()


def test_somebody_who_joined_since_is_looked_for_again_before_a_file_is_made(world, key_file):
    from dueregard.people import actions as people

    number = write(world, text="Ask Wilma Fenwick-Oddly first.")
    people.invite(name="Wilma Fenwick-Oddly", email="wilma@example.test", roles=[Role.OFFICER],
                  by=world.lead, now=world.now, password="three words together")

    with pytest.raises(Refused, match="Wilma Fenwick-Oddly"):
        bundle(world, key_file, number)


def test_a_bundle_names_the_force_and_the_post_and_nobody(world, key_file):
    text = bundle(world, key_file, write(world)).decode()

    assert "Test Constabulary" in text
    assert "Head of digital ethics" in text
    assert "Ada" not in text
    assert json.loads(text)["bundle"]["patterns"][0]["licence"] == "OGL-UK-3.0"


@pytest.mark.parametrize("role", [Role.PROJECT_LEAD, Role.ANALYST, Role.OFFICER])
def test_only_the_ethics_lead_shares_and_adopts(world, key_file, sent, role):
    acts = {"by": world.person(role), "now": world.now}

    for refused in (
        lambda: actions.write(**CONTROL, **acts),
        lambda: actions.bundle(pattern_ids=[1], key_file=key_file, **acts),
        lambda: actions.bring_in(content=sent, **acts),
    ):
        with pytest.raises(Refused, match="This is for an ethics lead"):
            refused()


@pytest.mark.parametrize("text", [
    "The Chief Constable of Fenmarch decides.", "At 0.62 or above, 10 of 2000 alerts.",
    "In 2026, from 09:00 to 17:00", "Section 149 of the Equality Act 2010", "Call 101 or 999.",
    "A Professional Standards officer reads it.", "Rule A12 applies",
])
def test_words_about_nobody_are_let_through(text):
    assert found_in(text, names=("Ada Lead", "Cher")) == ()
