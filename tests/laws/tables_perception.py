"""Answers to a survey as a force might have them, for the laws that every instrument keeps."""

from hypothesis import strategies as st

from dueregard.findings.reading_tables import from_rows

HEADINGS = ("wave", "age", "weight", "uses_drones", "often_drones", "trust_fair")
ACTUAL = from_rows(
    columns=("technology", "used", "often"), rows=[["drones", "yes", "20"]], sha256="3" * 64,
)
OPTIONS = {"weight": "weight", "group": "age", "wave": "wave", "actual": ACTUAL}
# Waves that differ show a difference, whatever the groups: of those this law says nothing.
EQUAL_OPTIONS = {"weight": "weight", "group": "age", "actual": ACTUAL}
_answer = st.tuples(
    st.sampled_from(["2025", "2026", "2026", ""]),
    st.sampled_from(["Young", "Old", "Other", "other ", ""]),
    st.sampled_from(["1", "0.5", "2.25", "1", "0", "", "-1", "heavy"]),
    st.sampled_from(["Yes", "No", "don't know", "yes", "", "maybe"]),
    st.sampled_from(["Every day", "weekly", "Never", "Don't know", ""]),
    st.sampled_from(["Agree", "Strongly disagree", "Neither", "Don't know", "", "perhaps"]),
)
# One whom nothing is wrong with is always there: without anybody there is nothing to measure.
LOG = st.lists(_answer.map(list), max_size=40).map(
    lambda rows: [["2026", "Young", "1", "Yes", "Every day", "Agree"], *rows])
GROUP = ("age", {"Young": "Blue", "Old": "Green"})
EMPTY_OF_NEEDED = ["when", "where", "who knows"]
