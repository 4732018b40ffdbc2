"""Records of events as a force might have them, for the laws that every instrument keeps."""

from hypothesis import strategies as st

from dueregard.findings.reading_tables import from_rows

HEADINGS = ("area", "ethnicity", "how many")
POPULATION = from_rows(
    columns=("area", "ethnicity", "count"), sha256="1" * 64,
    rows=[
        ["North", "White", "9000"], ["North", "Black", "700"], ["North", "Asian", "400"],
        ["South", "White", "5000"], ["South", "Black", "1200"], ["South", "Asian", "0"],
    ],
)
OPTIONS = {
    "group": "ethnicity", "stratum": "area", "events": "how many", "population": (POPULATION,),
}
# The first two groups of GROUP live in equal numbers everywhere.
EQUAL_OPTIONS = OPTIONS | {"population": (from_rows(
    columns=("area", "ethnicity", "count"), sha256="2" * 64,
    rows=[
        ["North", "White", "900"], ["North", "Black", "900"], ["South", "White", "500"],
        ["South", "Black", "500"],
    ],
),)}
LOG = st.lists(
    st.tuples(
        st.sampled_from(["North", "South", "south ", "West", ""]),
        st.sampled_from(["White", "Black", "BLACK", "Asian", "Not stated", "", "Martian"]),
        st.sampled_from(["1", "1", "1", "1"]),
    ).map(list),
    min_size=1, max_size=40,
)
GROUP = ("ethnicity", {"White": "Blue", "Black": "Green"})
EMPTY_OF_NEEDED = ["when", "where", "who knows"]
