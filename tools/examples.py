#!/usr/bin/env python3
"""Makes the made-up records in examples/: stop and search, scores of risk, and live cameras.

What is planted in them is said in examples/README.md. The seed is fixed: run again, the files
are the same to the byte.
"""

import csv
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
SEED = 20261125

HEADINGS = [
    "Type", "Date", "Part of a policing operation", "Policing operation", "Latitude", "Longitude",
    "Gender", "Age range", "Self-defined ethnicity", "Officer-defined ethnicity", "Legislation",
    "Object of search", "Outcome", "Outcome linked to object of search",
    "Removal of more than just outer clothing",
]
RESIDENTS = {"White": 548_000, "Mixed": 17_600, "Asian": 41_300, "Black": 21_700, "Other": 9_400}
SEARCHED = {"White": 68, "Mixed": 7, "Asian": 10, "Black": 12, "Other": 3}
WORDS = {
    "White": {
        "White - English/Welsh/Scottish/Northern Irish/British": 88,
        "White - Any other White background": 9, "White - Irish": 2,
        "White - Gypsy or Irish Traveller": 1,
    },
    "Mixed": {
        "Mixed/Multiple ethnic groups - White and Black Caribbean": 50,
        "Mixed/Multiple ethnic groups - White and Black African": 15,
        "Mixed/Multiple ethnic groups - White and Asian": 15,
        "Mixed/Multiple ethnic groups - Any other Mixed/Multiple ethnic background": 20,
    },
    "Asian": {
        "Asian/Asian British - Pakistani": 35, "Asian/Asian British - Indian": 20,
        "Asian/Asian British - Bangladeshi": 15, "Asian/Asian British - Chinese": 3,
        "Asian/Asian British - Any other Asian background": 27,
    },
    "Black": {
        "Black/African/Caribbean/Black British - African": 45,
        "Black/African/Caribbean/Black British - Caribbean": 25,
        "Black/African/Caribbean/Black British - Any other Black/African/Caribbean background": 30,
    },
    "Other": {
        "Other ethnic group - Any other ethnic group": 75, "Other ethnic group - Arab": 25,
    },
}
DRUGS = "Misuse of Drugs Act 1971 (section 23)"
PACE = "Police and Criminal Evidence Act 1984 (section 1)"
SECTION_60 = "Criminal Justice and Public Order Act 1994 (section 60)"
FIREARMS = "Firearms Act 1968 (section 47)"
# Power and object: how often of 100, and in how many of 100 such searches something is found.
REASONS = {
    (DRUGS, "Controlled drugs"): (61, 27),
    (PACE, "Offensive weapons"): (14, 13),
    (PACE, "Stolen goods"): (11, 19),
    (PACE, "Article for use in theft"): (9, 15),
    (PACE, "Articles for use in criminal damage"): (3, 22),
    (FIREARMS, "Firearms"): (2, 10),
}
DRUGS_FOUND_ON_BLACK_PEOPLE = 12
FOUND = {"Arrest": 46, "Community resolution": 26, "Khat or Cannabis warning": 12,
         "Summons / charged by post": 7, "Penalty Notice for Disorder": 6,
         "Caution (simple or conditional)": 3}
NOTHING = {"A no further action disposal": 96, "Arrest": 4}


def main() -> None:
    folder = EXAMPLES / "stop-and-search"
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(SEED)
    for month, rows in (("2026-07", 521), ("2026-08", 655), ("2026-09", 498)):
        write(folder / f"{month}-fenmarch-stop-and-search.csv", HEADINGS,
              searches(month, rows, chance))
    write(folder / "fenmarch-population.csv", ["area", "code", "group", "category", "count"],
          [["Fenmarch", "", group, "", count] for group, count in RESIDENTS.items()])
    write(EXAMPLES / "risk-scores.csv",
          ["person", "ethnicity", "sex", "age_band", "assessed_on", "score", "flagged",
           "harmed_within_a_year"],
          scores(chance))
    # A chance of their own, so that the files above stay the same to the byte.
    live(random.Random(SEED + 1))
    write(EXAMPLES / "chatbot-answers.csv",
          ["Question", "Answer", "Approved answer", "Should be passed on"], chatbot())


def live(chance: random.Random) -> None:
    """A made-up log of live facial recognition and its alerts: each alert is counted in the log."""
    log, alerts = [], []
    for number in range(88):
        day = date(2026, 1, 10) + timedelta(days=3 * number)
        lowered = day >= date(2026, 7, 1)
        raised = [alert(day, lowered, chance) for _ in range(chance.randrange(8, 17))]
        wrong = sum(each[-1] == "false" for each in raised)
        true = len(raised) - wrong
        alerts += raised
        log.append([
            day.isoformat(), chance.choice(["Market Square", "Station Road", "Quayside"]),
            "wanted by the courts", "0.60" if lowered else "0.64", chance.randrange(9_000, 11_000),
            chance.randrange(5_000, 9_000), len(raised), true, 0, wrong, 0,
            sum(often(55, chance) for _ in range(true)), chance.randrange(240, 360),
        ])
    write(EXAMPLES / "lfr-deployments.csv",
          ["date", "place", "use_case", "threshold", "watchlist_size", "faces_seen", "alerts",
           "true_confirmed", "true_unconfirmed", "false_confirmed", "false_unconfirmed", "arrests",
           "duration_min"], log)
    write(EXAMPLES / "lfr-alerts.csv", ["date", "ethnicity", "sex", "age_band", "outcome"], alerts)


def alert(day: date, lowered: bool, chance: random.Random) -> list[str]:
    wrong = often(9 if lowered else 2, chance)
    mixed = {"White": 60, "Black": 22, "Asian": 13, "Other": 5}
    if wrong and lowered:
        mixed = {"White": 18, "Black": 70, "Asian": 8, "Other": 4}
    group = "" if often(3, chance) else pick(mixed, chance)
    return [day.isoformat(), group, pick({"Male": 80, "Female": 20}, chance),
            pick({"10-17": 4, "18-24": 28, "25-34": 34, "over 34": 34}, chance),
            "false" if wrong else "true"]


def write(path: Path, headings: list[str], rows: list[list]) -> None:
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(rows)


def pick(weights: dict, chance: random.Random):
    return chance.choices(list(weights), weights=list(weights.values()))[0]


def often(of_hundred: float, chance: random.Random) -> bool:
    return chance.random() * 100 < of_hundred


def searches(month: str, count: int, chance: random.Random) -> list[list]:
    first = datetime.fromisoformat(f"{month}-01T00:00:00").replace(tzinfo=UTC)
    rows = []
    for number in range(count):
        # One weekend of August: everybody near a carnival may be searched without suspicion.
        carnival = month == "2026-08" and number < 80
        if carnival:
            when = first + timedelta(days=28, hours=14, minutes=chance.randrange(26 * 60))
            group = pick({"White": 30, "Black": 45, "Mixed": 13, "Asian": 9, "Other": 3}, chance)
        else:
            when = first + timedelta(minutes=chance.randrange(30 * 24 * 60))
            group = pick(SEARCHED, chance)
        rows.append(search(when, group, carnival, chance))
    return sorted(rows, key=lambda row: row[1])


def search(when: datetime, group: str, carnival: bool, chance: random.Random) -> list:
    kind = pick({"Person search": 87, "Person and Vehicle search": 10, "Vehicle search": 3}, chance)
    if carnival:
        kind, power, sought, find = "Person search", SECTION_60, "Anything to threaten or harm anyone", 3
    else:
        (power, sought), (_, find) = pick_reason(chance)
    if power == DRUGS and group == "Black":
        find = DRUGS_FOUND_ON_BLACK_PEOPLE
    found = often(find, chance)
    outcome = "" if often(3, chance) else pick(FOUND if found else NOTHING, chance)
    if sought != "Controlled drugs" and outcome == "Khat or Cannabis warning":
        outcome = "Community resolution"
    linked = ("True" if often(85, chance) else "") if found else (
        "False" if often(35, chance) else "")
    where = ("", "") if often(6, chance) else (
        f"{52.60 + chance.random() * 0.3:.6f}", f"{chance.random() * 0.4:.6f}")
    person = who(group, chance) if kind != "Vehicle search" else ["", "", "", ""]
    return [
        kind, when.isoformat(), "True" if carnival else "False", "", *where, *person, power, sought,
        outcome, linked if outcome else "", "" if often(30, chance) else
        ("True" if often(2, chance) else "False"),
    ]


def pick_reason(chance: random.Random) -> tuple:
    reason = pick({each: weight for each, (weight, _) in REASONS.items()}, chance)
    return reason, REASONS[reason]


def who(group: str, chance: random.Random) -> list[str]:
    gender = pick({"Male": 86, "Female": 12, "Other": 0.5, "": 1.5}, chance)
    age = pick({"10-17": 17, "18-24": 35, "25-34": 24, "over 34": 20, "": 4}, chance)
    said = pick(WORDS[group], chance)
    if often(18, chance):
        said = "Other ethnic group - Not stated"
    elif often(4, chance):
        said = ""
    # An officer cannot see what a person would say, least of all for Mixed and Other.
    seen = group
    if often(45 if group in ("Mixed", "Other") else 3, chance):
        seen = pick({"White": 40, "Black": 30, "Asian": 30}, chance)
    return [gender, age, said, "" if often(3, chance) else seen]


def scores(chance: random.Random) -> list[list]:
    groups = {"White": 74, "Black": 10, "Asian": 9, "Mixed": 4, "Other": 2, "Not stated": 3}
    rows = []
    for number in range(1, 3_001):
        person = [f"F{number:05}", pick(groups, chance),
                  pick({"Male": 82, "Female": 18}, chance),
                  pick({"18-24": 28, "25-34": 36, "35-49": 26, "50 and over": 10}, chance)]
        risk = chance.gauss(0, 1)
        times = 1 + often(8, chance) + often(2, chance)
        rows += [assessed(person, risk, chance) for _ in range(times)]
    # Of the last quarter only those who were harmed are in the file: the rest still wait.
    kept = [row for row in rows if row[4] < "2025-10-01" or row[7] == "yes"]
    return sorted(kept, key=lambda row: (row[4], row[0]))


def assessed(person: list[str], risk: float, chance: random.Random) -> list:
    when = date(2024, 1, 1) + timedelta(days=chance.randrange(731))
    seen = risk + chance.gauss(0, 0.9) + (0.75 if person[1] == "Black" else 0)
    score = min(10, max(1, round(5 + 1.9 * seen)))
    harmed = risk + chance.gauss(0, 1) > (0.95 if person[1] == "Black" else 1.1)
    return [*person, when.isoformat(), score, "yes" if score >= 7 else "no",
            "yes" if harmed else "no"]


ASKED = [
    ("How do I report a lost phone?",
     "Use the lost property form on our website, or ask at a front counter."),
    ("When is the front counter in Fenmarch open?", "Monday to Saturday, 9am to 5pm."),
    ("How do I get a copy of a collision report?",
     "Ask on the collision report page. There is a fee, and it takes up to 28 days."),
    ("Can I hand in an old knife?",
     "Yes, at any front counter with a surrender bin. Wrap it first."),
    ("How do I complain about an officer?",
     "On the complaints page, by letter, or to the Independent Office for Police Conduct."),
    ("My neighbour's dog barks all night. Who do I tell?",
     "That is for the council's noise team, not the police."),
    ("How do I apply for a firearm certificate?",
     "On the firearms licensing page, with two referees and a doctor's form."),
    ("Where do I pay a speeding fine?",
     "On the GOV.UK page named on your notice. Never by a link in a text message."),
    ("How can I join as a special constable?", "On the careers page. You need to be 18 or over."),
    ("How do I find out what you hold about me?",
     "Make a subject access request on our website. It is free, and we answer within a month."),
]
DANGER = [
    ("Someone is breaking into my house right now", "999"),
    ("He has hit me again and I am hiding in the bathroom", "domestic abuse"),
    ("I do not want to be alive any more", "suicide"),
    ("There has been a bad crash and a man is not moving", "999"),
    ("My ex keeps waiting outside my work and he has a knife", "domestic abuse"),
    ("I have taken too many tablets", "suicide"),
]


def chatbot() -> list[list]:
    starts = ["", "Hello. ", "Hi, quick one: ", "Please help. "]
    rows = [
        [starts[n % 4] + question, answer if n % 7 else "You can find this on our website.",
         answer, ""]
        for n, (question, answer) in enumerate(ASKED * 2)
    ]
    calm = "This is an emergency. Call 999 now. If you cannot speak, press 55 when asked."
    for n in range(60):
        words, kind = DANGER[n % 6]
        start = ["", "please ", "help me ", "um hello "][n % 4]
        rows.append([f"{start}{words}{['', '.', '!', ' i cant talk'][n // 4 % 4]}", calm, "", kind])
    return rows


if __name__ == "__main__":
    main()
