"""What a sentence claims: read whole, or given back unread. A guess would be worse than neither."""

import pytest
from tests.rules.force_evidence import WORDS, said

from dueregard.answers import DueRegardError
from dueregard.lenses import statement_words
from dueregard.report.statements import claims
from dueregard.report.statements.claims import FUTURE, NOT_READ, NOTHING_NAMED, QUESTION, TWICE

READ = [
    ("We do not use AI.", "not-used", "ai"),
    ("We don’t use A.I.", "not-used", "ai"),
    ("We do not currently use any AI tools.", "not-used", "ai"),
    ("we do not use drones at all", "not-used", "drones"),
    ("We use no AI.", "not-used", "ai"),
    ("We have no drones.", "not-used", "drones"),
    ("We never use drones.", "not-used", "drones"),
    ("We are not using drones today.", "not-used", "drones"),
    ("The force does not use live facial recognition.", "not-used", "live-facial-recognition"),
    ("Fenmarch Constabulary does not use ANPR.", "not-used", "anpr"),
    ("To be clear, we do not use AI.", "not-used", "ai"),
    ("I can confirm that we do not use AI.", "not-used", "ai"),
    ("AI is not used in this force.", "not-used", "ai"),
    ("Drones are not used here.", "not-used", "drones"),
    ("There are no drones.", "not-used", "drones"),
    ("No drones are in use.", "not-used", "drones"),
    ("Nobody here uses ChatGPT.", "not-used", "generative-ai-assistant"),
    ("It is not true that we use AI.", "not-used", "ai"),
    ("We do not use any form of facial recognition.", "not-used", "facial-recognition"),
    ("We do not make automated decisions.", "not-used", "automated-decisions"),
    ("We use zero drones.", "not-used", "drones"),
    ("We have never used predictive policing.", "never-used", "predictive-policing"),
    ("We never used drones.", "never-used", "drones"),
    ("We have not used drones.", "never-used", "drones"),
    ("Drones have never been used by us.", "never-used", "drones"),
    ("We do not, and have never, used drones.", "never-used", "drones"),
    ("We do not use and have never used drones.", "never-used", "drones"),
    ("We stopped using predictive policing in 2023.", "stopped", "predictive-policing"),
    ("We no longer use ANPR.", "stopped", "anpr"),
    ("We don't use drones any more.", "stopped", "drones"),
    ("We have not used drones since 2023.", "stopped", "drones"),
    ("Predictive policing was scrapped in March 2023.", "stopped", "predictive-policing"),
    ("Our use of drones ended in 2024.", "stopped", "drones"),
    ("We are trialling live facial recognition.", "on-trial", "live-facial-recognition"),
    ("Live facial recognition is only on trial.", "on-trial", "live-facial-recognition"),
    ("Our use of drones is a trial.", "on-trial", "drones"),
    ("All our algorithms are reviewed by an ethics committee.", "all-reviewed", "algorithm"),
    ("Every one of our AI tools has been reviewed by our data ethics committee.",
     "all-reviewed", "ai"),
    ("The ethics committee reviews all our algorithms.", "all-reviewed", "algorithm"),
    ("We use three drones.", "number-of", "drones"),
    ("We have 2 AI systems.", "number-of", "ai"),
    ("We have two uses of drones.", "number-of", "drones"),
    ("We only use drones to find missing people.", "only", "drones"),
    ("Drones are only used to find missing people.", "only", "drones"),
    ("We use drones solely for missing people.", "only", "drones"),
    ("We use drones.", "used", "drones"),
    ("We do use body-worn cameras.", "used", "body-worn-video"),
    ("Number-plate recognition is in use.", "used", "anpr"),
]
UNREAD = [
    ("It is not true that we do not use AI.", TWICE), ("Nobody here does not use AI.", TWICE),
    ("We do not not use AI.", TWICE), ("We do not use AI without asking.", TWICE),
    ("We neither use AI nor drones.", TWICE), ("We deny that we do not use AI.", TWICE),
    ("We never fail to not use AI.", TWICE),
    ("Do we use AI?", QUESTION), ("We do not use AI, do we?", QUESTION),
    ("We will never use AI.", FUTURE), ("We have no plans to use AI.", FUTURE),
    ("We are considering drones.", FUTURE),
    ("We do not use polygraphs.", NOTHING_NAMED),
    ("We only use it to find missing people.", NOTHING_NAMED),
    ("Our force is the best.", NOTHING_NAMED),
    ("We do not use AI to make decisions.", NOT_READ), ("We hardly use AI.", NOT_READ),
    ("The chief said we do not use AI.", NOT_READ), ("We do not rely on AI.", NOT_READ),
    ("I do not use AI.", NOT_READ), ("We use at least three drones.", NOT_READ),
    ("We do not use AI drones.", NOT_READ), ("We use drones, not AI.", NOT_READ),
    ("We do not routinely use drones.", NOT_READ), ("AI is wonderful.", NOT_READ),
    ("We do not use drones except over water.", NOT_READ),
    ("We did not use drones at the carnival.", NOT_READ), ("AI", NOT_READ),
]


@pytest.mark.parametrize(("text", "claim", "term"), READ)
def test_a_sentence_that_we_know_is_read_as_what_it_claims(text, claim, term):
    [read] = said(text)

    assert (str(read.claim), [each.id for each in read.terms]) == (claim, [f"statement.{term}"])


@pytest.mark.parametrize(("text", "why"), UNREAD)
def test_a_sentence_that_we_do_not_know_is_never_guessed(text, why):
    [read] = said(text)

    assert (str(read.claim), read.why) == ("unread", why)


@pytest.mark.parametrize("text", ["", "  \n ", "...", "“”"])
def test_no_sentence_is_no_claim(text):
    [read] = said(text)

    assert (str(read.claim), read.why) == ("unread", claims.EMPTY)


@pytest.mark.parametrize(("text", "year", "since"), [
    ("We stopped using drones in 2023.", 2023, False),
    ("We stopped using drones in March 2023.", 2023, False),
    ("We have not used drones since 2021.", 2021, True),
    ("We stopped using drones.", None, False),
])
def test_the_year_is_read_with_what_it_means(text, year, since):
    [read] = said(text)

    assert (read.year, read.since) == (year, since)


def test_several_sentences_are_read_one_by_one_and_joined_ones_are_parted():
    read = said("We do not use AI, but we use drones. We have never used ANPR and we use no AI.")

    assert [str(each.claim) for each in read] == ["not-used", "used", "never-used", "not-used"]


def test_a_pronoun_is_taken_for_the_one_technology_before_it_and_that_is_said():
    first, second = said("We use drones. We only use them to find missing people.")
    two = said("We use drones and ANPR. We only use them to find missing people.")

    assert (str(second.claim), second.it, second.rest) == (
        "only", "Drones", "to find missing people")
    assert first.it == ""
    assert str(two[1].claim) == "unread"


def test_a_list_of_technologies_is_read_whole():
    [read] = said("We do not use AI, drones or number-plate recognition.")

    assert [each.name for each in read.terms] == ["AI", "Drones", "Number-plate recognition"]


def test_a_part_of_the_force_is_not_taken_for_the_whole():
    assert said("Our officers do not use AI.")[0].narrow
    assert not said("We do not use AI.")[0].narrow


def test_the_name_of_a_pack_that_was_brought_in_is_known_at_once():
    terms = statement_words.with_packs(WORDS, {"gait-recognition": "Gait recognition"})

    [read] = claims.read("We do not use gait recognition.", terms=terms)

    assert str(read.claim) == "not-used"
    assert read.terms[0].technologies == {"gait-recognition"}


def test_every_technology_that_can_be_chosen_has_a_term_of_its_own():
    from dueregard.lenses.bank import load

    asked = next(each for each in load().register if each.key == "technology")
    own = {next(iter(each.technologies)) for each in WORDS.terms if len(each.technologies) == 1}
    named = {one for each in WORDS.terms for one in each.technologies | each.perhaps}

    assert {each.value for each in asked.options} - {"other"} == own
    assert named <= {each.value for each in asked.options}


@pytest.mark.parametrize(("text", "fault"), [
    ("[[term]]\nid = 'a'\nname = 'A'\nwords = ['a']\n", "lacks technologies"),
    ("[[term]]\nid = 'a'\nname = 'A'\nwords = ['A-b']\ntechnologies = ['x']\n", "Write it as"),
    ("[[term]]\nid = 'a'\nname = 'A'\nwords = ['a', 'a']\ntechnologies = ['x']\n", "Leave it in"),
    ("[[period]]\nid = 'p'\nof = 'contracts'\ndays = 3\n", "needs of, days and why"),
    ("nonsense", "cannot be read"), ("", "needs one [[period]]"),
])
def test_a_fault_in_the_words_is_said_by_name(text, fault):
    with pytest.raises(DueRegardError, match=fault.replace("[", r"\[").replace("]", r"\]")):
        statement_words.read(text)
