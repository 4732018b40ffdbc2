"""`dueregard verify` needs no database, and names the first entry that does not fit."""

import json

import pytest
from click.testing import CliRunner
from tests.rules.test_ledger_rules import chain

from dueregard.cli.verify import verify
from dueregard.ledger import copies


@pytest.fixture
def folder(tmp_path):
    lines = chain("add", "move", "publish")
    (tmp_path / "entries.jsonl").write_text(
        "".join(copies.line_to_json(each) + "\n" for each in lines)
    )
    (tmp_path / "head.json").write_text(json.dumps({"entries": 3, "head": lines[-1].head}))
    return tmp_path


def test_a_whole_export_verifies(folder):
    result = CliRunner().invoke(verify, [str(folder)])

    assert result.exit_code == 0
    assert "All 3 entries fit" in result.output


def test_an_earlier_head_is_confirmed(folder):
    result = CliRunner().invoke(verify, [str(folder), "--head", chain("add")[-1].head])

    assert result.exit_code == 0
    assert "is the beginning of this one" in result.output


def test_a_changed_word_is_named_by_its_entry(folder):
    path = folder / "entries.jsonl"
    path.write_text(path.read_text().replace('"move"', '"stop"'))

    result = CliRunner().invoke(verify, [str(folder)])

    assert result.exit_code == 1
    assert "Entry 2 does not fit" in result.output


def test_entries_cut_off_the_end_are_noticed(folder):
    path = folder / "entries.jsonl"
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:2]))

    result = CliRunner().invoke(verify, [str(folder)])

    assert result.exit_code == 1
    assert "cut off" in result.output


@pytest.mark.parametrize(("name", "content", "words"), [
    ("entries.jsonl", "not json\n", "Line 1 of entries.jsonl is not a ledger entry"),
    ("entries.jsonl", None, "There is no entries.jsonl"),
    ("head.json", "{}", "head.json"),
])
def test_a_damaged_copy_is_said_in_words(folder, name, content, words):
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_text(content)

    result = CliRunner().invoke(verify, [str(folder)])

    assert result.exit_code == 1
    assert words in result.output
