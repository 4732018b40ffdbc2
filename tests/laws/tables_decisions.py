"""Decisions of a tool as a force might have them, for the laws that every instrument keeps."""

from hypothesis import strategies as st

HEADINGS = ("person", "ethnicity", "sex", "flagged", "harmed")
OPTIONS = {
    "decision": "flagged", "outcome": "harmed", "group": "ethnicity,sex", "person": "person",
}
LOG = st.lists(
    st.tuples(
        st.sampled_from(["P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "", "unknown"]),
        st.sampled_from(["White", "Black", "Asian", "asian ", "Not stated", ""]),
        st.sampled_from(["Male", "Female", ""]),
        st.sampled_from(["yes", "no", "No", "Y", ""]),
        st.sampled_from(["1", "0", "0", "n/a"]),
    ).map(list),
    min_size=1, max_size=40,
)
GROUP = ("ethnicity", {"White": "Blue", "Black": "Green"})
# Equal counts by ethnicity are not equal counts by sex.
EQUAL_OPTIONS = {"decision": "flagged", "outcome": "harmed", "group": "ethnicity"}
EMPTY_OF_NEEDED = ["when", "where", "who knows"]
