"""A use at its gates: filled in, passed, overridden by name, opened again, and never silently."""

import random
from datetime import timedelta

import pytest
from tests import builders_sharing as sharing

from dueregard.answers import DueRegardError, Refused
from dueregard.identify.law import actions as law
from dueregard.identify.law import queries as law_queries
from dueregard.identify.law.rules import Said, Shown
from dueregard.identify.register import actions as register
from dueregard.identify.register import queries as uses
from dueregard.identify.register.rules import Status
from dueregard.ledger import queries as ledger
from dueregard.lenses.bank import load
from dueregard.manage.committee import queries as committee
from dueregard.manage.committee.deciding import Verdict
from dueregard.manage.conditions import actions as conditions
from dueregard.manage.gates import actions, queries
from dueregard.manage.gates.rules import Going, How, Sort, State, Told
from dueregard.people.rules import Role
from dueregard.report.publication import gathering
from dueregard.report.publication import rules as publication

GOING = Going(post="Assistant Chief Constable", reason="It is worth it")
TYPES = {"date": "2026-10-01", "number": "1", "choice": "yes"}


def tell_all(world, ref, *, but=""):
    """Everything that is asked at any gate is filled in, but one."""
    for fact in load().gates.facts:
        if fact.id == but:
            continue
        world.tell(ref, fact.id, **{
            part.key: str(world.now.date() + timedelta(days=100)) if part.key == "ends_on"
            else TYPES.get(part.type, "Some words") for part in fact.parts
        })


def meet_law(world, ref):
    """A named person says of each strict rule in the way that it is met."""
    shown = Shown(said=Said.MET, named="N Person", post="DPO", title="DPIA", reference="1",
                  dated_on=world.now.date())
    for each in law_queries.blocking(ref, world.now.date()):
        law.say(ref=ref, rule=each.rule.id, shown=shown, by=world.lead, now=world.now)


def go(world, ref, gate, *, how=actions.pass_, by=Role.DECISION_MAKER, going=GOING):
    return how(ref=ref, gate=gate, going=going, by=world.person(by), now=world.now)


def through(world, ref, *, upto="gate.go-live"):
    """Every gate up to this one is passed."""
    tell_all(world, ref)
    meet_law(world, ref)
    for each in load().gates.gates:
        go(world, ref, each.id)
        if each.id == upto:
            break


def sheet(world, ref):
    return queries.sheet(ref, on=world.now.date())


def test_a_high_impact_use_goes_through_every_gate(world):
    ref = world.use()

    through(world, ref)

    found = sheet(world, ref)
    assert {each.state for each in found.lines} == {State.PASSED}
    assert found.next is None
    assert found.overridden == ()
    last = found.line("gate.go-live").passings[0]
    assert (last.post, last.reason, last.impact) == (
        "Assistant Chief Constable", "It is worth it", "impact.liberty",
    )
    assert any(each["question"].startswith("Which communities") for each in last.answers)


def test_a_rule_of_law_that_is_not_met_blocks_the_gate_and_a_later_gate_waits(world):
    ref = world.use()
    tell_all(world, ref)

    with pytest.raises(Refused, match="Data protection impact assessment before you start"):
        go(world, ref, "gate.pilot")
    with pytest.raises(Refused, match="Gates that come first: Engagement: not passed"):
        go(world, ref, "gate.design")


def test_at_an_early_gate_the_law_warns_and_the_warnings_are_kept(world):
    ref = world.use()
    tell_all(world, ref)

    go(world, ref, "gate.engagement")

    assert sheet(world, ref).line("gate.engagement").passings[0].against == ()


def test_an_override_has_a_name_and_shows_on_the_paper_and_to_the_public_for_ever(world):
    ref = world.use()
    tell_all(world, ref)
    go(world, ref, "gate.pilot", how=actions.override)
    meet_law(world, ref)
    for each in ("gate.engagement", "gate.prioritisation", "gate.design", "gate.test",
                 "gate.purchase", "gate.pilot"):
        go(world, ref, each)

    [kept] = queries.overridden(ref)
    paper = committee.paper_for(ref, question="Q?", now=world.now).to_plain()
    public = publication.public_view(gathering.material(ref), made_at="").to_plain()
    assert kept.by_name == world.person(Role.DECISION_MAKER).name
    assert "Data protection impact assessment before you start" in " ".join(kept.against)
    for text in (str(paper), str(public)):
        assert "It is worth it" in text
        assert "Data protection impact assessment before you start" in text
    assert kept.by_name in str(paper)
    assert kept.by_name not in str(public)
    assert sheet(world, ref).line("gate.pilot").state is State.PASSED


def test_the_committees_paper_says_which_communities_were_asked_and_what_was_not_filled_in(world):
    ref = world.use()
    world.tell(ref, "gatefact.communities", community="Market traders",
               asked_on="2026-10-01", words="People stay away")

    paper = str(committee.paper_for(ref, question="Q?", now=world.now).to_plain())

    assert "People stay away" in paper
    assert "Who answers if it goes wrong" in paper


@pytest.mark.parametrize(("how", "role"), [
    (actions.pass_, Role.PROJECT_LEAD), (actions.pass_, Role.COMMITTEE_CHAIR),
    (actions.override, Role.ETHICS_LEAD), (actions.override, Role.PROJECT_LEAD),
    (actions.leave_out, Role.ETHICS_LEAD),
])
def test_who_may_not_go_through_a_gate(world, how, role):
    ref = world.use()
    tell_all(world, ref)

    with pytest.raises(Refused):
        go(world, ref, "gate.purchase", how=how, by=role)

    assert queries.passings(ref) == ()


def test_nobody_passes_or_overrides_a_gate_of_their_own_use(world):
    ref = world.use(owner=world.person(Role.DECISION_MAKER))
    tell_all(world, ref)

    for how in (actions.pass_, actions.override, actions.leave_out):
        with pytest.raises(Refused, match="You own this use"):
            go(world, ref, "gate.purchase", how=how)


def test_a_decision_to_go_on_trial_is_refused_until_its_gate_is_behind(world):
    ref = world.use()
    matter = world.matter(ref, to="replied")

    with pytest.raises(Refused, match="it must pass the gate ‘Pilot’"):
        decide(world, matter, Verdict.TRIAL)
    tell_all(world, ref)
    go(world, ref, "gate.pilot", how=actions.override)
    decide(world, matter, Verdict.TRIAL)

    assert uses.sheet(ref).status is Status.TRIAL


def test_a_decision_to_refuse_needs_no_gate(world):
    ref = world.use()

    decide(world, world.matter(ref, to="replied", items=0), Verdict.REFUSE, conditions=[])

    assert uses.sheet(ref).status is Status.REFUSED


def test_no_trial_without_an_end_not_even_by_override(world):
    ref = world.use()

    with pytest.raises(Refused, match="Not even an override goes round this"):
        go(world, ref, "gate.pilot", how=actions.override)


def test_a_pilot_with_an_end_that_is_past_cannot_begin(world):
    ref = world.use()
    tell_all(world, ref)
    world.tell(ref, "gatefact.pilot", ends_on=str(world.now.date()), counted="Alerts", number="1",
               post="Duty")

    with pytest.raises(Refused, match="The day on which the pilot ends is past"):
        go(world, ref, "gate.pilot", how=actions.override)


def test_a_change_of_the_class_of_impact_opens_the_gates_again(world):
    ref = world.use()
    register.state_facts(ref=ref, facts={"coercive": "no", "touches": "livelihood"},
                         by=world.lead, now=world.now)
    through(world, ref)
    before = {each.state for each in sheet(world, ref).lines}

    register.state_facts(ref=ref, facts={"touches": "liberty, livelihood"}, by=world.lead,
                         now=world.later(days=1))

    assert before == {State.PASSED}
    assert {each.state for each in sheet(world, ref).lines} == {State.REOPENED}
    with pytest.raises(Refused, match="open again"):
        decide(world, world.matter(ref, to="replied"), Verdict.LIVE)


def test_a_gate_can_be_said_not_to_be_needed_only_where_the_content_lets_it(world):
    ref = world.use()

    go(world, ref, "gate.purchase", how=actions.leave_out)

    assert sheet(world, ref).line("gate.purchase").state is State.LEFT_OUT
    with pytest.raises(Refused, match="cannot be left out"):
        go(world, ref, "gate.go-live", how=actions.leave_out)


def test_what_was_said_before_is_kept(world):
    ref = world.use()
    world.tell(ref, "gatefact.touch-points", goes="The desk", instead="A phone")

    world.tell(ref, "gatefact.touch-points", because="Nothing goes after all")

    told = queries.told_of(ref)["gatefact.touch-points"]
    [earlier] = queries.earlier_answers(ref, "gatefact.touch-points")
    assert told.told.none_because == "Nothing goes after all"
    assert earlier.told.rows[0]["instead"] == "A phone"


def test_the_communities_of_the_profile_are_offered_those_who_felt_targeted_first(world):
    from dueregard.identify.profile import actions as profile
    from dueregard.lenses.profile import Line, Sort

    for title, targeted in (("Farmers", False), ("Travellers", True)):
        profile.say(line=Line(sort=Sort.COMMUNITY, title=title, targeted=targeted,
                              words=("farm",)), by=world.lead, now=world.now)

    assert queries.communities() == ("Travellers", "Farmers")


def test_a_use_that_is_live_from_the_forces_own_list_shows_that_nobody_passed_its_gate(world):
    ref = register.add(
        described=register.Description(name="Old"), by=world.lead, now=world.now,
        status=Status.LIVE, imported=True,
    )

    assert sheet(world, ref).unnamed


def decide(world, matter, verdict, **values):
    """A decision by the decision maker alone: nobody opens the way for it."""
    from dueregard.manage.committee import actions as deciding
    from dueregard.manage.committee.deciding import Condition

    given = {
        "reasons": "Because", "by_post": "ACC", "departs_because": "We differ",
        "review_on": world.now.date() + timedelta(days=100),
        "conditions": [Condition(
            item=1, text="Do it", test="Seen", owner_id=world.person(Role.PROJECT_LEAD).id,
            due_on=world.now.date() + timedelta(days=30),
        )],
    } | values
    return deciding.decide(matter_id=matter, verdict=verdict, now=world.now,
                           by=world.person(Role.DECISION_MAKER), **given)


def test_only_a_decision_that_asks_the_gates_moves_a_use_on():
    from tests.house.sources import python_files, short

    callers = [
        short(path) for path in python_files()
        if "move_as_decided(" in (text := path.read_text(encoding="utf-8"))
        and "def move_as_decided(" not in text
    ]

    assert callers == ["src/dueregard/manage/committee/actions.py"]


@pytest.mark.parametrize("seed", range(8))
def test_a_gate_is_never_passed_silently_whatever_is_done_in_whatever_order(world, seed):
    """Sequences of acts at random: nothing is in use past a gate without a name, post and reason.

    Each act leaves one line in the ledger, done or refused.
    """
    choose = random.Random(seed)
    ref = world.use()
    matter = world.matter(ref, to="replied")
    gates = [each.id for each in load().gates.gates]
    facts = [each.id for each in load().gates.facts]

    for _ in range(25):
        before, clear = ledger.history(newest=1)[0].seq, _nothing_in_the_way(world, ref)
        count = len(queries.passings(ref))
        act = choose.choice(["tell", "tell-all", "law", "go", "go", "go", "facts", "decide"])
        gate, how = choose.choice(gates), choose.choice(list(How))
        try:
            if act == "tell":
                actions.tell(ref=ref, fact=choose.choice(facts), told=Told(none_because="No"),
                             by=world.person(Role.PROJECT_LEAD), now=world.now)
            elif act == "go":
                {How.PASSED: actions.pass_, How.OVERRIDDEN: actions.override,
                 How.LEFT_OUT: actions.leave_out}[how](
                    ref=ref, gate=gate, now=world.now,
                    by=world.person(choose.choice([Role.PROJECT_LEAD, Role.DECISION_MAKER,
                                                   Role.ETHICS_LEAD])),
                    going=Going(post=choose.choice(["", "ACC"]), reason="Because"))
                assert ledger.history(newest=1)[0].seq == before + 1
            elif act == "decide":
                decide(world, matter, choose.choice([Verdict.TRIAL, Verdict.LIVE]))
            elif act == "facts":
                register.state_facts(ref=ref, by=world.lead, now=world.now, facts={
                    "touches": choose.choice(["liberty", "family", "nothing"])})
            else:
                (tell_all if act == "tell-all" else meet_law)(world, ref)
        except DueRegardError as error:
            if act in ("tell", "go") and isinstance(error, Refused):
                assert ledger.history(newest=1)[0].seq == before + 1
        gone = queries.passings(ref)
        if len(gone) > count and gone[0].how is How.PASSED:
            assert clear[gone[0].gate]
        _nothing_is_silent(world, ref)


def _nothing_in_the_way(world, ref):
    return {each.gate.id: not each.obstacles for each in sheet(world, ref).lines}


def _nothing_is_silent(world, ref):
    passings = queries.passings(ref)
    owner = world.person(Role.PROJECT_LEAD).name
    for each in passings:
        assert each.post.strip() and each.reason.strip() and each.by_name != owner
        assert bool(each.obstacles) or each.how is not How.OVERRIDDEN
        assert not (each.how is How.PASSED and each.obstacles)
    before = load().gates.before(uses.sheet(ref).status)
    if before is not None:
        assert [one for one in passings if one.gate == before.id and one.how is not How.LEFT_OUT]


def test_a_condition_met_before_is_an_open_check_at_the_gate_before_going_live(world):
    ref = world.use()
    tell_all(world, ref)
    meet_law(world, ref)
    owner = world.person(Role.PROJECT_LEAD)
    made = conditions.set_(
        ref=ref, text="Signs stand at each way in", test="Photographs", owner_id=owner.id,
        due_on=world.now.date() + timedelta(days=30), because="A decision",
        by=world.person(Role.DECISION_MAKER), now=world.now, due_at_stage="go-live",
    )
    condition_id = int(made.removeprefix("condition-"))
    conditions.answer(condition_id=condition_id, what_was_done="Done", by=owner, now=world.now)
    conditions.accept(condition_id=condition_id, words="Seen", by=world.lead, now=world.now)

    checks = [each.sort for each in sheet(world, ref).line("gate.go-live").obstacles]
    elsewhere = [each.sort for each in sheet(world, ref).line("gate.pilot").obstacles]
    conditions.hold(condition_id=condition_id, words="Still there", by=world.lead, now=world.now)

    assert Sort.CHECK in checks and Sort.CHECK not in elsewhere
    assert Sort.CHECK not in [
        each.sort for each in sheet(world, ref).line("gate.go-live").obstacles
    ]


def test_a_use_that_shares_meets_its_agreement_at_the_gate_before_it_goes_live(world):
    def asked(ref):
        return [each.text for each in queries.sheet(ref, on=world.now.date()).line(
            "gate.go-live").obstacles if each.key == "agreement"]

    ref = sharing.use(world, status=Status.ASSESSMENT)
    without = asked(ref)
    sharing.draft(world, ref)
    begun = asked(ref)
    other = sharing.filled(world, sharing.use(world, "Other", status=Status.ASSESSMENT),
                           partner_ids=[sharing.vetted(world, "The Trust")])

    assert "has no agreement" in without[0]
    assert "leaves open" in begun[0]
    assert asked(other) == []
    assert asked(world.use()) == []


def test_no_score_on_a_person_is_tried_before_it_is_said_how_it_is_contested(world):
    ref = world.use(name="Harm score")
    register.describe(
        ref=ref, by=world.lead, now=world.now,
        described=register.Description(name="Harm score", technology="person-risk-scoring"),
    )
    tell_all(world, ref, but="gatefact.score-contest")

    gaps = [each.text for each in queries.sheet(ref, on=world.now.date()).line(
        "gate.pilot").obstacles if each.sort is Sort.GAP]

    assert gaps == ["Nobody has said how a score is contested."]
    with pytest.raises(DueRegardError, match="how a score is contested"):
        go(world, ref, "gate.pilot", how=actions.override)


def test_no_map_of_places_is_tried_before_its_three_tests_are_told(world):
    ref = world.use(name="Burglary map", technology="place-based-prediction")
    tell_all(world, ref, but="gatefact.area-tests")

    gaps = [each.text for each in queries.sheet(ref, on=world.now.date()).line(
        "gate.pilot").obstacles if each.sort is Sort.GAP]

    assert gaps == ["It is not said what the three tests of the map found."]
