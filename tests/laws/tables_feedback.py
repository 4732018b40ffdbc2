"""Counts by area as a force might have them, for the laws that every instrument keeps."""

from hypothesis import strategies as st

HEADINGS = ("area", "reported", "discovered", "patrol_days")
OPTIONS = {"days": 20, "runs": 40, "correct": True}
_area = st.tuples(
    st.sampled_from(["North", "South", "south ", "East", "West", "", "unknown"]),
    st.sampled_from(["3", "40", "0", "1", "", "many"]),
    st.sampled_from(["5", "0", "20", "-1", ""]),
    st.sampled_from(["10", "30", "1", "n/a"]),
)
# Two areas are always there: with fewer there is nothing to choose between.
LOG = st.lists(_area.map(list), max_size=25).map(
    lambda rows: [["North", "4", "3", "9"], ["South", "6", "2", "5"], *rows])
GROUP = ("area", {"North": "Up", "East": "Right"})
EMPTY_OF_NEEDED = ["when", "where else", "who knows"]
