"""Records of searches as a force might have them, for the laws that every instrument keeps."""

from hypothesis import strategies as st

HEADINGS = ("area", "ethnicity", "found")
OPTIONS = {"group": "ethnicity", "found": "found"}
LOG = st.lists(
    st.tuples(
        st.sampled_from(["North", "South", "south ", ""]),
        st.sampled_from(["White", "Black", "Asian", "Not stated", ""]),
        st.sampled_from(["yes", "no", "Yes", "no", "", "n/a"]),
    ).map(list),
    min_size=1, max_size=40,
)
GROUP = ("ethnicity", {"White": "Blue", "Black": "Green"})
EMPTY_OF_NEEDED = ["when", "where", "who knows"]
