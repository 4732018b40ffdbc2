"""Facts that were published about COMPAS, as counts alone.

Source: ProPublica, compas-scores-two-years.csv (2016), 7,214 people in Broward County, Florida.
For each race and sex: how many had a low, a medium and a high score, and of each how many were
charged with another crime within two years (1) or not (0).
"""

from dueregard.findings.finding import Finding
from dueregard.findings.reading_tables import from_rows
from dueregard.instruments import load

COUNTS = {
    ("African-American", "Female"): (241, 74, 118, 97, 46, 76),
    ("African-American", "Male"): (749, 458, 403, 531, 238, 665),
    ("Asian", "Female"): (1, 1, 0, 0, 0, 0),
    ("Asian", "Male"): (20, 2, 1, 4, 1, 2),
    ("Caucasian", "Female"): (257, 86, 86, 75, 25, 38),
    ("Caucasian", "Male"): (882, 375, 182, 235, 56, 157),
    ("Hispanic", "Female"): (63, 24, 6, 7, 1, 2),
    ("Hispanic", "Male"): (255, 105, 52, 58, 28, 36),
    ("Native American", "Female"): (1, 0, 0, 2, 0, 1),
    ("Native American", "Male"): (4, 1, 2, 2, 1, 4),
    ("Other", "Female"): (46, 10, 5, 5, 1, 0),
    ("Other", "Male"): (162, 80, 25, 18, 5, 20),
}
_OF_EACH = [(band, came) for band in ("Low", "Medium", "High") for came in ("0", "1")]
HEADINGS = ("race", "sex", "score_text", "two_year_recid", "count")
ROWS = [
    [race, sex, band, came, str(number)]
    for (race, sex), numbers in COUNTS.items()
    for (band, came), number in zip(_OF_EACH, numbers, strict=True)
    if number
]
# The same, a row a person.
PEOPLE = [row[:4] for row in ROWS for _ in range(int(row[4]))]
OPTIONS = {
    "decision": "score_text=High,Medium", "outcome": "two_year_recid", "group": "race",
    "count": "count", "reference": "Caucasian",
}


def measured(rows=ROWS, **more) -> Finding:
    """The finding of the published counts."""
    table = from_rows(columns=HEADINGS, rows=rows, sha256="0" * 64)
    return load("decisions").measure(table, options=OPTIONS | more)
