"""What an agreement leaves open: each heading by itself, and an old one from a spreadsheet."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.sharing.made import NOW

from dueregard.answers import DueRegardError
from dueregard.sharing import catalogue, reading
from dueregard.sharing.completeness import HEADINGS, completeness
from dueregard.sharing.deciding import decide
from dueregard.sharing.rows import from_row
from dueregard.sharing.terms import DirectAccess, Item, Party, Purpose, Signatory, Terms, Told

WHOLE = reading.terms(reading.read(Path("examples/sharing/marac.toml")))
OLD_ROW = {
    "ISA ref": "LP/2018/44", "Title": "Domestic abuse protocol", "Purpose": "Domestic abuse",
    "Partners": "Police; County Council; Women's Aid", "Owner": "PPU",
    "Date in force": "01/05/2018", "Date of review": "01/11/2018", "End date": "30.4.2021",
    "Information shared": "Names, addresses and history; DASH", "Protective marking": "RESTRICTED",
    "Location of signed copy": "Cabinet 4",
}


def gaps(terms):
    return {each.heading: each.sentence for each in completeness(terms, now=NOW).gaps}


def test_the_example_leaves_nothing_open_and_names_the_laws_to_confirm():
    found = completeness(WHOLE, now=NOW)

    assert found.gaps == () and found.sentence == "All 48 headings are filled in."
    assert "Children Act 2004, section 10" in found.to_confirm


def test_an_agreement_of_which_nothing_is_known_is_open_at_every_heading():
    """Direct access is asked about only where partners look for themselves."""
    found = completeness(Terms(), now=NOW)

    assert [each.heading for each in found.gaps] == [
        each.id for each in HEADINGS if each.id != "direct-access"]
    assert all(each.sentence.endswith(".") and each.do.endswith(".") for each in found.gaps)


def test_an_agreement_of_2018_from_a_spreadsheet_fails_at_each_heading_that_its_row_leaves_open():
    taken = from_row(OLD_ROW)
    found = gaps(taken.terms)

    assert found.keys() == {each.id for each in HEADINGS} - {
        "title", "lead", "starts", "direct-access"}
    assert found["review-due"] == "Its review was due on 1 November 2018."
    assert found["expires"] == "It ended on 30 April 2021."
    assert found["purposes"] == "Not in the list: “domestic-abuse”."
    assert found["reasons"] == "No reason is given for: Names; addresses and history; DASH."
    assert found["marking"] and "RESTRICTED" in taken.unread[0]
    assert completeness(taken.terms, now=NOW).sentence == (
        "4 of 48 headings are filled in. 44 are open.")


def test_an_old_agreement_shares_nothing():
    from tests.sharing.made import FACTS, REQUEST

    failed = decide(from_row(OLD_ROW).terms, REQUEST, FACTS, now=NOW).failed

    assert {"in-force", "signed", "review", "purpose", "role", "items", "people"} <= set(failed)


BLANKED = [
    ("title", {"title": ""}), ("value-case", {"value_case": ""}), ("lead", {"lead": ""}),
    ("deputy", {"deputy": ""}), ("controllers", {"controllers": None}),
    ("lawful-basis", {"lawful_basis": ()}), ("lawful-basis", {"lawful_basis": ("because",)}),
    ("conditions", {"conditions": ()}), ("policy-document", {"policy_document": ""}),
    ("reuse", {"reuse": None}), ("reuse", {"reuse_law": ""}), ("people", {"people": ()}),
    ("people", {"people": ("everybody",)}), ("marking", {"marking": None}),
    ("roles", {"roles": ()}),
    ("training", {"training": ""}), ("frequency", {"frequency": ""}), ("means", {"means": ()}),
    ("direct-access", {"means": ("direct-access",)}),
    ("direct-access", {"means": ("direct-access",),
                       "direct_access": DirectAccess(roles=("idva",))}),
    ("encryption", {"encryption": ""}), ("accuracy", {"accuracy": ""}),
    ("corrections", {"corrections": ""}), ("privacy-information", {"privacy_information": None}),
    ("privacy-information", {"privacy_information": Told.WITHHELD}), ("rights", {"rights": ""}),
    ("retention-group", {"retention_group": ""}), ("retention", {"retention": ""}),
    ("at-end", {"at_end": None}), ("onward", {"onward": None}),
    ("automated", {"automated": None}),
    ("dpia", {"dpia": ""}), ("equality", {"equality": ""}), ("ethics", {"ethics": ""}),
    ("complaints", {"complaints": ""}), ("breach", {"breach": ""}),
    ("indemnity", {"indemnity": ""}),
    ("starts", {"starts": None}), ("review-due", {"review_due": None}),
    ("review-due", {"review_due": date(2026, 11, 1)}),
    ("review-due", {"review_due": date(2027, 11, 3)}), ("expires", {"expires": None}),
    ("expires", {"expires": date(2029, 4, 2)}), ("expires", {"expires": date(2026, 11, 1)}),
    ("review-triggers", {"review_triggers": ()}), ("exit-plan", {"exit_plan": ""}),
    ("summary", {"summary": ""}), ("summary", {"summary": "word " * 201}),
    ("publish", {"publish": None}), ("publish", {"publish": False}),
    ("signatories", {"signatories": WHOLE.signatories[1:]}),
    ("signatories", {"signatories": (
        *WHOLE.signatories[1:], Signatory(party="exampleshire-police", name="A", post="ACC"))}),
    ("purposes", {"purposes": (*WHOLE.purposes, catalogue.load().purposes["research"].purpose)}),
    ("law-enforcement", {"purposes": (
        WHOLE.purposes[0], replace(WHOLE.purposes[1], law_enforcement=None))}),
    ("gateways", {"purposes": (WHOLE.purposes[0], replace(WHOLE.purposes[1], gateways=()))}),
    ("gateways", {"purposes": (
        WHOLE.purposes[0], replace(WHOLE.purposes[1], gateways=("common-sense",)))}),
    ("parties", {"parties": (*WHOLE.parties[:2], replace(WHOLE.parties[2], regime=None))}),
    ("reasons", {"schedule": (replace(WHOLE.schedule[0], reason=""), *WHOLE.schedule[1:])}),
    ("columns", {"schedule": (replace(WHOLE.schedule[0], columns=()), *WHOLE.schedule[1:])}),
    ("markings", {"schedule": (replace(WHOLE.schedule[0], marking=None), *WHOLE.schedule[1:])}),
    ("item-purposes", {"schedule": (replace(WHOLE.schedule[0], purposes=()),)}),
    ("item-purposes", {"schedule": (replace(WHOLE.schedule[0], purposes=("research",)),)}),
]


@pytest.mark.parametrize(("heading", "changed"), BLANKED)
def test_one_thing_left_open_is_one_named_gap(heading, changed):
    assert gaps(replace(WHOLE, **changed)).keys() == {heading}


def test_every_heading_is_left_open_once_above():
    assert {each.id for each in HEADINGS} == {heading for heading, _ in BLANKED}


def test_an_agreement_for_law_enforcement_alone_need_not_speak_of_other_use():
    alone = replace(WHOLE, reuse=None, reuse_law="", purposes=WHOLE.purposes[:1], schedule=(
        replace(WHOLE.schedule[0], purposes=(WHOLE.purposes[0].key,)),))

    assert gaps(alone) == {}


def test_a_row_keeps_what_it_says_and_nothing_else():
    taken = from_row({"Reference": 44, "purpose": "A; B, C", "PARTIES:": "X, Y", "End date": "soon",
                      "Marking": "Official - Sensitive"})

    assert taken.unread == (
        "end date: “soon” is not a date, and is left blank. Write it as 31/03/2026.",)
    assert taken.terms == Terms(
        ref="44", marking="official-sensitive", parties=(Party(ref="x", name="X"),
                                                         Party(ref="y", name="Y")),
        purposes=tuple(Purpose(key=each.lower(), name=each) for each in "ABC"))


@pytest.mark.parametrize("written", [
    "01/05/2018", "1.5.2018", "2018-05-01", "1 May 2018", "May 2018", date(2018, 5, 1)])
def test_a_date_is_read_as_people_write_it(written):
    assert from_row({"start date": written}).terms.starts == date(2018, 5, 1)


def test_a_row_of_which_no_heading_is_known_is_refused():
    with pytest.raises(DueRegardError, match="No column of this row is known"):
        from_row({"colour": "blue"})


def test_a_preset_says_what_such_agreements_have_in_common_and_leaves_the_rest_open():
    for preset in catalogue.load().presets:
        begun = catalogue.begin(preset, ref="isa-1", title="Ours")
        found = gaps(begun)

        assert not {"purposes", "gateways", "reasons", "columns", "item-purposes"} & found.keys()
        assert {"value-case", "parties", "signatories", "dpia", "ethics", "starts"} <= found.keys()
        assert all(isinstance(each, Item) and len(each.reason) > 20 for each in begun.schedule)


def test_a_preset_that_is_not_there_is_told():
    with pytest.raises(DueRegardError, match="Choose from: marac, mash, mappa, research"):
        catalogue.begin("other", ref="x")
