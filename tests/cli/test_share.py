"""Sharing from the command line: questions, tables of cases, gaps, Cedar, and how it refuses."""

import json
from pathlib import Path

import pytest

from dueregard.__main__ import main
from dueregard.sharing import reading
from dueregard.sharing.deciding import again, to_plain

FOLDER = Path("examples/sharing")
AGREEMENT, QUESTION = FOLDER / "marac.toml", FOLDER / "question.toml"
CASES = FOLDER / "marac-cases.toml"


@pytest.fixture
def run(capsys):
    """Run the command; give its exit code, what it printed and what it complained of."""

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["share", *(str(each) for each in arguments)])
        out, err = capsys.readouterr()
        return ended.value.code, out, err

    return run


@pytest.fixture
def asked(tmp_path):
    """A question or table of cases in a folder with the agreement, from the example's text."""

    def asked(*changes, source=QUESTION):
        (tmp_path / "marac.toml").write_bytes(AGREEMENT.read_bytes())
        text = source.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / "asked.toml").write_text(text, encoding="utf-8")
        return tmp_path / "asked.toml"

    return asked


def test_a_question_is_answered_with_the_law_it_rests_on_and_the_terms_it_was_asked_under(run):
    code, out, err = run("would", QUESTION)

    assert (code, err) == (0, "")
    assert out.startswith("Yes. Every clause of the agreement holds.\n\nIt rests on: Crime and "
                          "Disorder Act 1998, section 115, Children Act 2004, section 10")
    assert "Agreement isa-0007, version 2, SHA-256 " in out
    assert "Decided as at 2026-11-02T10:00+00:00." in out


def test_a_refusal_names_each_thing_and_what_would_make_it_a_yes(run, asked):
    code, out, _ = run("would", asked(('"social-worker"', '"clerk"'), ("suspended = false\n", "")))

    assert code == 0 and out.startswith("No. 2 things stand in the way.")
    assert "- Nobody knows whether the partner is suspended.\n  Look the partner up" in out
    assert "- “clerk” is not a role that may receive it.\n  Have it received by one of these" in out
    assert "It rests on" not in out


def test_a_risk_to_life_says_what_was_passed_over(run, asked):
    _, out, _ = run("would", asked(("[facts]", "break_glass = true\n[facts]"),
                                   ("suspended = false", "suspended = true")))

    assert out.startswith("A life is at risk: it may go at once.")
    assert "Passed over:\n\n- The partner is suspended: nothing goes to it." in out
    assert "1 clause passed over." in out


def test_the_table_of_cases_of_the_example_is_as_expected(run):
    code, out, _ = run("would", CASES)

    assert code == 0 and out.endswith("26 of 26 cases are as expected.\n")


@pytest.mark.parametrize(("old", "new", "words"), [
    ('expect = "permit"', 'expect = "refuse"', "Expected refuse, and it is permit."),
    ('failed = ["review"]', 'failed = ["vetted"]', "Expected to fail: vetted. Found: review."),
    ('["two-child"]', '["two-staff"]',
     "Expected to ask for two people: two-staff. Found: two-child."),
])
def test_a_case_that_is_not_as_expected_is_told_and_ends_with_1(run, asked, old, new, words):
    code, out, _ = run("would", asked((old, new), source=CASES))

    assert code == 1 and words in out
    assert out.endswith("25 of 26 cases are as expected.\n")


def test_a_case_with_an_empty_list_expects_that_nothing_fails(run, asked):
    code, out, _ = run("would", asked(('failed = ["review"]', "failed = []"), source=CASES))

    assert code == 1 and "Expected to fail: none. Found: review." in out


def test_what_is_written_can_be_decided_again_years_later(run, tmp_path):
    kept = tmp_path / "decision.json"
    assert run("would", QUESTION, "-o", kept)[0] == 0
    plain = json.loads(kept.read_text(encoding="utf-8"))

    assert to_plain(again(plain, reading.terms(reading.read(AGREEMENT)))) == plain


def test_a_table_is_written_with_the_name_of_each_case(run, tmp_path):
    kept = tmp_path / "decisions.json"
    run("would", CASES, "-o", kept)
    plain = json.loads(kept.read_text(encoding="utf-8"))

    assert len(plain) == 26
    assert plain[4]["case"] == "A day later sharing has stopped"
    assert plain[4]["failed"][0]["clause"] == "review"


def test_a_question_may_be_json_and_hold_its_terms(run, tmp_path):
    plain = dict(reading.read(QUESTION))
    plain |= {"terms": dict(reading.read(AGREEMENT)), "now": plain["now"].isoformat()}
    del plain["agreement"]
    path = tmp_path / "question.json"
    path.write_text(json.dumps(plain, default=str), encoding="utf-8")

    assert run("would", path)[1] == run("would", QUESTION)[1]


@pytest.mark.parametrize(("old", "new", "words"), [
    ('agreement = "marac.toml"', "", "say which agreement"),
    ('agreement = "marac.toml"', "agreement = 3", "“agreement” is the name of a file"),
    ('"marac.toml"', '"other.toml"', "There is no file"),
    ("2026-11-02T10:00:00Z", "2026-11-02", "“now” is a time with its time zone"),
    ("2026-11-02T10:00:00Z", '"soon"', "“now” is a time with its time zone"),
    ("role =", "roll =", "roll: This is not asked here. It can have: partner, purpose, role"),
    ("suspended = false", 'suspended = "no"', "suspended: Write true or false"),
    ("[facts]", "[fact]", "“fact” is not part of a question"),
    ("[facts] ", "[[facts]] ", "“facts” is a table of fields"),
    ('agreement = "marac.toml"', 'agreement = "marac.toml"\ncase = 3', "under [[case]]"),
    ("[facts] ", "[[case]]\nname = 'x'\nwithout = ['request.colour']\n[facts] ",
     "there is no “request.colour” to leave out"),
    ("[facts] ", "[[case]]\nfailed = ['clause']\n[facts] ", "there is no clause “clause”"),
    ("[facts] ", "[[case]]\nexpect = 'yes'\n[facts] ", "is not one of: permit, refuse, refer"),
])
def test_a_question_that_cannot_be_asked_is_told_in_words(run, asked, old, new, words):
    code, out, err = run("would", asked((old, new)))

    assert (code, out) == (2, "")
    assert words in err and "Traceback" not in err


def test_what_an_agreement_leaves_open_is_told_with_what_to_do(run, tmp_path):
    begun = tmp_path / "isa.toml"
    assert run("begin", "marac", "--ref", "isa-9", "-o", begun)[0] == 0

    code, out, _ = run("check", begun, "--on", "2026-11-02")

    assert code == 1 and out.startswith("20 of 48 headings are filled in. 28 are open.")
    assert "Parties. It names fewer than two parties.\n  Name each party" in out
    assert "Have your lawyers confirm them:\n- Crime and Disorder Act 1998" in out


def test_a_whole_agreement_leaves_nothing_open_until_its_review_is_due(run):
    assert run("check", AGREEMENT, "--on", "2026-11-02")[0] == 0
    code, out, _ = run("check", AGREEMENT, "--on", "2027-03-02")

    assert code == 1 and "Its review was due on 1 March 2027." in out


def test_an_agreement_is_written_as_cedar_with_its_schema(run, tmp_path):
    code, out, _ = run("export", AGREEMENT, "--cedar", "-o", tmp_path / "cedar")

    assert code == 0 and out.count("Written to") == 2
    text = (tmp_path / "cedar" / "agreement.cedar").read_text(encoding="utf-8")
    assert '@id("review")' in text and 'datetime("2027-03-31")' in text
    assert "action" in (tmp_path / "cedar" / "schema.cedarschema").read_text(encoding="utf-8")


@pytest.mark.parametrize(("arguments", "words"), [
    (("would", "nothing.toml"), "There is no file nothing.toml"),
    (("would", QUESTION, "-o", "x.html"), "End the name in one of: .json"),
    (("check", QUESTION), "agreement: This is not asked here"),
    (("check", AGREEMENT, "--on", "soon"), "does not match the format"),
    (("export", AGREEMENT, "-o", "x"), "Say in which form: --cedar"),
    (("export", AGREEMENT, "--cedar", "-o", AGREEMENT), "cannot be made"),
    (("begin", "other", "--ref", "x"), "Choose from: marac, mash, mappa, research"),
])
def test_it_refuses_in_a_sentence(run, arguments, words):
    code, _, err = run(*arguments)

    assert code == 2 and words in err


def test_an_agreement_without_a_name_is_not_written_as_cedar(run, tmp_path):
    path = tmp_path / "a.toml"
    path.write_text("version = 1\n", encoding="utf-8")

    code, _, err = run("export", path, "--cedar", "-o", tmp_path)

    assert code == 2 and "give the agreement a “ref”" in err


def test_an_agreement_is_begun_on_the_screen_too(run):
    out = run("begin", "research", "--ref", "isa-10")[1]

    assert 'ref = "isa-10"' in out and "[[schedule]]" in out
