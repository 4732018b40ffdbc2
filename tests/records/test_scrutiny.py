"""A panel's sitting: drawn by its own words, blind, without names, answered, told back."""

import json
import os
import shlex
import subprocess
import sys
from datetime import timedelta

import pytest
from tests.builders_panel import WORDS, Panel, judged, list_file
from tests.house.sources import ROOT

from dueregard.answers import DueRegardError, Refused
from dueregard.desk import panel_turns
from dueregard.documents.audience import Audience
from dueregard.documents.document import document_from_plain
from dueregard.ledger import queries as ledger
from dueregard.ledger.models import Entry
from dueregard.manage.bodies import actions as bodies
from dueregard.manage.bodies.rules import Post
from dueregard.manage.scrutiny import actions, listing, queries, report
from dueregard.manage.scrutiny.makeup import queries as makeup
from dueregard.manage.scrutiny.models import Aside, Clip, Rating, Sitting
from dueregard.manage.scrutiny.rules import Move, PointKind, Standing, State
from dueregard.people.rules import Role


@pytest.fixture
def panel(world):
    return Panel(world)


def code(action, **given):
    with pytest.raises(Refused) as refusal:
        action(**given)
    return refusal.value.code


# -- The list and the draw --------------------------------------------------------------------


def test_no_name_and_no_column_but_five_is_kept_of_the_force_s_list(panel, tmp_path):
    sitting = panel.call()

    panel.lodge(sitting, tmp_path)

    row = Sitting.objects.get(pk=sitting)
    assert row.list_text.startswith("id,power,date,unit,ethnicity\n")
    assert "Nobody" not in json.dumps([row.list_text, row.notes]).replace("Name", "")
    assert any("left out" in each and "Name" in each for each in row.notes)
    assert row.listed == 60


def test_what_the_panel_draws_is_what_the_command_draws_from_the_file_that_was_lodged(
    panel, tmp_path
):
    sitting = panel.draw(tmp_path, size=12, strata=("power", "ethnicity"))
    row = Sitting.objects.get(pk=sitting)
    (tmp_path / "list.csv").write_text(row.list_text, encoding="utf-8")

    command = report.command(queries.told(row))
    words = [sys.executable, "-m", *shlex.split(command)]
    subprocess.run(words, cwd=tmp_path, check=True, capture_output=True,
                   env={**os.environ, "PYTHONPATH": str(ROOT / "src")})

    drawn = (tmp_path / "sample.csv").read_text(encoding="utf-8")
    assert all(each.ref in drawn for each in panel.clips(sitting))
    assert drawn.count("E-") == 12


def test_who_lodged_the_list_does_not_set_the_seed(world, tmp_path):
    panel = Panel(world)
    both = world.join(Role.ANALYST, Role.PANEL_MEMBER)
    panel._sit(both, Post.MEMBER)
    sitting = panel.call()
    actions.lodge(sitting_id=sitting, listed=listing.read(list_file(tmp_path)), by=both,
                  now=world.now)

    given = {"sitting_id": sitting, "words": WORDS, "size": 5, "minimum": 0, "strata": (),
             "now": world.now}

    assert code(actions.seed, by=both, **given) == "lodged-it"
    assert code(actions.seed, by=world.lead, **given) == "role"
    assert code(actions.seed, by=world.join(Role.PANEL_MEMBER), **given) == "no-seat"


def test_a_list_is_never_lodged_once_the_seed_is_known_and_no_seed_is_used_twice(panel, tmp_path):
    sitting = panel.draw(tmp_path)

    with pytest.raises(Refused, match="would know what is drawn"):
        panel.lodge(sitting, tmp_path)
    with pytest.raises(Refused, match="earlier draw"):
        panel.draw(tmp_path, words=f"  {WORDS} ")


def test_too_many_groups_for_the_sample_is_said_in_words_of_the_page(panel, tmp_path):
    with pytest.raises(Refused) as refusal:
        panel.draw(tmp_path, size=3, strata=("power", "unit", "ethnicity"))

    assert "--" not in refusal.value.reason


def test_a_list_without_ids_or_power_is_refused_in_words(tmp_path):
    (tmp_path / "a.csv").write_text("power,unit\nStop,North\n")
    (tmp_path / "b.csv").write_text("id,unit\n1,North\n")

    with pytest.raises(DueRegardError, match="column of ids"):
        listing.read(tmp_path / "a.csv")
    with pytest.raises(DueRegardError, match="which power"):
        listing.read(tmp_path / "b.csv")


# -- What became of each clip -----------------------------------------------------------------


def test_a_clip_that_is_not_there_stays_in_the_sample_with_its_reason(panel, tmp_path):
    sitting = panel.draw(tmp_path)
    first, second, *others = panel.clips(sitting)
    before = [each.ref for each in panel.clips(sitting)]

    panel.account(first, Standing.WITHHELD, "A trial in June", why="case")
    for each in others:
        panel.account(each, Standing.SHOWN)
        for member in panel.members:
            panel.rate(each, member)
    panel.close(sitting)

    assert [each.ref for each in panel.clips(sitting)] == before
    second.refresh_from_db()
    assert second.standing == Standing.MISSING
    assert "said nothing" in second.reason
    assert code(actions.rate, clip_id=first.pk, judged=judged(), by=panel.members[0],
                now=panel.world.now) == "too-late"


@pytest.mark.parametrize("standing", [each for each in Standing if each not in (
    Standing.SHOWN, Standing.WAITING)])
def test_all_but_a_whole_clip_in_time_needs_its_reason(panel, tmp_path, standing):
    clip = panel.clips(panel.draw(tmp_path))[0]

    with pytest.raises(Refused) as refusal:
        panel.account(clip, standing)

    assert refusal.value.code == "reason-missing"


def test_a_clip_that_somebody_rated_cannot_be_said_to_be_missing(panel, tmp_path):
    clip = panel.clips(panel.show(panel.draw(tmp_path)))[0]
    panel.rate(clip, panel.members[0])

    with pytest.raises(Refused) as refusal:
        panel.account(clip, Standing.MISSING, "It was lost")

    assert refusal.value.code == "rated"


# -- Blind, and without names -----------------------------------------------------------------


def test_nobody_sees_a_rating_before_ratings_are_closed(panel, tmp_path):
    sitting = panel.show(panel.draw(tmp_path))
    panel.rate_all(sitting, colour="red", comment="CANARY")

    for reader in (panel.secretary, panel.members[1], panel.world.lead):
        sheet = panel.sheet(sitting, reader)
        assert sheet.tally is None and sheet.patterns == ()
        assert all(each.ratings == () for each in sheet.clips)
        assert "CANARY" not in repr(sheet)

    panel.close(sitting)
    assert all(len(each.ratings) == 3 for each in panel.sheet(sitting).clips)


def test_once_closed_no_row_says_whose_a_rating_was(panel, tmp_path):
    sitting = panel.show(panel.draw(tmp_path))
    panel.rate_all(sitting)

    panel.close(sitting)

    rows = Rating.objects.filter(clip__sitting_id=sitting)
    assert rows.count() == 18
    assert not rows.exclude(seat=None).exists()
    assert not rows.exclude(given_at=None).exists()
    assert {each.rater for each in rows} == {"A", "B", "C"}
    # One letter is one member throughout: each rated every clip once.
    assert all(rows.filter(rater=each).count() == 6 for each in "ABC")


def test_the_order_of_the_rows_does_not_tell_whose_they_are(panel, tmp_path):
    sitting = panel.show(panel.draw(tmp_path, size=20))
    for member, colour in zip(panel.members, ("green", "amber", "red"), strict=True):
        for clip in panel.clips(sitting):
            panel.rate(clip, member, colour=colour)

    panel.close(sitting)

    order = list(Rating.objects.filter(clip__sitting_id=sitting).order_by("pk")
                 .values_list("colour", flat=True))
    # As they were given they would be 20 of one, 20 of the next: 2 changes in all.
    assert sum(one != other for one, other in zip(order, order[1:], strict=False)) > 10


def test_the_ledger_holds_no_colour_no_answer_and_no_comment(panel, tmp_path):
    sitting = panel.show(panel.draw(tmp_path))
    panel.rate_all(sitting, colour="amber", comment="CANARY", respect="partly")
    panel.close(sitting)

    bodies_ = json.dumps([each.body for each in Entry.objects.all()])

    assert "CANARY" not in bodies_ and "amber" not in bodies_ and "partly" not in bodies_


def test_ratings_close_at_the_quorum_and_not_before(panel, tmp_path):
    sitting = panel.show(panel.draw(tmp_path))
    first, second, _third = panel.members
    for clip in panel.clips(sitting):
        panel.rate(clip, first)

    assert code(actions.close, sitting_id=sitting, by=panel.secretary,
                now=panel.world.now) == "no-quorum"
    for clip in panel.clips(sitting):
        panel.rate(clip, second)
    assert code(actions.close, sitting_id=sitting, by=second, now=panel.world.now) == "post"
    panel.close(sitting)

    row = Sitting.objects.get(pk=sitting)
    assert (row.finished, row.members, row.state) == (2, 3, State.REPORTING)


# -- Interests, papers, and a member who never signs in ---------------------------------------


def test_whoever_has_an_interest_in_a_unit_rates_none_of_its_clips(panel, tmp_path):
    sitting = panel.show(panel.draw(tmp_path, size=8, strata=("unit",)))
    clip = panel.clips(sitting)[0]
    member = panel.members[1]
    panel.rate(clip, member)

    actions.step_aside(clip_id=clip.pk, whole_unit=True, interest=True, by=member,
                       reason="My son works there", now=panel.world.now)

    mine = [each for each in panel.sheet(sitting, member).clips if each.aside]
    assert {each.unit for each in mine} == {clip.unit} and len(mine) == 4
    assert not Rating.objects.filter(clip=clip).exists()
    assert code(actions.rate, clip_id=clip.pk, judged=judged(), by=member,
                now=panel.world.now) == "stepped-aside"


def test_who_would_rather_not_watch_need_not_say_why_and_is_forgotten(panel, tmp_path):
    sitting = panel.show(panel.draw(tmp_path))
    first, *others = panel.clips(sitting)
    actions.step_aside(clip_id=first.pk, whole_unit=False, interest=False,
                       by=panel.members[0], now=panel.world.now)
    for member in panel.members:
        for clip in others:
            panel.rate(clip, member)
    for member in panel.members[1:]:
        panel.rate(first, member)

    assert panel.sheet(sitting).progress.finished == 3
    panel.close(sitting)
    assert not Aside.objects.filter(sitting_id=sitting).exists()


@pytest.mark.parametrize(("days", "says"), [(None, "is not recorded"), (10, "ended on")])
def test_nobody_watches_without_vetting_and_confidentiality_in_date(world, tmp_path, days, says):
    panel = Panel(world, cleared=False)
    if days:
        panel.clear(panel.seats[0], days=days)
    clip = panel.clips(panel.show(panel.draw(tmp_path)))[0]
    world.later(days=days or 0)
    actions_now = world.later(days=1) if days else world.now

    with pytest.raises(Refused, match=says):
        actions.rate(clip_id=clip.pk, judged=judged(), by=panel.members[0], now=actions_now)


def test_a_member_who_never_signs_in_rates_by_the_secretary_and_it_is_marked(world, tmp_path):
    panel = Panel(world, paper=True)
    sitting = panel.show(panel.draw(tmp_path))
    panel.rate_all(sitting)
    assert panel.sheet(sitting).progress.finished == 3

    for clip in panel.clips(sitting):
        actions.enter(clip_id=clip.pk, seat_id=panel.paper, judged=judged("amber"),
                      by=panel.secretary, now=world.now)
    with pytest.raises(DueRegardError, match="does not sign in"):
        actions.enter(clip_id=clip.pk, seat_id=panel.seats[0], judged=judged(),
                      by=panel.secretary, now=world.now)
    panel.close(sitting)

    assert panel.sheet(sitting).progress.members == 4
    assert Rating.objects.filter(clip__sitting_id=sitting, entered=True).count() == 6


def test_a_term_that_ended_ends_the_ratings_too(panel, tmp_path):
    clip = panel.clips(panel.show(panel.draw(tmp_path)))[0]
    bodies.end(seat_id=panel.seats[1], on=panel.world.now.date(), reason="Three years",
               by=panel.world.lead, now=panel.world.now)
    panel.world.later(days=1)

    with pytest.raises(Refused) as refusal:
        panel.rate(clip, panel.members[1])

    assert refusal.value.code == "no-seat"


def test_gowisely_is_asked_of_a_stop_alone(panel, tmp_path):
    sitting = panel.show(panel.draw(tmp_path, size=10))
    said = {"gowisely-s": "no", "respect": "yes", "made-up": "yes"}
    for clip in panel.clips(sitting):
        panel.rate(clip, panel.members[0], **said)

    for row in Rating.objects.filter(clip__sitting_id=sitting).select_related("clip"):
        stop = row.clip.power == "Stop and search"
        assert ("gowisely-s" in row.answers) is stop
        assert "respect" in row.answers and "made-up" not in row.answers


# -- Report, reply, change, told back ---------------------------------------------------------


def reported(panel, tmp_path):
    sitting = panel.show(panel.draw(tmp_path))
    panel.rate_all(sitting, colour="red", respect="no")
    return panel.report(panel.close(sitting))


def test_the_report_is_for_everybody_and_names_no_clip_and_no_small_count(panel, tmp_path):
    sitting = reported(panel, tmp_path)

    row = Sitting.objects.get(pk=sitting)
    paper = document_from_plain(row.report)
    text = paper.canonical()
    (patterns,) = [each for each in paper.parts if each.key == "patterns"]
    assert paper.audience == Audience.PUBLIC and paper.digest == row.report_digest
    assert not any(each.ref in text for each in panel.clips(sitting))
    # Six clips in all: every count of people is one to nine, so none is shown.
    assert {cell for line in patterns.blocks[1].rows for cell in line[2:]} == {report.HIDDEN}
    assert WORDS in text and row.list_digest in text


def test_the_draft_says_what_most_saw_with_its_counts(panel, tmp_path):
    from dueregard.manage.scrutiny import tally

    sitting = panel.show(panel.draw(tmp_path))
    panel.rate_all(sitting, colour="red", respect="no", **{"de-escalation": "yes"})
    told = queries.told(Sitting.objects.get(pk=panel.close(sitting)))

    drafted = tally.drafted(told.clips, panel.sheet(sitting).tally)

    assert (PointKind.CONCERN, "In 6 clips most of us saw a concern that the force should look "
            "at.") in drafted
    assert any(kind == PointKind.CONCERN and "18 of 18 ratings" in text for kind, text in drafted)
    assert any(kind == PointKind.GOOD and "keep it calm" in text for kind, text in drafted)


def test_each_point_needs_reasons_and_what_is_accepted_an_owner_and_a_date(panel, tmp_path):
    sitting = reported(panel, tmp_path)
    from dueregard.manage.committee.deciding import Said

    for replies, says in (
        ({}, "reasons for your reply to point 1"),
        ({1: actions.PointReply(said=Said.ACCEPT, reasons="Yes")}, "who sees to it"),
    ):
        with pytest.raises(DueRegardError, match=says):
            actions.reply(sitting_id=sitting, words="", replies=replies, now=panel.world.now,
                          by=panel.world.person(Role.DECISION_MAKER))
    assert panel.sheet(sitting).state == State.REPLYING


@pytest.mark.parametrize(("days", "late"), [(28, False), (29, True)])
def test_a_report_that_waits_over_28_days_shows_with_its_days(panel, tmp_path, days, late):
    sitting = reported(panel, tmp_path)
    now = panel.world.later(days=days)

    assert [each.id for each in queries.unanswered(now=now)] == ([sitting] if late else [])
    row = Sitting.objects.select_related("body").get(pk=sitting)
    paper = report.you_said(queries.told(row, now=now), today=now.date(), made_at="")
    assert f"{days} days after the report" in paper.summary
    assert ("later than 28 days" in paper.summary) is late

    panel.reply(sitting)
    row.refresh_from_db()
    after = report.you_said(queries.told(row, now=panel.world.later(days=90)),
                            today=now.date(), made_at="")
    assert f"{days} days after the report" in after.summary
    assert ("was late" in after.summary) is late


def test_what_changed_is_said_by_its_owner_and_told_back(panel, tmp_path):
    sitting = panel.reply(reported(panel, tmp_path))
    first, second = queries.points(Sitting.objects.get(pk=sitting))
    owner = panel.world.person(Role.OFFICER)

    with pytest.raises(DueRegardError, match="somebody else's"):
        actions.say_change(point_id=first.id, words="Done", now=panel.world.now,
                           by=panel.world.join(Role.OFFICER))
    with pytest.raises(DueRegardError, match="no action"):
        actions.say_change(point_id=second.id, words="Done", by=panel.world.lead,
                           now=panel.world.now)
    actions.say_change(point_id=first.id, words="Said at each briefing since May", by=owner,
                       now=panel.world.now)
    actions.tell(sitting_id=sitting, words="At the June meeting", by=panel.secretary,
                 now=panel.world.now)

    row = Sitting.objects.select_related("body").get(pk=sitting)
    text = report.you_said(queries.told(row, now=panel.world.now), today=panel.world.now.date(),
                           made_at="").canonical()
    assert row.state == State.TOLD
    assert "Said at each briefing since May" in text and "It is shared already" in text
    assert owner.name not in text


def test_an_action_that_is_late_is_told_as_late(panel, tmp_path):
    row = Sitting.objects.get(pk=panel.reply(reported(panel, tmp_path)))
    later = panel.world.later(days=31)

    text = report.you_said(queries.told(row, now=later), today=later.date(),
                           made_at="").canonical()

    assert "Not done yet" in text and "1 day ago" in text


def test_each_is_told_on_their_start_page_when_it_is_their_turn(panel, tmp_path):
    def asked(who):
        return [each.sentence for each in panel_turns.turns(who, now=panel.world.now)]

    analyst, maker = panel.world.person(Role.ANALYST), panel.world.person(Role.DECISION_MAKER)
    sitting = panel.call()
    assert asked(analyst) == ["Lodge the list that the panel draws from"]
    panel.lodge(sitting, tmp_path)
    assert asked(panel.members[0]) == ["Set the panel's words, so that its clips are drawn"]
    actions.seed(sitting_id=sitting, words=WORDS, size=2, minimum=0, strata=(),
                 by=panel.members[0], now=panel.world.now)
    assert asked(panel.members[0]) == []
    panel.show(sitting)
    assert asked(panel.members[1]) == ["Rate 2 clips that you may watch"]
    panel.close(panel.rate_all(sitting))
    assert asked(panel.secretary) == ["Write the panel's report"]
    panel.report(sitting)
    assert asked(maker) == ["Reply to the panel's report"]


# -- The panel itself -------------------------------------------------------------------------


def test_how_it_went_is_told_together_once_three_have_spoken_and_by_nobody(panel, tmp_path):
    sitting = panel.close(panel.rate_all(panel.show(panel.draw(tmp_path))))
    for place, member in enumerate(panel.members):
        assert not makeup.voices(Sitting.objects.get(pk=sitting)).shown
        actions.speak(sitting_id=sitting, answers={"fair": "agree"}, words=f"Word {place}",
                      by=member, now=panel.world.now)
    with pytest.raises(DueRegardError, match="said once"):
        actions.speak(sitting_id=sitting, answers={"fair": "agree"}, words="", by=member,
                      now=panel.world.now)

    told = makeup.voices(Sitting.objects.get(pk=sitting))
    assert told.shown and told.lines[0].counts[0] == ("Agree", 3)
    spoken = [each for each in ledger.history(newest=50) if each.verb.endswith(":speak")]
    assert len(spoken) == 3
    assert all(member.name not in repr(each) for each in spoken for member in panel.members)


def test_a_panel_s_make_up_never_shows_a_count(panel, tmp_path):
    panel.draw(tmp_path)
    actions.say_makeup(
        body_id=panel.body, groups={"White": 2}, gap="Nobody of us is Black.",
        plan="Ask at the youth club", owner_id=panel.world.founder_id,
        due_on=panel.world.now.date() + timedelta(days=60), by=panel.secretary,
        now=panel.world.now)

    sheet = makeup.makeup(panel.body, today=panel.world.now.date())

    said = {each.name: each.member for each in sheet.groups}
    assert said == {"White": "At least one member", "Black": "No member says so",
                    "Asian": "No member says so"}
    assert not any(mark.isdigit() for each in said.values() for mark in each)
    with pytest.raises(DueRegardError, match="more than"):
        actions.say_makeup(
            body_id=panel.body, groups={"White": 9}, gap="-", plan="-",
            owner_id=panel.world.founder_id, due_on=panel.world.now.date(), by=panel.secretary,
            now=panel.world.now)


@pytest.mark.parametrize("role", [Role.PROJECT_LEAD, Role.INSPECTOR, Role.ADMINISTRATOR])
def test_others_move_nothing(panel, tmp_path, role):
    sitting = panel.show(panel.draw(tmp_path))
    by = panel.world.join(role)

    assert panel.sheet(sitting, by).moves <= {Move.CHANGE}
    assert code(actions.close, sitting_id=sitting, by=by, now=panel.world.now) == "role"
    assert not Clip.objects.filter(accounted_by=by.name).exists()
