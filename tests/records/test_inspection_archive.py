"""The archive opens alone: no broken link, nothing fetched, nothing meant for one pair of eyes."""

import json
import re
import zipfile
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import PurePosixPath

import pytest
from click.testing import CliRunner
from tests.records.test_inspection import SEED, draw, lodge
from tests.records.test_jobs import Queue

from dueregard.answers import DueRegardError, Refused
from dueregard.cli.sample import sample
from dueregard.cli.verify import verify
from dueregard.jobs import queries as jobs
from dueregard.jobs.rules import State
from dueregard.ledger import queries as ledger
from dueregard.ledger.processing import actions as processing
from dueregard.ledger.processing.rules import Operation, Processing
from dueregard.manage.committee import actions as committee
from dueregard.manage.procurement import actions as procurement
from dueregard.manage.procurement.rules import Given
from dueregard.people import actions as people
from dueregard.people.rules import Role
from dueregard.report.inspection import actions, queries
from dueregard.web import inspection_archive, inspection_files, ledger_signing, tasks

CANARY = "heliotrope-canary"
TOKEN = f"{CANARY}-token-of-a-supplier-0123456789abcdef"


class Links(HTMLParser):
    """Every address that a page leads to or would fetch."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        assert tag not in {"script", "iframe", "img", "object", "embed", "form"}, tag
        for name, value in attrs:
            assert not name.startswith("on"), f"{tag} {name}"
            assert name != "style" or "url(" not in value
            if name in {"href", "src", "action", "data", "poster", "srcset"}:
                self.found.append(value)


@pytest.fixture
def filled(world):
    """A use with everything in its record, and canaries where nobody may look."""
    ref = world.use()
    matter = world.matter(ref)
    committee.opine(matter_id=matter, outcome="reject", reasons=f"{CANARY} in my own view",
                    by=world.person(Role.COMMITTEE_MEMBER), now=world.now)
    enquiry = _enquiry(world, ref)
    procurement.keep(token=TOKEN, number=1, now=world.now,
                     given=Given(text=f"{CANARY} not sent yet", rests_on="says", report=""))
    with pytest.raises(Refused):
        people.turn_away(path=f"/people/{CANARY}/", by=world.person(Role.OFFICER), now=world.now,
                         answer=_no())
    processing.record(Processing(
        op=Operation.DISCLOSURE, system="Custody", data_class="Custody record",
        columns=("offence",), rows=1, subject=f"{CANARY}-person", recipient="Test Council",
        reason=f"{CANARY} in the log of processing", case_ref="INC-1", agreement=ref,
    ), by=world.lead, now=world.now)
    other = world.use(name="A burglary map", technology="place-based-prediction")
    world.matter(other, to="decided")
    world.publish(other)
    world.use(name="Drones <b>over</b> the Lode & the weir", technology="drones")
    return {"ref": ref, "enquiry": enquiry, "matter": matter}


def _no():
    from dueregard.answers import No

    return No("Not for you.", "role")


def _enquiry(world, ref):
    questions = ["supplier.09", "supplier.12"]
    made = procurement.ask(
        ref=ref, supplier="Facewise Ltd", product="Facewise", version="4",
        questions=questions, by=world.lead, now=world.now,
        answer_by=world.now.date() + timedelta(days=21),
    )
    enquiry = int(made.rpartition("-")[2])
    procurement.open_link(enquiry_id=enquiry, token=TOKEN, by=world.lead, now=world.now,
                          expires_on=world.now.date() + timedelta(days=28))
    return enquiry


def build(world, path, *, draw_id):
    return inspection_archive.build(
        path, draw_id=draw_id, now=world.now, progress=lambda done, total, words: None
    )


@pytest.fixture
def archive(world, filled, tmp_path):
    """The folder that an inspector gets, unpacked."""
    drawn = draw(world, lodge(world), size=3)
    build(world, tmp_path / "made.zip", draw_id=drawn)
    with zipfile.ZipFile(tmp_path / "made.zip") as made:
        made.extractall(tmp_path / "archive")
    return tmp_path / "archive"


def names(folder):
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}


def test_no_link_is_broken_and_every_page_is_reached_from_the_first(archive):
    there, seen, waiting = names(archive), set(), ["index.html"]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        assert name in there, f"{name} is not in the archive"
        if not name.endswith(".html"):
            continue
        links = Links()
        links.feed((archive / name).read_text(encoding="utf-8"))
        for link in links.found:
            assert not re.match(r"[a-z]+:|//|/", link), f"{name} leads out: {link}"
            if not link.startswith("#"):
                waiting.append(_join(name, link.split("#")[0]))
    pages = {each for each in there if each.endswith(".html")}
    assert pages <= seen
    assert len(pages) > 50


def _join(name, link):
    parts = []
    for each in (*PurePosixPath(name).parent.parts, *PurePosixPath(link).parts):
        if each == "..":
            parts.pop()
        elif each != ".":
            parts.append(each)
    return "/".join(parts)


def test_no_page_fetches_anything(archive):
    for path in archive.rglob("*"):
        if path.suffix in {".html", ".css"}:
            text = path.read_text(encoding="utf-8")
            assert "@import" not in text
            assert "url(" not in text


def test_nothing_that_is_for_named_persons_alone_is_anywhere_in_it(archive, filled):
    from dueregard.manage.procurement.models import Enquiry

    hidden = (CANARY, TOKEN, Enquiry.objects.get(pk=filled["enquiry"]).token_hash)
    for path in archive.rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            assert not any(each in text for each in hidden), path


def test_pages_name_posts_and_not_people(world, archive):
    from dueregard.people import queries as roster

    people = [each.name for each in roster.roster()]
    for path in archive.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not any(each in text for each in people), path
    page = next((archive / "records").glob("*.html")).read_text(encoding="utf-8")
    assert "The administrator, ethics lead added a use to the register" in page


def test_the_ledger_in_it_verifies_and_goes_on_from_the_head_at_lodging(archive):
    lodging = queries.lodging(queries.lodgings()[0].id)

    done = CliRunner().invoke(verify, [str(archive / "ledger"), "--head", lodging.ledger_head])

    assert done.exit_code == 0, done.output
    assert "is the beginning of this one" in done.output
    assert "erased or left out of this copy" in done.output


def test_each_entry_of_the_sample_is_proved_by_itself_and_so_is_what_came_since(archive):
    key = ledger_signing.signer().key.text
    files = sorted((archive / "proofs").iterdir())

    done = [CliRunner().invoke(verify, [str(each), "--key", key]) for each in files]

    assert [each.output for each in done if each.exit_code] == []
    assert (archive / "proofs" / "since-lodging.txt") in files
    # All but the step from the head at lodging, and the entry of the log of processing: of that its
    # place alone is proved.
    assert sum("It says: {" in each.output for each in done) == len(files) - 2 > 3


def test_a_changed_word_in_its_ledger_is_noticed(archive):
    path = archive / "ledger" / "entries.jsonl"
    path.write_text(path.read_text().replace("Live facial recognition", "Live face recognition"))

    assert CliRunner().invoke(verify, [str(archive / "ledger")]).exit_code == 1


def test_the_sample_is_drawn_again_from_the_list_in_it(archive):
    done = CliRunner().invoke(sample, [str(archive / "list.csv"), "--seed", SEED, "--size", "3"])

    drawn = [line.split()[1] for line in done.output.splitlines()[2:]]
    assert {f"{each}.json" for each in drawn} == {
        each.name for each in (archive / "records").glob("*.json")
    }


def test_each_record_in_it_has_the_digest_that_was_lodged(archive):
    from dueregard.report.inspection.rules import digest_of

    lodged = {each.ref: each.digest for each in queries.lodging(queries.lodgings()[0].id).listed}
    for path in (archive / "records").glob("*.json"):
        assert digest_of(path.read_bytes()) == lodged[path.stem]
        assert json.loads(path.read_bytes())["record"] == path.stem


def test_the_same_record_makes_the_same_bytes(world, filled, tmp_path):
    drawn = draw(world, lodge(world), size=3)

    one = build(world, tmp_path / "one.zip", draw_id=drawn)
    two = build(world, tmp_path / "two.zip", draw_id=drawn)

    assert one.digest == two.digest
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_record_that_moves_on_while_it_is_made_is_read_again_and_then_given_up(
    world, filled, tmp_path
):
    drawn = draw(world, lodge(world), size=1)
    times = []

    def somebody_at_work(done, total, words):
        if done == 0:
            times.append(done)
            world.use(name=f"Yet another {len(times)}")

    with pytest.raises(DueRegardError, match="changed each time"):
        inspection_archive.build(
            tmp_path / "made.zip", draw_id=drawn, now=world.now, progress=somebody_at_work
        )
    assert len(times) == inspection_archive.TRIES
    assert not (tmp_path / "made.zip").exists()


def test_the_papers_of_a_sampled_record_are_in_it(archive, filled):
    papers = {each.name for each in (archive / "papers").iterdir()}

    assert f"{filled['ref']}-matter-{filled['matter']}.html" in papers
    assert any("-publication-" in each for each in papers)


def test_a_name_that_looks_like_markup_is_shown_as_it_was_written(archive):
    page = (archive / "statements" / "inspect.described.html").read_text(encoding="utf-8")

    assert "Drones &lt;b&gt;over&lt;/b&gt; the Lode &amp; the weir" in page


def test_it_is_made_as_work_with_its_digest_on_the_ledger(world, filled, tmp_path, settings):
    settings.ENV = settings.ENV.model_copy(update={"home": tmp_path})
    drawn = draw(world, lodge(world), size=2)
    queue = Queue()
    made = actions.ask_for_archive(draw_id=drawn, by=world.person(Role.INSPECTOR), now=world.now,
                                   enqueue=queue)

    tasks.run.call(*queue)

    job = jobs.sheet(int(made.removeprefix("job-")))
    [kept] = queries.archives(drawn)
    entry = ledger.history(newest=1)[0]
    assert (job.state, job.result) == (State.DONE, f"draw-{drawn}")
    assert inspection_files.path_of(kept.digest).stat().st_size == kept.size
    assert entry.verb == "inspection:archive:make"
    assert entry.facts["digest"] == kept.digest


def test_files_that_are_too_old_or_nobodys_are_swept_away(world, filled, tmp_path, settings):
    import os

    settings.ENV = settings.ENV.model_copy(update={"home": tmp_path})
    drawn = draw(world, lodge(world), size=1)
    actions.keep_archive(draw_id=drawn, digest="a" * 64, size=1, entries=1, head="b" * 64,
                         by=world.lead, now=world.now)
    for name, days in (("a" * 64, 89), ("c" * 64, 2), (".coming-1-1", 0)):
        path = inspection_files.folder() / name
        path.write_bytes(b"x")
        at = path.stat().st_mtime - days * 24 * 3600
        os.utime(path, (at, at))

    assert inspection_files.sweep() == 1
    assert inspection_files.here("a" * 64)
    assert not inspection_files.here("c" * 64)


@pytest.mark.parametrize("role", [Role.DECISION_MAKER, Role.PROJECT_LEAD, Role.OFFICER])
def test_nobody_else_asks_for_it(world, filled, role):
    drawn = draw(world, lodge(world), size=1)

    with pytest.raises(Refused):
        actions.ask_for_archive(draw_id=drawn, by=world.person(role), now=world.now,
                                enqueue=Queue())
