"""A stream of alerts as a force might have it, for the laws that every instrument keeps."""

from datetime import date

from hypothesis import strategies as st

HEADINGS = ("date", "ethnicity", "outcome")
OPTIONS = {"group": "ethnicity", "of": "Black", "exposure": 0.3, "events": "outcome=false",
           "date": "date"}
_alert = st.tuples(
    st.one_of(st.dates(min_value=date(2024, 1, 1), max_value=date(2024, 3, 31)).map(str),
              st.sampled_from(["", "10/02/2024", "soon"])),
    st.sampled_from(["White", "Black", "Asian", "black ", "Not stated", ""]),
    st.sampled_from(["false", "false", "true", "False", "n/a", ""]),
)
# The watched group and a false alert are always there: without them there is nothing to watch.
LOG = st.lists(_alert.map(list), max_size=30).map(
    lambda rows: [["2024-02-01", "Black", "false"], *rows])
GROUP = ("ethnicity", {"White": "Blue", "Asian": "Green"})
EMPTY_OF_NEEDED = ["when", "where", "who knows"]
