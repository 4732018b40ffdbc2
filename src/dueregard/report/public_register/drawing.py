"""A public record as cards: without it the reader would meet one long page with no edges.

What a page says is drawn when it is carried to the public door, so that a reader waits for none of
it. Which release drew it stands beside it: a page that another release drew is drawn anew.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from dueregard.documents.as_html import escape, part_fragment
from dueregard.documents.document import Document, Part
from dueregard.report.publication.under_headings import says_anything

_ROW_HEADING = re.compile(r'(<th scope="row"[^>]*>)([^<]+)(</th>)')


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailHTML:
    """What only some readers want: there, and closed until it is asked for."""

    title: str
    body: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class CardHTML:
    """One card of a page: its question, where it is on the page, what it says, and the details."""

    id: str
    title: str
    body: SafeString
    details: list[DetailHTML] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What a record's page is made of: the list of its cards, and the cards.

    `under_headings` is whether it says anything under the headings of standards.
    """

    contents: SafeString
    cards: SafeString
    under_headings: bool


def drawn(document: Document) -> Drawn:
    """The page of a record, from its document."""
    found = cards(document)
    return Drawn(
        contents=contents(found), cards=laid_out(found, 2), under_headings=says_anything(document)
    )


def to_plain(document: Document) -> dict[str, object]:
    """The same as it is kept beside the document."""
    made = drawn(document)
    return {"contents": str(made.contents), "cards": str(made.cards),
            "under_headings": made.under_headings}


def from_plain(plain: Mapping[str, object]) -> Drawn:
    """What is kept, where this release drew it."""
    # Only `to_plain` is kept there, and every word in it was escaped then.
    return Drawn(
        contents=mark_safe(str(plain["contents"])), cards=mark_safe(str(plain["cards"])),
        under_headings=bool(plain["under_headings"]),
    )


def cards(document: Document) -> list[CardHTML]:
    """Each part of a document as a card, with the folded parts after it as its details."""
    made: list[CardHTML] = []
    places = {
        escape(part.title): slugify(part.key)
        for part in document.parts if part.key and not part.folded
    }
    for part in document.parts:
        if part.folded and made:
            made[-1].details.append(DetailHTML(title=part.title, body=_body(part, places)))
        else:
            made.append(CardHTML(id=part.key, title=part.title, body=_body(part, places)))
    return made


def contents(cards: Iterable[CardHTML]) -> SafeString:
    """The cards' titles as the items of a list, each leading to its card."""
    return mark_safe("".join(
        f'<li><a class="govuk-link" href="#{escape(card.id)}">{escape(card.title)}</a></li>'
        for card in cards
    ))


def laid_out(cards: Iterable[CardHTML], level: int) -> SafeString:
    """The cards of a page one after another, their headings at this level.

    Written here and not in a template: a page has hundreds of these values, and each passes
    through a template ten times as slowly.
    """
    # Titles and ids are escaped here, bodies by their maker.
    return mark_safe("".join(
        f'<section class="dr-card govuk-!-margin-bottom-4" aria-labelledby="{escape(card.id)}">\n'
        f'<h{level:d} class="govuk-heading-m" id="{escape(card.id)}">{escape(card.title)}'
        f"</h{level:d}>\n{card.body}{''.join(map(_detail, card.details))}</section>\n"
        for card in cards
    ))


def _detail(detail: DetailHTML) -> str:
    return (
        '<details class="govuk-details govuk-!-margin-bottom-3"><summary '
        'class="govuk-details__summary"><span class="govuk-details__summary-text">'
        f'{escape(detail.title)}</span></summary><div class="govuk-details__text">{detail.body}'
        "</div></details>\n"
    )


def _body(part: Part, places: Mapping[str, str]) -> SafeString:
    """What a part says; the first cell of a row that is another part's title leads there."""
    def lead(found: re.Match[str]) -> str:
        place = places.get(found[2])
        if place is None or place == part.key:
            return found[0]
        return f'{found[1]}<a class="govuk-link" href="#{place}">{found[2]}</a>{found[3]}'

    # The fragment escapes every word it is given; it is the one maker of this HTML.
    return mark_safe(_ROW_HEADING.sub(lead, part_fragment(part, prefix=f"in-{part.key}")))
