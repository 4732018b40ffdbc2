"""The pages of evidence: measure, record what was said, read, take away, replace."""

import hashlib
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.builders_measure import EXAMPLE, measured
from tests.pages.visiting import Visitor, words
from tests.records.test_evidence import LOG, attached, said

from dueregard.answers import DueRegardError
from dueregard.identify.evidence import queries
from dueregard.jobs import queries as jobs
from dueregard.jobs.rules import State
from dueregard.people.rules import Role
from dueregard.web import tasks, uploads

CLAIM = {
    "title": "Accuracy", "statement": "It is 99% accurate", "source": "supplier",
    "said_by": "Facewise Ltd", "level": "1", "lens": "fairness", "dated_on": "27/3/2026",
}


@pytest.fixture
def lead(world, client):
    return Visitor(client, world.lead)


def upload(visitor, ref, content, *, name="log.csv", **fields):
    given = {"instrument": "deployments", "title": "Our log", "source": "force"} | fields
    return visitor.send(f"/uses/{ref}/measure/", file=SimpleUploadedFile(name, content), **given)


def number(response) -> int:
    """The number at the end of where a page sends one."""
    return int(response["Location"].rstrip("/").rpartition("/")[2])


def test_a_file_is_sent_measured_behind_the_page_and_read(world, lead):
    ref = world.use()

    response = upload(lead, ref, EXAMPLE.read_bytes())

    waiting = lead.read(response["Location"])
    tasks.run.call(number(response))
    done = lead.client.get(response["Location"])
    (kept,) = queries.of_use(ref)
    paper = lead.read(f"/evidence/{kept.id}/")
    assert response["Location"].startswith("/jobs/")
    assert "Waiting" in waiting and "Refresh" in waiting
    assert f'href="/evidence/{kept.id}/"' in done.content.decode()
    assert "A test on our own data" in paper
    assert queries.sheet(kept.id).statement in paper


def test_the_fragment_asks_again_until_the_work_is_over(world, lead):
    response = upload(lead, world.use(), EXAMPLE.read_bytes())
    address = response["Location"]

    before = lead.client.get(address, headers={"HX-Request": "true"}).content.decode()
    tasks.run.call(number(response))
    after = lead.client.get(address, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in before
    assert f'hx-get="{address}"' in before
    assert "hx-get" not in after


def test_a_file_that_is_no_log_ends_in_the_instruments_sentence(world, lead):
    ref = world.use()
    response = upload(lead, ref, b"colour,size\nred,1\n")

    tasks.run.call(number(response))

    page = lead.read(response["Location"])
    assert jobs.sheet(number(response)).state is State.FAILED
    assert "Nothing was saved" in page
    assert "column" in page
    assert queries.of_use(ref) == ()


def test_a_form_without_a_file_says_so_beside_the_field(world, lead):
    ref = world.use()

    page = words(lead.send(f"/uses/{ref}/measure/"))

    for problem in ("Choose what you want to know", "Choose a file", "Give it a name"):
        assert page.count(problem) >= 2


def test_a_ready_made_finding_that_is_none_is_said_before_any_work(world, lead):
    ref = world.use()

    response = upload(lead, ref, b"{}", name="finding.json", instrument="finding")

    assert "not a finding" in words(response)
    assert not uploads.path_of(hashlib.sha256(b"{}").hexdigest()).exists()


def test_a_ready_made_finding_is_attached_as_it_is(world, lead):
    ref = world.use()
    finding = measured(LOG).to_json()
    response = upload(lead, ref, finding.encode(), name="finding.json", instrument="finding",
                      source="independent")

    tasks.run.call(number(response))

    (kept,) = queries.of_use(ref)
    assert queries.sheet(kept.id).finding == finding
    assert kept.level == 3


def test_a_file_sent_twice_is_measured_once(world, lead):
    ref = world.use()
    first = upload(lead, ref, EXAMPLE.read_bytes(), once="same")
    second = upload(lead, ref, EXAMPLE.read_bytes(), once="same")

    assert first["Location"] == second["Location"]
    assert first["Location"].startswith("/jobs/")


def test_a_refused_file_is_not_kept(world, client):
    ref = world.use(owner=world.lead)
    visitor = Visitor(client, world.person(Role.PROJECT_LEAD))

    page = words(upload(visitor, ref, b"place\nSoho\n"))

    assert "only for uses that you own" in page
    assert not uploads.path_of(hashlib.sha256(b"place\nSoho\n").hexdigest()).exists()


def test_a_claim_is_kept_and_the_page_says_that_only_the_supplier_says_so(world, lead):
    ref = world.use()

    response = lead.send(f"/uses/{ref}/evidence/add/", **CLAIM)

    page = lead.read(response["Location"])
    assert "only the supplier says so" in page
    assert "level 1 of 5" in page


def test_a_level_that_the_source_cannot_give_is_said_beside_it(world, lead):
    ref = world.use()

    response = lead.send(f"/uses/{ref}/evidence/add/", **(CLAIM | {"level": "3"}))

    assert "A higher level needs a test by somebody else" in words(response)
    assert 'href="#id_level_0"' in response.content.decode()
    assert queries.of_use(ref) == ()


def test_the_paper_is_taken_away_in_every_form_but_pdf(world, lead):
    ref = world.use()
    evidence_id = attached(world, ref)

    got = {
        form: lead.client.get(f"/evidence/{evidence_id}/download/{form}/")
        for form in ("html", "csv", "md", "json")
    }

    assert {each.status_code for each in got.values()} == {200}
    assert b"Our log" in got["html"].content
    assert json.loads(got["json"].content)["instrument"] == "deployments"
    assert got["csv"]["Content-Disposition"] == (
        f'attachment; filename="evidence-{evidence_id}.csv"'
    )
    lead.read(f"/evidence/{evidence_id}/download/exe/", status=404)


def test_where_no_pdf_can_be_made_the_page_says_what_to_install(world, lead, monkeypatch):
    from dueregard.documents import as_pdf

    def without_pango():
        raise DueRegardError("Install Pango, or print the page.")

    monkeypatch.setattr(as_pdf, "_weasyprint", without_pango)
    evidence_id = attached(world, world.use())

    response = lead.client.get(f"/evidence/{evidence_id}/download/pdf/", follow=True)

    assert "Install Pango, or print the page." in words(response)


def test_evidence_is_replaced_and_says_by_what(world, lead):
    ref = world.use()
    old, new = said(world, ref), attached(world, ref)

    response = lead.send(f"/evidence/{old}/replace/", replaced_by_id=str(new), reason="Measured")

    assert response["Location"] == f"/uses/{ref}/identify/"
    assert "Newer evidence stands in its place" in lead.read(f"/evidence/{old}/")


def test_evidence_alone_cannot_be_replaced_and_the_page_says_what_to_do(world, lead):
    only = said(world, world.use())

    assert "Attach the newer one first" in lead.read(f"/evidence/{only}/replace/")


def test_there_is_no_such_evidence_or_work(world, lead):
    lead.read("/evidence/77/", status=404)
    lead.read("/jobs/77/", status=404)


@pytest.mark.parametrize(("role", "address"), [
    (Role.COMMITTEE_MEMBER, "/evidence/1/"),
    (Role.PANEL_MEMBER, "/jobs/1/"),
    (Role.OFFICER, "/uses/use-0001/measure/"),
    (Role.INSPECTOR, "/uses/use-0001/evidence/add/"),
])
def test_pages_that_are_not_for_a_role_say_for_whom_they_are(world, client, role, address):
    attached(world, world.use())
    visitor = Visitor(client, world.person(role))

    assert "This is for" in visitor.read(address, status=403)


DECISIONS = b"".join([
    b"race,flagged,harmed\n", b"A,yes,no\n" * 90, b"A,no,no\n" * 110, b"A,yes,yes\n" * 40,
    b"B,yes,no\n" * 30, b"B,no,no\n" * 170, b"B,yes,yes\n" * 40,
])


def asked(lead, ref, content=DECISIONS, **fields):
    """The page that asks which column is which, for a file just sent."""
    response = upload(lead, ref, content, instrument="decisions", **fields)
    return response["Location"]


def test_a_file_that_no_heading_explains_is_asked_about_then_measured(world, lead):
    ref = world.use()
    address = asked(lead, ref)

    page = lead.client.get(address).content.decode()
    response = lead.send(address, decision="flagged", outcome="harmed", group="race",
                         reference="B", adverse="yes", margin="1.25", level="0.95")
    tasks.run.call(number(response))

    (kept,) = queries.of_use(ref)
    assert all(f'value="{heading}"' in page for heading in ("race", "flagged", "harmed"))
    assert "45.0% were wrongly given a yes in the group A, against 15.0% in B" in kept.statement
    assert not uploads.path_of(hashlib.sha256(DECISIONS).hexdigest()).exists()


def test_what_an_instrument_needs_and_does_not_get_is_said_beside_the_field(world, lead):
    address = asked(lead, world.use())

    page = words(lead.send(address, decision="flagged", adverse="yes", level="0.95"))

    assert page.count("Answer this: What happened afterwards") >= 2


def test_a_level_in_per_cent_is_refused_with_the_fix(world, lead):
    address = asked(lead, world.use())

    page = words(lead.send(address, decision="flagged", outcome="harmed", group="race",
                           adverse="yes", margin="1.25", level="95"))

    assert "Write 0.95." in page


def test_a_file_that_was_sent_and_left_is_deleted_within_a_day(world, lead, monkeypatch):
    asked(lead, world.use())
    path = uploads.path_of(hashlib.sha256(DECISIONS).hexdigest())
    assert path.exists()
    uploads.sweep()
    assert path.exists()

    monkeypatch.setattr(uploads, "ABANDONED_SECONDS", -5)
    uploads.sweep()

    assert not path.exists()


def test_the_questions_of_a_file_that_is_gone_send_one_back(world, lead):
    ref = world.use()
    address = asked(lead, ref)
    uploads.let_go(hashlib.sha256(DECISIONS).hexdigest())

    response = lead.client.get(address, follow=True)

    assert "Send it again" in words(response)


def test_an_address_that_nobody_signed_is_no_page(world, lead):
    lead.read(f"/uses/{world.use()}/measure/e30:forged:word/", status=404)


SUPPLIER = (b"ethnicity,threshold,mated,true_identified,nonmated,false_identified\n"
            b"White,0.6,400,356,6000,1\nBlack,0.6,400,340,6000,6\n")
CONTRACT = b"term,value\nthreshold,0.64\nwatchlist_size,10000\n"


def test_a_suppliers_table_is_checked_beside_a_contract_and_kept_at_its_level(world, lead):
    ref = world.use()
    sent = upload(lead, ref, SUPPLIER, name="supplier.csv", instrument="claim", source="supplier")
    questions = lead.read(sent["Location"])

    response = lead.send(
        sent["Location"], contract_file=SimpleUploadedFile("contract.csv", CONTRACT),
        tested_by="supplier", correlation="0.3", points="0.05", margin="1.25", level="0.95")
    tasks.run.call(number(response))

    (kept,) = queries.of_use(ref)
    paper = lead.read(f"/evidence/{kept.id}/")
    assert "what the contract says" in questions
    assert kept.level == 2
    assert "The supplier's own test" in paper.replace("&#x27;", "'")
    assert "the contract says 0.64, the table was tested at 0.6" in paper
    assert "Still to be asked of the supplier" in paper
    assert not uploads.path_of(hashlib.sha256(CONTRACT).hexdigest()).exists()


def test_a_suppliers_table_without_a_contract_is_checked_too(world, lead):
    ref = world.use()
    sent = upload(lead, ref, SUPPLIER, name="supplier.csv", instrument="claim", source="supplier")

    response = lead.send(sent["Location"], tested_by="supplier", correlation="0.3", points="0.05",
                         margin="1.25", level="0.95")
    tasks.run.call(number(response))

    (kept,) = queries.of_use(ref)
    assert kept.level == 2


TRIAL = (b"volunteer,ethnicity,mated,identified,threshold\n"
         + b"V1,White,yes,yes,0.6\nV2,Black,yes,no,0.6\nV3,White,no,no,0.6\nV4,Black,no,yes,0.6\n")


def test_a_trial_is_measured_from_the_page_with_what_is_asked(world, lead):
    ref = world.use()
    sent = upload(lead, ref, TRIAL, name="trial.csv", instrument="matches", source="force")

    response = lead.send(sent["Location"], group=["ethnicity"], correlation="0.3", points="0.05",
                         margin="1.25", level="0.95")
    tasks.run.call(number(response))

    (kept,) = queries.of_use(ref)
    assert kept.level == 4
    assert "wrongful matches" in queries.sheet(kept.id).statement


def test_footage_is_measured_from_the_page_and_then_the_ratings_with_their_sample(world, lead):
    ref = world.use()
    log = (b"who,from,to,on,off\nWhite,2026-08-01 14:00,2026-08-01 14:10,2026-08-01 14:00,"
           b"2026-08-01 14:10\nBlack,2026-08-01 15:00,2026-08-01 15:10,,\n")
    sent = upload(lead, ref, log, name="encounters.csv", instrument="footage", source="force")
    asked = {"from": "from", "to": "to", "recorded_from": "on", "recorded_to": "off",
             "group": ["who"], "grace": "60", "matters": "0.05", "level": "0.95"}

    tasks.run.call(number(lead.send(sent["Location"], **asked)))

    sample = b"id,listed,drawn,footage,reason\na,30,2,seen,\nb,30,2,missing,Never uploaded\n"
    rated = b"rater,item,rating\nA,a,green\nB,a,red\nC,a,red\n"
    sent = upload(lead, ref, rated, name="ratings.csv", instrument="footage", source="force")
    tasks.run.call(number(lead.send(
        sent["Location"], rater="rater", item="item", rating="rating", concern="red", grace="60",
        matters="0.05", level="0.95", sample_file=SimpleUploadedFile("sample.csv", sample))))

    first, second = sorted(queries.of_use(ref), key=lambda each: each.id)
    assert "The whole encounter was recorded in 50.0% of 2" in queries.sheet(first.id).statement
    assert "Of 2 drawn, 1 were not seen whole" in lead.read(f"/evidence/{second.id}/")
