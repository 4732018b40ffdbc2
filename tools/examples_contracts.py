#!/usr/bin/env python3
"""Makes the made-up lists of contracts in examples/, in the three layouts that we read.

Buyer, suppliers and contracts are invented. The columns are those that the publishers use.
"""

import csv
import json
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
BUYER = "Fenmarch Constabulary"
# Reference, title, description, suppliers, value, awarded, starts, ends; what is odd is meant.
CONTRACTS = [
    ("fen-0101", "Live facial recognition vans", "Two vans with cameras and software",
     ["Facewise Systems Ltd"], "412000", "2025-11-20", "2026-01-05", "2028-01-04"),
    ("fen-0102", "Body-worn video cameras", "Cameras, docks and storage",
     ["Wearwell Cameras Limited"], "1250000.50", "2024-02-14", "2024-04-01", "2029-03-31"),
    ("fen-0103", "Cleaning of police stations", "Daily cleaning of nine sites",
     ["Brightmop Services Ltd", "Northwell Cleaners LLP"], "96000", "2025-05-01", "2025-06-01",
     "2027-05-31"),
    ("fen-0104", "Social media search tool", "Software that searches open posts for an analyst",
     ["Openlook Analytics Ltd"], "18500", "2026-03-02", "2026-03-09", ""),
    ("fen-0105", "Winter tyres", "Tyres for the fleet", ["Fenland Tyres Ltd"], "TBC",
     "2025-09-30", "2025-10-01", "2026-03-31"),
    ("fen-0106", "Writing assistant licences", "Licences for a generative AI assistant, 40 staff",
     ["Quillmate (UK) Ltd"], "14400", "2026-06-01", "2026-06-15", "2027-06-14"),
    ("fen-0107", "Vehicle recovery", "Recovery of vehicles", ["Marsh Recovery Ltd"],
     "200000", "2024-10-01", "2026-10-01", "2024-09-30"),
]
OPEN = ("fen-0108", "Drone replacement", "Four drones with heat cameras")
FINDER = [
    "Notice Identifier", "Notice Type", "Organisation Name", "Status", "Published Date", "Title",
    "Description", "Nationwide", "Postcode", "Region", "Cpv Codes", "Start Date", "End Date",
    "Closing Date", "Value Low", "Value High", "Awarded Date", "Awarded Value",
    "Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]", "Supplier's contact name",
    "Contract start date", "Contract end date",
]


def main() -> None:
    with (EXAMPLES / "contracts-finder.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FINDER, restval="", lineterminator="\n")
        writer.writeheader()
        for each in CONTRACTS:
            writer.writerow(finder(each))
        writer.writerow({
            "Notice Identifier": OPEN[0], "Notice Type": "Contract", "Organisation Name": BUYER,
            "Status": "Open", "Published Date": "2026-10-01", "Title": OPEN[1],
            "Description": OPEN[2], "Value Low": "40000", "Value High": "60000",
        })
    package = {
        "uri": "https://fenmarch.example/contracts.json", "version": "1.1",
        "publishedDate": "2026-11-01T00:00:00Z", "publisher": {"name": BUYER},
        "releases": [*(release(each) for each in CONTRACTS), planned()],
    }
    text = json.dumps(package, indent=1, ensure_ascii=False) + "\n"
    (EXAMPLES / "contracts-release-package.json").write_text(text, encoding="utf-8")
    flat = [dict(steps({"releases": [each]})) for each in package["releases"]]
    names = list(dict.fromkeys(name for each in flat for name in each))
    with (EXAMPLES / "contracts-releases-flat.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(flat)


def finder(each: tuple) -> dict:
    reference, title, description, suppliers, value, awarded, starts, ends = each
    packed = "".join(f"[{name}|1 Mill Road, Northwell|NONE||Yes|No]" for name in suppliers)
    return {
        "Notice Identifier": reference, "Notice Type": "Contract", "Organisation Name": BUYER,
        "Status": "Awarded", "Published Date": awarded, "Title": title,
        "Description": description, "Awarded Date": british(awarded), "Awarded Value": value,
        FINDER[18]: packed, "Contract start date": british(starts),
        "Contract end date": british(ends),
    }


def release(each: tuple) -> dict:
    reference, title, description, suppliers, value, awarded, starts, ends = each
    worth = {"value": {"amount": value, "currency": "GBP"}} if value != "TBC" else {}
    period = {
        name: f"{day}T00:00:00+01:00" for name, day in (("startDate", starts), ("endDate", ends))
        if day
    }
    return {
        "ocid": f"ocds-fenmrc-{reference}", "id": f"{reference}-award", "tag": ["award"],
        "date": f"{awarded}T09:00:00Z", "buyer": {"name": BUYER},
        "tender": {"id": reference, "title": title, "description": description},
        "awards": [{
            "id": "1", "status": "active", "date": f"{awarded}T00:00:00Z",
            "suppliers": [{"name": name} for name in suppliers], "contractPeriod": period, **worth,
        }],
    }


def planned() -> dict:
    return {
        "ocid": f"ocds-fenmrc-{OPEN[0]}", "id": f"{OPEN[0]}-tender", "tag": ["tender"],
        "date": "2026-10-01T09:00:00Z", "buyer": {"name": BUYER},
        "tender": {"id": OPEN[0], "title": OPEN[1], "description": OPEN[2], "status": "active"},
    }


def steps(branch: object, path: str = ""):
    """Each leaf of a tree with the way to it: releases/0/tender/title."""
    if isinstance(branch, dict | list):
        pairs = branch.items() if isinstance(branch, dict) else enumerate(branch)
        for key, each in pairs:
            yield from steps(each, f"{path}/{key}" if path else str(key))
    else:
        yield path, branch


def british(day: str) -> str:
    return "/".join(reversed(day.split("-"))) if day else ""


if __name__ == "__main__":
    main()
