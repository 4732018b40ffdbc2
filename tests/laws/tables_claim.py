"""Suppliers' tables as a force might be given them, for the laws that every instrument keeps."""

from hypothesis import strategies as st

HEADINGS = ("ethnicity", "threshold", "mated", "true_identified", "nonmated", "false_identified",
            "fpir")
OPTIONS = {"group": "ethnicity"}
LOG = st.lists(
    st.tuples(
        st.sampled_from(["White", "Black", "Asian", "asian ", "Not stated", ""]),
        st.sampled_from(["0.6", "0.60", "0.62", "", "strict"]),
        st.sampled_from(["10", "200", "", "many"]),
        st.sampled_from(["9", "10", "150", ""]),
        st.sampled_from(["1000", "20", "", "0"]),
        st.sampled_from(["0", "3", "20", ""]),
        st.sampled_from(["", "0.1%", "1 in 6,000", "low"]),
    ).map(list),
    min_size=1, max_size=20,
)
GROUP = ("ethnicity", {"White": "Blue", "Black": "Green"})
EMPTY_OF_NEEDED = ["when", "where", "who knows"]
