"""`dueregard compare returns`: files in, forces beside their like, nobody named."""

import pytest
from tests.returns_of_forces import ODD, returns

from dueregard.__main__ import main


@pytest.fixture
def folder(tmp_path):
    for each in returns():
        (tmp_path / f"{each.force.id}.json").write_text(each.to_json(), encoding="utf-8")
    return tmp_path


def run(*words: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["compare", "returns", *map(str, words)])
    return ended.value.code


def test_43_files_are_compared_and_the_odd_one_is_found_under_a_letter(folder, capsys):
    assert run(*folder.glob("*.json")) == 0

    text = capsys.readouterr().out
    odd = returns()[ODD]
    named = [line for line in text.splitlines() if "| Fewer than" in line or "| More than" in line]
    assert len(named) == 1
    assert f"{odd.count('reviewed')} of {odd.count('in-use')}" in named[0]
    assert named[0].startswith("| Force ")
    assert "Made-up" not in text


def test_it_is_written_in_the_format_that_the_name_says(folder, capsys):
    files = sorted(folder.glob("*.json"))[:6]
    for suffix in (".html", ".xlsx", ".csv", ".json"):
        assert run(*files, "--by", "likeness", "-o", folder / f"out{suffix}") == 0
        assert (folder / f"out{suffix}").stat().st_size > 1000


def test_its_own_force_stands_first_with_its_name(folder, capsys):
    assert run(*folder.glob("*.json"), "--own", "made-up-force-05") == 0
    assert "| Made-up Force 05 |" in capsys.readouterr().out
    assert run(*folder.glob("*.json"), "--own", "nobody") == 2
    assert "None of these returns is of “nobody”" in capsys.readouterr().err


def test_every_file_with_a_fault_is_named(tmp_path, capsys):
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    (tmp_path / "b.csv").write_text("force,item,count\nA,uses,3\n", encoding="utf-8")

    assert run(tmp_path / "a.json", tmp_path / "b.csv", tmp_path / "gone.json") == 2

    said = capsys.readouterr().err
    assert "a.json: it is not whole JSON" in said
    assert "b.csv: it does not say its period" in said
    assert "gone.json cannot be read" in said


def test_a_table_of_counts_takes_its_period_and_its_groups_from_the_command(tmp_path, capsys):
    rows = "".join(f"F{n},reviewed,{n + 3},{20}\n" for n in range(6))
    groups = "".join(f"F{n},coast\n" for n in range(6))
    (tmp_path / "counts.csv").write_text(f"force,item,count,of\n{rows}", encoding="utf-8")
    (tmp_path / "groups.csv").write_text(f"force,group\n{groups}", encoding="utf-8")
    days = ("--from", "2026-07-01", "--to", "2026-09-30")

    assert run(tmp_path / "counts.csv", *days, "--groups", tmp_path / "groups.csv") == 0
    assert capsys.readouterr().out.count("| Cannot tell |") == 6
    assert run(tmp_path / "counts.csv", *days) == 0
    assert "Fewer than 5 similar forces" in capsys.readouterr().out
    assert run(tmp_path / "counts.csv", "--from", "soon", "--to", "later") == 2


def test_the_schema_is_printed(capsys):
    assert run("--schema") == 0
    assert "urn:dueregard:return:1" in capsys.readouterr().out


def test_no_file_at_all_says_what_to_name(capsys):
    assert run() == 2
    assert "Name the returns" in capsys.readouterr().err
