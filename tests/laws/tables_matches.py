"""Searches of a face recognition trial as a force might have them, for the laws of instruments."""

from hypothesis import strategies as st

HEADINGS = ("volunteer", "ethnicity", "sex", "mated", "identified", "threshold")
OPTIONS = {"group": "ethnicity,sex"}
LOG = st.lists(
    st.tuples(
        st.sampled_from(["V1", "V2", "V3", "V4", "V5", "V6", "", "unknown"]),
        st.sampled_from(["White", "Black", "Asian", "asian ", "Not stated", ""]),
        st.sampled_from(["Male", "Female", ""]),
        st.sampled_from(["yes", "no", "No", "Y", ""]),
        st.sampled_from(["1", "0", "0", "n/a"]),
        st.sampled_from(["0.6", "0.60", "0.62", "", "strict"]),
    ).map(list),
    min_size=1, max_size=40,
)
GROUP = ("ethnicity", {"White": "Blue", "Black": "Green"})
# Equal counts by ethnicity are not equal counts by sex.
EQUAL_OPTIONS = {"group": "ethnicity"}
EMPTY_OF_NEEDED = ["when", "where", "who knows"]
