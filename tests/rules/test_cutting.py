"""A file cut to the columns that may go; and the rules of requests, giving and the drill."""

import csv
import hashlib
import io
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.answers import DueRegardError, No
from dueregard.manage.sharing import rules
from dueregard.manage.sharing.disclosures import rules as giving
from dueregard.manage.sharing.disclosures.cutting import cut
from dueregard.manage.sharing.disclosures.rules import System
from dueregard.manage.sharing.drills import rules as drills
from dueregard.manage.sharing.drills.rules import Question, Shown
from dueregard.manage.sharing.rules import Opinion, State
from dueregard.sharing.terms import Item, Terms

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def cut_of(tmp_path, content, *may_go):
    source, into = tmp_path / "source.csv", tmp_path / "cut.csv"
    source.write_bytes(content)
    return cut(source, into, may_go=may_go), into.read_bytes()


def test_only_the_columns_that_may_go_and_the_digest_is_of_what_was_written(tmp_path):
    found, content = cut_of(
        tmp_path, b'Name;Dash Score;"born"\nJane;7;"a\nb"\n;;\nAnn;9;1.1.90\n',
        "dash_score", "born", "address")

    assert content == b'dash_score,born\n7,"a\nb"\n9,1.1.90\n'
    assert found.extract.columns == ("dash_score", "born")
    assert found.extract.left_out == ("Name",)
    assert found.absent == ("address",)
    assert found.extract.rows == 2
    assert found.extract.sha256 == hashlib.sha256(content).hexdigest()


def test_old_windows_text_and_a_mark_at_the_beginning_are_read(tmp_path):
    assert b"Zo\xc3\xab" in cut_of(tmp_path, "a\nZoë\n".encode("cp1252"), "a")[1]
    found, _content = cut_of(tmp_path, "\ufeffa\nx\n".encode(), "a")
    assert found.extract.columns == ("a",)


@pytest.mark.parametrize(("content", "said"), [
    (b"a,b\n1\n", "Row 2 has 1 cells and there are 2 headings"),
    (b"a,b\n1,2,3\n", "Row 2 has 3 cells"),
    (b"a,A\n1,2\n", "stands in the file twice"),
    (b'a,b\n"1,2\n', "cannot be read as a table"),
])
def test_what_could_put_a_cell_under_the_wrong_heading_is_refused(tmp_path, content, said):
    with pytest.raises(DueRegardError, match=said):
        cut_of(tmp_path, content, "a", "b")


@given(st.lists(st.tuples(st.text(min_size=1, max_size=8), st.text(max_size=8)), max_size=6))
def test_nothing_of_another_column_is_ever_in_the_cut_file(tmp_path_factory, rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["keep", "drop"])
    writer.writerows((kept.replace("\r", "x"), f"SECRET{other}".replace("\r", "x"))
                     for kept, other in rows)
    found, content = cut_of(tmp_path_factory.mktemp("cut"),
                            text.getvalue().encode("utf-8", "replace"), "keep")

    assert b"SECRET" not in content
    assert found.extract.rows == len(rows)


def terms():
    return Terms(schedule=(
        Item(key="a", columns=("one", "two"), purposes=("help",)),
        Item(key="b", columns=("two", "three"), purposes=("help", "other")),
        Item(key="c", columns=("four",), purposes=("other",)),
    ))


def test_the_columns_are_those_of_the_items_granted_for_the_purpose():
    assert rules.columns_of(terms(), ["a", "b", "c"], purpose="help") == ("one", "two", "three")
    assert rules.columns_of(terms(), ["c"], purpose="help") == ()
    assert rules.columns_of(terms(), [], purpose="help") == ()


def opinion(person, share, *items):
    return Opinion(person_id=person, name=str(person), share=share, items=items, reason="r",
                   consequences="c")


def test_of_opinions_the_cautious_one_counts():
    both, one = opinion(1, True, "a", "b"), opinion(2, True, "b")
    assert rules.settled([both], needed=2, asked=["a", "b"]) is None
    assert rules.settled([both], needed=1, asked=["a", "b"]).state is State.AUTHORISED
    together = rules.settled([both, one], needed=2, asked=["a", "b"])
    assert (together.state, together.items) == (State.PARTLY, ("b",))
    assert rules.settled([both, opinion(2, False)], needed=2, asked=["a"]).state is State.REFUSED
    apart = rules.settled([opinion(1, True, "a"), one], needed=2, asked=["a", "b"])
    assert apart.state is State.REFUSED
    assert "nothing that both would share" in apart.because


def test_every_state_has_a_name_an_owner_and_a_way_on_or_an_end():
    assert set(rules.MOVES) == set(rules.STATE_NAMES) == set(rules.OWNERS) == set(State)
    ends = {state for state, on in rules.MOVES.items() if not on}
    assert ends == {State.REFUSED, State.RECALLED}
    reached, todo = {State.DRAFT}, [State.DRAFT]
    while todo:
        new = rules.MOVES[todo.pop()] - reached
        reached |= new
        todo += new
    assert reached == set(State)


SYSTEMS = [System(name="Crime", items=("a",), current="A day", gaps="Spellings"),
           System(name="Custody", items=("a", "b"), current="At once", gaps="None looked")]


def missing(**more):
    return giving.missing(**{
        "systems": SYSTEMS, "checked": ["Crime"], "items": ["a"], "asked": ["a", "b", "c"],
        "names": {"a": "Score", "b": "Bail"}, "others": ["Council", "Refuge"],
        "partners_asked": ["Refuge"], "why_withheld": "Not needed.",
    } | more)


def test_what_might_be_missing_names_systems_partners_and_items():
    found = missing(columns_absent=["born"])
    assert found.not_checked == (
        "Custody was not looked in. It holds Score; Bail.",
        "No system on our map is said to hold c.")
    assert found.not_asked == ("Council was not asked.",)
    assert found.withheld == ("Bail is withheld. Not needed.", "c is withheld. Not needed.",
                              "born may go, and the file did not have it.")
    assert "no map of our systems" in missing(systems=[]).not_checked[0]
    assert "not said in which systems" in missing(checked=[]).not_checked[-2]


def test_a_drill_is_passed_when_each_is_proved_within_the_clock():
    whole = [Shown(question=each, said="x", proved=True) for each in Question]
    shown = {1: whole, 2: whole}
    at = NOW + timedelta(minutes=10)
    assert drills.passed([1, 2], shown, began=NOW, ended=at)
    assert not drills.passed([1, 2], shown, began=NOW, ended=at + timedelta(seconds=1))
    assert not drills.passed([1, 2, 3], shown, began=NOW, ended=at)
    assert not drills.passed([], {}, began=NOW, ended=at)
    lost = [*whole[:-1], Shown(question=Question.TREE, said="x", proved=False)]
    assert not drills.passed([1], {1: lost}, began=NOW, ended=at)
    assert drills.draw(range(100), seed="s") == drills.draw(reversed(range(100)), seed="s")
    assert isinstance(drills.may_begin(given_out=0, running=False), No)
