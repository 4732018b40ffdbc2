"""The register in the words of schema.org, so that a search for public data finds it.

Without it a record could be read here and found nowhere. Nothing is said of a record that its
page does not say: no licence is claimed, and no date that we do not have.
"""

from collections.abc import Callable, Iterable
from typing import Any

from dueregard.report.public_register.queries import Card, Edition, Sign

MEDIA_TYPE = "application/ld+json"
_CONTEXT = "https://schema.org"
At = Callable[[str], str]


def catalogue(*, sign: Sign | None, cards: Iterable[Card], at: At, title: str) -> dict[str, Any]:
    """The whole register as a DataCatalog. `at` makes a whole address of a path of ours."""
    return {
        "@context": _CONTEXT, "@type": "DataCatalog", "@id": at("/"), "url": at("/"),
        "name": title, **_publisher(sign),
        **({"dateModified": sign.at.isoformat()} if sign else {}),
        "dataset": [
            _dataset(each, at=at) for each in cards if each.withdrawn_at is None
        ],
    }


def dataset(
    *, card: Card, editions: Iterable[Edition], keywords: Iterable[str], sign: Sign | None, at: At
) -> dict[str, Any]:
    """One record as a Dataset: its words, its version, and where it can be had as data."""
    whole = f"/uses/{card.slug}"
    first = min((each.published_at for each in editions), default=card.published_at)
    return {
        "@context": _CONTEXT, **_dataset(card, at=at), **_publisher(sign),
        "datePublished": first.date().isoformat(), "inLanguage": "en-GB",
        "isAccessibleForFree": True, "identifier": card.digest,
        "keywords": [each for each in keywords if each],
        "includedInDataCatalog": {"@type": "DataCatalog", "@id": at("/")},
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": at(f"{whole}.{suffix}")}
            for suffix, kind in (("json", "application/json"), ("csv", "text/csv"))
        ],
    }


def _dataset(card: Card, *, at: At) -> dict[str, Any]:
    address = at(f"/uses/{card.slug}/")
    return {
        "@type": "Dataset", "@id": address, "url": address, "name": card.title,
        "description": card.summary, "version": str(card.version),
        "creativeWorkStatus": card.status_name,
        "dateModified": card.published_at.date().isoformat(),
    }


def _publisher(sign: Sign | None) -> dict[str, Any]:
    if sign is None:
        return {}
    made: dict[str, Any] = {"@type": "GovernmentOrganization", "name": sign.force_name}
    if sign.contact_email:
        made["email"] = sign.contact_email
    return {"publisher": made}
