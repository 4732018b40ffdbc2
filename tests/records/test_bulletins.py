"""Papers for the public: two people, drift, withdrawal; and nothing narrower gets out by any."""

import json
from datetime import date

import pytest
from django.apps import apps
from django.db import models
from tests.builders_panel import Panel
from tests.records.test_deployments import MET, row, take
from tests.records.test_perception import ask

from dueregard.answers import DueRegardError, Refused
from dueregard.documents.audience import Audience
from dueregard.documents.document import Document, Note, Part
from dueregard.identify.evidence import actions as evidence
from dueregard.identify.evidence.rules import Source
from dueregard.identify.register import actions as register
from dueregard.identify.register.actions import Description
from dueregard.identify.register.rules import Status
from dueregard.instruments.deployments.home_office import COLUMNS, COUNTS
from dueregard.ledger import queries as ledger
from dueregard.manage.deployments import queries as kept
from dueregard.manage.deployments.models import Deployment
from dueregard.manage.deployments.rules import totals
from dueregard.manage.happenings import actions as happenings
from dueregard.manage.happenings.rules import Kind as Happened
from dueregard.manage.sharing import actions as sharing
from dueregard.manage.sharing.actions import Asking
from dueregard.manage.sharing.disclosures import actions as disclosures
from dueregard.manage.sharing.models import SharingRequest
from dueregard.manage.sharing.rules import Found
from dueregard.people.rules import Role
from dueregard.report.annual import actions as annual
from dueregard.report.annual.rules import KEYS
from dueregard.report.bulletins import actions, queries, rules
from dueregard.report.bulletins.editions import panel_sittings
from dueregard.report.bulletins.kinds import KINDS
from dueregard.report.perception import actions as perception
from dueregard.report.public_register import actions as public_register
from dueregard.report.public_register.models import PublicPaper
from dueregard.report.public_register.papers import queries as public
from dueregard.report.publication.rules import State
from dueregard.report.quarterly import actions as quarterly
from dueregard.sharing.asked import Request

TABLE = "live-facial-recognition-deployments"


def deployed(world, *rows):
    ref = world.use()
    take(world, ref, *(rows or (row(),)))
    return ref


def propose(world, kind="deployment-table", edition="", by=None):
    actions.propose(kind=kind, edition=edition, by=by or world.person(Role.ANALYST), now=world.now)
    return rules.slug_of(slug=next(each.slug for each in KINDS if each.key == kind),
                         edition=edition)


def publish(world, kind="deployment-table", edition=""):
    slug = propose(world, kind, edition)
    actions.publish(slug=slug, by=world.lead, now=world.now)
    public_register.fill(now=world.now)
    return slug


# -- Two people -------------------------------------------------------------------------------


def test_what_is_published_is_what_was_frozen_when_it_was_proposed(world):
    ref = deployed(world)
    propose(world)
    take(world, ref, row(date=date(2026, 6, 1), place="Station Road"))

    actions.publish(slug=TABLE, by=world.lead, now=world.now)
    public_register.fill(now=world.now)

    text = public.paper(TABLE).document.canonical()
    assert "Market Square" in text and "Station Road" not in text


def test_the_one_who_proposed_cannot_publish_and_the_refusal_is_on_the_ledger(world):
    deployed(world)
    propose(world, by=world.lead)

    with pytest.raises(Refused) as refusal:
        actions.publish(slug=TABLE, by=world.lead, now=world.now)

    newest = ledger.history(newest=1)[0]
    assert refusal.value.code == "same-person"
    assert newest.refused and newest.verb == "bulletins:version:publish"
    assert public_register.fill(now=world.now) == 0


@pytest.mark.parametrize("role", [Role.OFFICER, Role.PROJECT_LEAD, Role.COMMITTEE_MEMBER])
def test_others_can_neither_propose_publish_drop_nor_withdraw(world, role):
    deployed(world)
    by = world.person(role)

    for action, given in (
        (actions.propose, {"kind": "deployment-table"}), (actions.publish, {"slug": TABLE}),
        (actions.drop, {"slug": TABLE}), (actions.withdraw, {"slug": TABLE, "reason": "Wrong"}),
    ):
        with pytest.raises(Refused) as refusal:
            action(by=by, now=world.now, **given)
        assert refusal.value.code == "role"


def test_nothing_is_proposed_twice_and_nothing_when_nothing_changed(world):
    deployed(world)
    propose(world)
    with pytest.raises(Refused) as twice:
        propose(world)
    actions.publish(slug=TABLE, by=world.lead, now=world.now)

    with pytest.raises(Refused) as again:
        world.later(days=3)
        propose(world)

    assert twice.value.code == "already-proposed"
    assert again.value.code == "nothing-new"


def test_a_dropped_proposal_leaves_no_gap_in_the_versions(world):
    deployed(world)
    propose(world)
    actions.drop(slug=TABLE, by=world.person(Role.ANALYST), now=world.now)

    publish(world)

    assert public.paper(TABLE).card.version == 1


def test_a_paper_that_cannot_be_made_yet_says_what_to_do(world):
    with pytest.raises(DueRegardError, match="send its log"):
        propose(world)


# -- Drift, versions, withdrawal --------------------------------------------------------------


def test_a_new_row_is_noticed_and_a_second_version_keeps_the_first_at_its_address(world):
    ref = deployed(world)
    publish(world)
    line = queries.preview("deployment-table", "", now=world.now).line
    assert not queries.has_moved(line, now=world.later(days=2))

    take(world, ref, row(date=date(2026, 6, 1), alerts=9))
    preview = queries.preview("deployment-table", "", now=world.now)
    assert queries.has_moved(preview.line, now=world.now)
    assert {each.part for each in preview.moved} >= {"Each time we used it"}
    publish(world)

    assert [each.version for each in public.paper(TABLE).editions] == [2, 1]
    assert public.paper(TABLE, version=1).document.digest != public.paper(TABLE).document.digest
    assert [each.state for each in preview.versions] == [State.PUBLISHED]


def test_a_withdrawn_paper_leaves_a_dated_note_and_none_of_its_words(world):
    deployed(world)
    publish(world)

    actions.withdraw(slug=TABLE, reason="A place was wrong", by=world.lead,
                     now=world.later(days=1))
    public_register.fill(now=world.now)

    (stands,) = PublicPaper.objects.all()
    assert (stands.document, stands.summary) == ({}, "")
    assert stands.withdrawn_because == "A place was wrong"
    assert public.paper(TABLE).document is None


def test_withdrawing_needs_a_reason_and_something_to_withdraw(world):
    deployed(world)
    with pytest.raises(Refused) as nothing:
        actions.withdraw(slug=TABLE, reason="Wrong", by=world.lead, now=world.now)
    publish(world)

    with pytest.raises(Refused) as silent:
        actions.withdraw(slug=TABLE, reason="  ", by=world.lead, now=world.now)

    assert (nothing.value.code, silent.value.code) == ("nothing-published", "reason-missing")


def test_filling_makes_good_what_a_crash_between_the_two_databases_left(world):
    deployed(world)
    publish(world)
    PublicPaper.objects.all().delete()

    assert public_register.fill(now=world.now) == 1
    assert public_register.fill(now=world.now) == 0
    assert public.paper(TABLE).document.digest == public.paper(TABLE).card.digest


# -- The table of deployments -----------------------------------------------------------------


def test_the_published_table_has_the_15_columns_in_order_and_adds_up_to_its_source_rows(world):
    from dueregard.manage.deployments.reading import read

    ref = world.use()
    take(world, ref, *read(MET).rows)
    publish(world)

    paper = public.paper(TABLE).document
    by_year, table = (block for part in paper.parts for block in part.blocks
                      if getattr(block, "type", "") == "table")
    assert tuple(each.label for each in table.columns) == COLUMNS and len(COLUMNS) == 15
    assert len(table.rows) == Deployment.objects.count()
    source, all_years = totals(kept.of_use(ref)), dict(
        zip([each.key for each in by_year.columns], by_year.rows[-1], strict=True))
    assert all_years["deployments"] == source.deployments == 285
    assert all_years["Total alerts"] == source.of("alerts").total
    assert all_years["Faces seen"] == source.of("faces_seen").total
    assert all_years["Incorrect alerts"] == source.of_alerts.events
    for name in COUNTS:
        place = COLUMNS.index(name)
        cells = [each[place] for each in table.rows if isinstance(each[place], int)]
        years = [each[by_year.columns.index(column)] for each in by_year.rows[:-1]
                 for column in by_year.columns if column.key == name]
        added = sum(each for each in years if each != "not recorded")
        assert all_years[name] == (sum(cells) if cells else "not recorded")
        assert added == sum(cells)


def test_what_was_not_recorded_says_so_and_is_never_nought(world):
    deployed(world, row(faces_seen=None, arrests=None, false_confirmed=None))
    publish(world)

    text = public.paper(TABLE).document
    (line,) = text.parts[1].blocks[1].rows
    told = dict(zip(COLUMNS, line, strict=True))
    for name in ("Faces seen", "Arrests or disposals", "Incorrect alerts",
                 "Incorrect alert rate", "Number of cameras", "Duration of deployment"):
        assert told[name] == "not recorded"
    assert "How often it was wrong cannot be worked out" in text.canonical()


def test_both_rates_are_given_with_what_they_are_rates_of(world):
    deployed(world, row(alerts=4, false_confirmed=1, faces_seen=2000))
    publish(world)

    document = public.paper(TABLE).document
    assert document.parts[1].blocks[1].rows[0][-1] == "0.050% of faces; 25.0% of alerts"
    assert "does not say what the incorrect alert rate is a rate of" in document.canonical()


def test_a_column_made_narrower_stops_the_table(world, monkeypatch):
    deployed(world)
    monkeypatch.setitem(Deployment.audiences, "place", Audience.FORCE)

    with pytest.raises(DueRegardError, match=r"manage\.Deployment\.place"):
        propose(world)


def test_the_cards_of_the_gaps_stand_on_the_front_of_the_register_until_they_are_withdrawn(world):
    a_full_record(world)
    before = public.gap_cards()
    slug = publish(world, "gap-cards")
    there = public.gap_cards()
    actions.withdraw(slug=slug, reason="It named somebody", by=world.lead, now=world.now)
    public_register.fill(now=world.now)

    assert before is None and there.slug == slug == "what-people-think"
    assert public.gap_cards() is None


# -- Nothing narrower gets out, by any kind ---------------------------------------------------


def a_full_record(world):
    """A force with something in every table that a paper is made of."""
    ref = world.publish(deployed(world, row(date=date(2026, 2, 3)), row(date=date(2026, 8, 3))))
    quiet = world.use(name="A tool without a page")
    for each in (ref, quiet):
        world.matter(each, to="decided")
        happenings.tell(ref=each, kind=Happened.COMPLAINT, words="Words", said_by="A post",
                        happened_on=date(2026, 8, 2), by=world.lead, now=world.now)
        evidence.record_claim(
            ref=each, title="A claim", statement="It works", source=Source.SUPPLIER,
            said_by="The seller", level=1, lens="safety", dated_on=date(2026, 8, 2),
            by=world.lead, now=world.now,
        )
        annual.write(ref=each, year="2026-27", answers=dict.fromkeys(KEYS, "Something"),
                     by=world.lead, now=world.now)
    register.add(described=Description(name="Plates", contract="C-1"), by=world.lead,
                 now=world.now, status=Status.LIVE, imported=True)
    drones = world.use(name="Drones", technology="drones")
    register.move(ref=drones, to=Status.NOT_USED, reason="Nobody wants them", by=world.lead,
                  now=world.now)
    wave = ask(world, (120, "yes", "no"), (80, "no", "yes"))
    perception.pick(wave_id=wave, picked={"drones": "We say so on our page."}, by=world.lead,
                    now=world.now)
    quarterly.ask(quarter="2026-q4", words="Pay for a test", by=world.lead, now=world.now)
    shared_in_a_hurry(world)
    world.later(days=150)
    return ref


def shared_in_a_hurry(world):
    """A risk to life with a text in every field that takes one."""
    disclosures.share_for_life(by=world.person(Role.OFFICER), now=world.now, asking=Asking(
        ref="", partner_id=0, recipient="Refuge", subject="nominal-7",
        request=Request(break_glass=True, reason="He is at the door"),
    ))


# What each paper says of the full record, so that an empty one is not taken for a safe one.
SAYS = {"deployment-table": "Market Square", "annual-report": "Something",
        "policing-body-report": "Do thing 1", "foi-answer": "Plates",
        "gap-cards": "We say so on our page", "you-said-we-did": "Say it at every briefing",
        "panel-report": "Stations were not given",
        "shared-in-a-hurry": "1, 1, 0, 0, 0, 1, 0"}
EDITIONS = {"deployment-table": "", "annual-report": "2026-27",
            "policing-body-report": "2026-q4", "foi-answer": "", "gap-cards": "",
            "shared-in-a-hurry": ""}


def a_panel_s_sitting(world, folder):
    """A panel's report with its reply; the key of its edition."""
    panel = Panel(world)
    sitting = panel.show(panel.draw(folder))
    panel.rate_all(sitting, colour="red", comment="Said in the room")
    panel.reply(panel.report(panel.close(sitting)))
    return panel_sittings(world.now)[0].key


def plant_canaries():
    """Every field of text that is for fewer than everybody says which field it is."""
    planted = 0
    for model in apps.get_models():
        audiences = getattr(model, "audiences", None)
        if audiences is None or model._meta.app_label in {"public", "ledger"}:
            continue
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.CharField | models.TextField) or field.choices:
                continue
            if audiences[field.name] == Audience.PUBLIC or field.unique:
                continue
            name = f"canary {model.__name__} {field.name}"[: field.max_length or None]
            planted += model.objects.update(**{field.name: name})
    return planted


@pytest.mark.parametrize("kind", [each.key for each in KINDS])
def test_no_field_of_a_narrower_audience_reaches_the_public_by_any_kind(world, kind, tmp_path):
    a_full_record(world)
    edition = EDITIONS[kind] if kind in EDITIONS else a_panel_s_sitting(world, tmp_path)
    assert plant_canaries() > 50

    slug = publish(world, kind, edition)

    row = PublicPaper.objects.get(slug=slug)
    text = json.dumps([row.document, row.title, row.summary])
    assert SAYS[kind] in text
    assert "canary" not in text.lower()
    assert "use-00" not in text
    for person in (world.lead, world.person(Role.PROJECT_LEAD), world.person(Role.DECISION_MAKER)):
        assert person.name not in text


def test_the_canaries_would_be_seen_in_the_forces_own_papers(world):
    from dueregard.manage.reviews import queries as reviews
    from dueregard.report.annual import queries as annual_queries
    from dueregard.report.annual.rules import Year

    a_full_record(world)
    plant_canaries()

    assert "canary Use contract" in reviews.foi_answer(now=world.now).canonical()
    inside = annual_queries.report(Year(starts=2026), now=world.now, reader=Audience.FORCE)
    assert "canary YearStatement notes" in inside.canonical()


@pytest.mark.parametrize("kind", ["annual-report", "policing-body-report", "foi-answer"])
@pytest.mark.parametrize("field", ["identify.Use.purpose", "manage.Condition.text",
                                   "manage.Decision.by_post", "report.YearStatement.costs"])
def test_a_field_made_narrower_tomorrow_is_in_no_paper_of_tomorrow(
    world, monkeypatch, kind, field
):
    a_full_record(world)
    model_name, _, name = field.rpartition(".")
    model = apps.get_model(model_name)
    model.objects.update(**{name: "made narrower"})
    monkeypatch.setitem(model.audiences, name, Audience.COMMITTEE)

    slug = publish(world, kind, EDITIONS[kind])

    assert "made narrower" not in json.dumps(PublicPaper.objects.get(slug=slug).document)


@pytest.mark.parametrize("paper", [
    Document(kind="x", title="T", made_at="", audience=Audience.FORCE,
             parts=(Part(title="A", blocks=(Note(text="a"),)),)),
    Document(kind="x", title="T", made_at="", parts=(
        Part(title="Secret", blocks=(Note(text="a"),), audience=Audience.FORCE),)),
    Document(kind="x", title="T", made_at="", parts=(
        Part(title="A", blocks=(Note(text="a", audience=Audience.COMMITTEE), Note(text="b"))),)),
])
def test_a_maker_that_gives_what_is_not_for_the_public_is_refused(paper):
    with pytest.raises(DueRegardError, match="not for the public"):
        rules.for_the_public(paper)


def test_a_use_without_a_page_is_counted_and_not_named_in_the_quarters_public_page(world):
    a_full_record(world)

    slug = publish(world, "policing-body-report", "2026-q4")

    text = json.dumps(PublicPaper.objects.get(slug=slug).document)
    assert "A tool without a page" not in text
    assert "have no page for the public yet" in text
    assert "Pay for a test" in text


def test_the_paper_of_sharing_in_a_hurry_moves_only_when_its_counts_do(world):
    shared_in_a_hurry(world)
    world.later(days=150)
    publish(world, "shared-in-a-hurry")
    (line,) = [each for each in queries.shelf(now=world.now)
               if each.kind.key == "shared-in-a-hurry"]
    assert not queries.has_moved(line, now=world.later(days=2))

    sharing.look(request_id=SharingRequest.objects.get().pk, found=Found.RIGHT, words="Needed",
                 by=world.person(Role.SHARING_OFFICER), now=world.now)

    assert queries.has_moved(line, now=world.now)


def test_the_quarters_page_has_the_same_counts_of_sharing_in_a_hurry(world):
    from dueregard.report.quarterly import queries as quarters_page
    from dueregard.report.quarterly.rules import quarter_of

    shared_in_a_hurry(world)
    used_in = quarter_of(world.now.date())
    world.later(days=150)

    page = quarters_page.page(used_in, now=world.now, reader=Audience.PUBLIC)

    (figures,) = [each for each in page.parts if each.key == "figures"]
    rows = {row[0]: row[1:3] for row in figures.blocks[0].rows}
    assert rows["Times we shared because a life was at risk"] == (1, "not known")
    assert rows["Times the urgent path to share was used"] == (0, "not known")
    assert rows["What went out at once, and nobody else looked at in its time"][0] == 1


def test_every_edition_has_an_address_of_its_own(world):
    slugs = [each.slug for each in queries.shelf(now=world.now)]

    assert len(slugs) == len(set(slugs))
    assert "technology-report-2025-26" in slugs and "local-policing-body-2026-q3" in slugs


def test_a_paper_of_a_year_that_is_offered_no_more_can_still_be_withdrawn(world):
    publish(world, "annual-report", "2024-25")
    world.later(days=800)

    line = next(each for each in queries.shelf(now=world.now) if each.edition.key == "2024-25")
    actions.withdraw(slug=line.slug, reason="Old", by=world.lead, now=world.now)

    assert line.published and queries.preview("annual-report", "2024-25", now=world.now)
