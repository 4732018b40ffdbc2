"""A forecast is kept with its day and role, and scored once, with a source."""

from datetime import timedelta

import pytest

from dueregard.answers import DueRegardError, Refused
from dueregard.ledger import queries as ledger
from dueregard.people.rules import Role
from dueregard.prioritise.forecasts import actions, paper, queries


def forecast(world, *, role=Role.ANALYST, **given):
    values = {"what": "No complaint is upheld", "chance": 0.8,
              "due_on": world.now.date() + timedelta(days=90)} | given
    made = actions.make(role=role, by=world.person(role), now=world.now, **values)
    return int(made.removeprefix("forecast-"))


def score(world, forecast_id, **given):
    values = {"happened": True, "known_on": world.now.date(), "source": "The log"} | given
    return actions.score(forecast_id=forecast_id, by=world.lead, now=world.now, **values)


def test_a_forecast_is_kept_and_is_due_when_its_day_has_come(world):
    ref = world.use()
    made = forecast(world, ref=ref, low=1.0, high=5.0, unit="complaints")
    assert queries.due(today=world.now.date()) == ()

    world.later(days=91)

    [line] = queries.due(today=world.now.date())
    assert (line.id, line.ref, line.role_name) == (made, ref, "Analyst")
    assert line.expected == "a chance of 0.8 and from 1 to 5 complaints"
    assert line.came == ""


def test_what_came_is_kept_once_with_its_source(world):
    made = forecast(world)
    world.later(days=91)

    score(world, made)

    line = queries.one(made)
    assert (line.came, line.source) == ("it happened", "The log")
    [found] = queries.scores()
    assert (found.role, found.chances, round(found.brier, 3)) == ("Analyst", 1, 0.04)
    with pytest.raises(Refused, match="already"):
        score(world, made, happened=False)
    assert queries.one(made).happened is True


def test_nobody_forecasts_in_a_role_that_they_do_not_hold(world):
    with pytest.raises(DueRegardError, match="a role that you hold"):
        actions.make(what="It rains", chance=0.5, role=Role.DECISION_MAKER, now=world.now,
                     due_on=world.now.date() + timedelta(days=9), by=world.person(Role.ANALYST))

    assert queries.every() == ()


def test_an_officer_makes_and_scores_none(world):
    made = forecast(world)
    with pytest.raises(Refused):
        forecast(world, role=Role.OFFICER)
    world.later(days=91)
    with pytest.raises(Refused):
        actions.score(forecast_id=made, happened=True, known_on=world.now.date(), source="Me",
                      by=world.person(Role.PROJECT_LEAD), now=world.now)


def test_each_act_leaves_one_line(world):
    before = ledger.history(newest=1)
    world.person(Role.ANALYST)
    before = ledger.history(newest=1)[0].seq

    made = forecast(world)
    world.later(days=91)
    score(world, made)

    assert ledger.history(newest=1)[0].seq == before + 2


def test_the_paper_names_roles_and_no_person(world):
    forecast(world)

    text = paper.to_document(queries.every(), queries.scores(), now=world.now).canonical()

    assert "Analyst" in text
    assert world.person(Role.ANALYST).name not in text
