"""Fact sheets that several tests share: uses as a careful owner would describe them."""

from dueregard.lenses.facts import FactType
from dueregard.lenses.shapes import Bank

LFR = "live-facial-recognition"


def quiet_tool(bank: Bank) -> dict[str, str | None]:
    """A small office tool: every yes-or-no answer the better one."""
    sheet: dict[str, str | None] = {
        each.key: "no" if each.worst == "yes" else "yes"
        for each in bank.register if each.type is FactType.YES_NO
    }
    return sheet | {
        "affected": "Staff who book rooms", "affected_count": "few", "name": "Room booking",
        "purpose": "To book rooms", "technology": "other",
    }


def typical_lfr(bank: Bank) -> dict[str, str | None]:
    """Live facial recognition as a force might well run it: some things good, some not."""
    return quiet_tool(bank) | {
        "affected": "People who pass through the town centre", "affected_count": "everyone",
        "name": "Town centre cameras", "purpose": "To find people wanted by the courts",
        "technology": LFR, "identifies": "yes", "records": "yes", "sensitive": "yes",
        "children": "yes", "coercive": "yes", "human_review": "yes",
        "watchlist_categories": "wanted-court, missing", "watchlist_size": "9800",
        "children_listed": "no", "image_sources": "custody", "unconvicted_images": "yes",
        "threshold": "0.6", "threshold_setter": "authorising-officer",
        "group_test": "other-setting", "false_alerts": "3", "deletion": "at-once",
        "deployments_month": "6", "sites": "High Street, Station Road",
        "site_reason": "footfall", "protest_use": "no", "signs": "yes", "avoid_stop": "no",
        "officers": "12", "supplier_version": "Example 4.1", "version_notice": "no",
        "publish_results": "yes", "communities_asked": "no", "stop_rule": "no",
        "carry_on": "visits", "cost": "250000", "vehicle": "diesel-van",
    }


def careful_lfr(bank: Bank) -> dict[str, str | None]:
    """The same technology with every care taken that the facts can tell."""
    return typical_lfr(bank) | {
        "affected_count": "hundreds", "watchlist_categories": "wanted-court",
        "watchlist_size": "300", "unconvicted_images": "no", "threshold": "0.64",
        "threshold_setter": "chief-officer", "group_test": "own", "false_alerts": "0",
        "deployments_month": "1", "site_reason": "intelligence", "officers": "4",
        "version_notice": "yes", "communities_asked": "yes", "stop_rule": "yes",
        "cost": "40000", "vehicle": "electric-van",
    }
