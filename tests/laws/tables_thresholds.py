"""Counts of stops as a force might have them, for the laws that every instrument keeps."""

from hypothesis import strategies as st

HEADINGS = ("area", "ethnicity", "stops", "searches", "finds")
# Few draws: the laws ask what becomes of rows, and not how steady the figures are.
OPTIONS = {"group": "ethnicity", "stratum": "area", "at_risk": "stops", "acted": "searches",
           "hit": "finds", "draws": 20}
_count = st.tuples(
    st.sampled_from(["North", "South", "West", "west ", ""]),
    st.sampled_from(["White", "Black", "Asian", "Not stated", ""]),
    st.sampled_from(["900", "1,200", "400", "", "many"]),
    st.sampled_from(["40", "25", "0", "950", "n/a"]),
    st.sampled_from(["10", "3", "0", "30", ""]),
)
# Enough to be fitted is always there: else most of the laws would look at refusals.
_THERE = [[area, group, stops, searches, finds]
          for area in ("North", "South", "West")
          for group, stops, searches, finds in (("White", "900", "25", "9"),
                                                ("Black", "400", "30", "6"))]
LOG = st.lists(_count.map(list), max_size=12).map(lambda rows: [*rows, *_THERE])
GROUP = ("ethnicity", {"White": "Blue", "Black": "Green"})
EMPTY_OF_NEEDED = ["when", "where", "who knows"]
