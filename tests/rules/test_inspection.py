"""The list and the draw: the same for everybody, with tools that any machine has."""

import shutil
import subprocess
from datetime import date

import pytest

from dueregard.answers import DueRegardError
from dueregard.identify.register.rules import Status
from dueregard.lenses import bank as banks
from dueregard.people.rules import Role
from dueregard.report.inspection import queries, rules
from dueregard.report.inspection.counting import COUNTS
from dueregard.report.inspection.known import (
    Condition,
    Evidence,
    Known,
    KnownUse,
    Matter,
    Passing,
    Question,
    Round,
    Withheld,
)
from dueregard.report.inspection.rules import Listed

TODAY = date(2026, 11, 2)
SEED = "nine grey herons on the weir"
LISTED = tuple(
    Listed(ref=f"use-{number:04d}", status="live" if number % 3 else "trial",
           digest=rules.digest_of(str(number).encode()))
    for number in range(1, 31)
)
TEXT = rules.write_list(LISTED)
ROOT = rules.digest_of(TEXT.encode())
# What the manual and the archive tell an inspector to type.
BY_HAND = """
ROOT=$(sha256sum list.csv | cut -d' ' -f1)
tail -n +2 list.csv | while IFS=, read -r record status digest; do
  key=$(printf '%s\\n%s\\n%s' "$SEED" "$ROOT" "$digest" | sha256sum | cut -d' ' -f1)
  echo "$key $record"
done | sort | head -n 5
"""


def drawn(seed=SEED, size=5, strata=None):
    found = rules.draw(LISTED, seed=seed, root=ROOT, size=size, strata=strata)
    return [each.ref for each in found]


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="this machine has no sha256sum")
def test_the_sample_is_drawn_again_with_nothing_but_sha256sum(tmp_path):
    (tmp_path / "list.csv").write_bytes(TEXT.encode())

    done = subprocess.run(
        ["sh", "-c", BY_HAND], cwd=tmp_path, env={"SEED": SEED, "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=True,
    )

    assert [line.split()[1] for line in done.stdout.splitlines()] == drawn()


def test_another_seed_or_another_list_gives_another_sample():
    other = rules.draw(LISTED, seed=SEED, root="0" * 64, size=5)

    assert drawn() != drawn(seed="ten grey herons on the weir")
    assert drawn() != [each.ref for each in other]


def test_a_larger_sample_begins_with_the_smaller_one():
    assert drawn(size=12)[:5] == drawn()


def test_spaces_at_the_ends_and_doubled_ones_do_not_change_the_sample():
    assert drawn(seed=f"  {SEED.replace(' ', '  ')}\n") == drawn()


def test_so_many_of_each_status():
    found = rules.draw(LISTED, seed=SEED, root=ROOT, size=5, strata={"live": 3, "trial": 2})

    assert [each.status for each in found] == ["live"] * 3 + ["trial"] * 2


def test_every_record_is_as_likely_as_any_other():
    times = dict.fromkeys((each.ref for each in LISTED), 0)
    for number in range(600):
        for ref in drawn(seed=f"seed number {number}", size=3):
            times[ref] += 1

    # 60 are expected of each; a chi-squared of 29 degrees is above 58.3 once in a thousand times.
    assert sum((each - 60) ** 2 / 60 for each in times.values()) < 58.3


def test_a_list_reads_back_as_it_was_written():
    assert rules.read_list(TEXT) == LISTED


@pytest.mark.parametrize(("text", "said"), [
    ("", "not a lodged list"),
    (TEXT.replace("record,status", "Record;status"), "not a lodged list"),
    (TEXT[:-20], "Line 31 of the list"),
    (TEXT + TEXT.splitlines()[1] + "\n", "twice"),
])
def test_a_list_that_was_cut_or_edited_is_refused_in_words(text, said):
    with pytest.raises(DueRegardError, match=said):
        rules.read_list(text)


@pytest.mark.parametrize(("given", "code"), [
    ({"size": 0}, "size"), ({"size": 31}, "too-many"), ({"size": 500}, "size"),
    ({"size": 11, "strata": {"trial": 11}}, "too-many"),
    ({"size": 4, "strata": {"trial": 5}}, "size"),
    ({"size": 1, "strata": {"paused": 1}}, "too-many"),
])
def test_a_sample_that_cannot_be_drawn_is_refused(given, code):
    assert rules.may_ask_for(LISTED, **given).code == code


INSPECTOR = frozenset({Role.INSPECTOR})
SEEDED = {"seed": SEED, "roles": INSPECTOR, "newest": True, "used": False}


@pytest.mark.parametrize(("given", "code"), [
    ({"seed": "short"}, "seed-short"), ({"seed": "x" * 201}, "seed-long"),
    ({"used": True}, "seed-used"), ({"newest": False}, "not-newest"),
    ({"roles": {Role.INSPECTOR, Role.PROJECT_LEAD}}, "not-apart"),
])
def test_a_seed_that_could_have_been_known_is_refused(given, code):
    assert rules.may_choose_seed(**SEEDED | given).code == code


def test_an_inspector_with_new_words_may_draw():
    assert rules.may_choose_seed(**SEEDED)


@pytest.mark.parametrize(("given", "code"), [
    ({"seeded": True}, "seed-known"), ({"inspection": " "}, "inspection-missing"),
    ({"records": 0}, "empty"),
])
def test_a_list_is_not_lodged_after_the_seed(given, code):
    whole = {"inspection": "PEEL 2026", "records": 3, "seeded": False}

    assert rules.may_lodge(**whole)
    assert rules.may_lodge(**whole | given).code == code


def test_every_statement_is_counted_and_every_count_is_a_statement():
    statements = {each.id for each in banks.load().inspection.statements}

    assert queries.COUNTS is COUNTS
    assert statements == set(COUNTS)
    assert len(statements) >= 25


def test_every_heading_and_characteristic_has_a_statement():
    content = banks.load().inspection
    under = {one for each in content.statements for one in each.headings}

    assert under == {each.id for each in content.headings}
    assert {each.characteristic for each in content.statements} == {
        each.id for each in content.characteristics
    }


def use(number=1, **given):
    values = {"ref": f"use-{number:04d}", "name": f"Use {number}", "status": Status.LIVE}
    return KnownUse(**values | given)


def sentence(statement, *uses):
    counted = COUNTS[statement](Known(today=TODAY, uses=uses))
    content = {each.id: each for each in banks.load().inspection.statements}
    return content[statement].said(counted.numbers)


def matter(**given):
    return Matter(**{"id": 7, "deadline": date(2026, 9, 1), "closed": True} | given)


ADVISED = {"advised_on": date(2026, 9, 22)}
DECIDED = ADVISED | {"replied_on": date(2026, 9, 30), "decided_on": date(2026, 10, 1),
                     "post": "Assistant Chief Constable"}


@pytest.mark.parametrize(("statement", "uses", "said"), [
    ("inspect.decided-after-advice", (use(), use(2, matters=(matter(**DECIDED),))),
     "Of 2 uses on trial or live, 1 was decided by a named post after a committee had advised."),
    ("inspect.decided-after-advice",
     (use(matters=(matter(**DECIDED | {"advised_on": date(2026, 10, 2)}),)),),
     "Of 1 use on trial or live, 0 were decided by a named post after a committee had advised."),
    ("inspect.decided-after-advice", (use(status=Status.IDEA),), "Nothing is on trial or live"),
    ("inspect.advice-waits", (use(matters=(matter(**ADVISED),)),),
     "1 piece of advice waits for an answer; the one that waits longest has waited 41 days."),
    ("inspect.advice-in-time", (use(matters=(matter(**ADVISED),)),),
     "Of 1 piece of advice whose four weeks are over, or that were answered, 0 were answered"),
    ("inspect.conditions-lapsed",
     (use(conditions=(
         Condition(id=1, text="A", tested=True, owned=True, due_on=TODAY, met=False, late=True),
         Condition(id=2, text="B", tested=True, owned=True, due_on=TODAY, met=False))),),
     "Of 2 conditions, 1 was not met in time."),
    ("inspect.withheld", (use(withheld=(
        Withheld(source="identify.Use.supplier", reason="trade", review_on=date(2026, 11, 1)),
        Withheld(source="identify.Use.department", reason="trade", review_on=TODAY))),),
     "2 things are kept back from the public; for 1 the day on which to look again has passed."),
    ("inspect.withheld", (use(),), "Nothing is kept back"),
    ("inspect.questions", (use(questions=(
        Question(number="A", asked_on=date(2026, 9, 1)),
        Question(number="B", asked_on=date(2026, 9, 1), answered_on=date(2026, 9, 3)),
        Question(number="C", asked_on=TODAY))),),
     "Of 3 questions from the public that were shown, 2 had an answer within 20 working days"),
    ("inspect.own-evidence",
     (use(evidence=(Evidence(id=1, title="E", source="supplier", level=2, lens="safety"),)),),
     "0 have evidence from a test on our own data"),
    ("inspect.measured-fairness",
     (use(evidence=(Evidence(id=1, title="E", source="force", level=4, lens="fairness"),)),),
     "0 were measured for fairness"),
    ("inspect.fairness-known",
     (use(rounds=(Round(id=1, settled_on=TODAY, fairness=("yes", "dont-know")),)),
      use(2), use(3, rounds=(Round(id=2, settled_on=TODAY, fairness=()),))),
     "in 0 every question on fairness has an answer that is known"),
    ("inspect.pilots-over",
     (use(status=Status.TRIAL, passings=(Passing(
         gate="Pilot", how="passed", post="ACC", reason="", on=TODAY,
         ends_on=date(2026, 11, 1)),)),),
     "Of 1 use on trial, 1 goes on past the day"),
])
def test_a_statement_says_what_its_records_say(statement, uses, said):
    assert said in sentence(statement, *uses)


@pytest.mark.parametrize("statement", sorted(COUNTS))
def test_a_blank_record_is_never_good_news(statement):
    content = next(each for each in banks.load().inspection.statements if each.id == statement)
    counted = COUNTS[statement](Known(
        today=TODAY, uses=(use(technology="data-sharing", supplier="Facewise"),),
        roles=(("inspector", 0),),
    ))

    if content.gaps == "rest":
        assert counted.found == ()
    for each in (*counted.found, *counted.rest):
        assert each.title
        assert each.words


def test_the_index_has_no_score_and_no_total():
    content = banks.load().inspection

    for each in content.statements:
        assert "%" not in each.sentence
        assert "score" not in each.sentence
