"""How groups, events and ratios are named in a sentence."""

from dataclasses import dataclass

from dueregard.findings.estimates import Estimate
from dueregard.findings.wording import listed

_PEOPLE = {
    "White": "White people", "Black": "Black people", "Asian": "Asian people",
    "Mixed": "people of Mixed ethnicity", "Other": "people of Other ethnicity",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What one of the events is called, and how a group is said to have more of them."""

    noun: str
    searches: bool

    def often(self, group: str, times: str, reference: str) -> str:
        """A group has events so many times as often as the reference."""
        if self.searches:
            return (f"{people(group)} were stopped and searched {times} times as often as "
                    f"{people(reference)}")
        return (f"there were {times} times as many events for {people(group)} as for "
                f"{people(reference)}")


SEARCHES = Words(noun="searches", searches=True)
EVENTS = Words(noun="events", searches=False)


def people(group: str) -> str:
    """A group as people: one of the five by its name, any other in quotation marks."""
    return _PEOPLE.get(group, f"the group '{group}'")


def first(sentence: str) -> str:
    """With a capital at its beginning; those within are left as they are."""
    return sentence[:1].upper() + sentence[1:]


def times(value: float) -> str:
    """A ratio as people say it: two decimals, fewer where it is large."""
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def span(found: Estimate) -> str:
    """The range of a ratio."""
    return f"{times(found.low)} to {times(found.high)}"


def about(count: int) -> str:
    """A number that is a plan and no count: two figures that mean something, rounded up."""
    step = 10 ** max(0, len(str(count)) - 2)
    return f"{-(-count // step) * step:,}"


def several(groups: list[str]) -> str:
    """Groups in a sentence."""
    return listed([people(each) for each in groups], most=6)
