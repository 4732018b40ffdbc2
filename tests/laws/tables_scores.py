"""Scored people as a force might have them, for the laws that every instrument keeps."""

from datetime import date

from hypothesis import strategies as st

HEADINGS = ("ethnicity", "sex", "score", "harmed", "assessed on")
# No date is named: seen twice, a stretch of days that chance can explain is one that it cannot.
OPTIONS = {"group": "ethnicity,sex", "score": "score", "outcome": "harmed=yes"}
# Equal counts by ethnicity are not equal counts by sex.
EQUAL_OPTIONS = OPTIONS | {"group": "ethnicity"}
_SURE = [["White", "Male", "3", "no", "2024-06-01"], ["White", "Male", "4", "yes", "2024-06-02"]]
LOG = st.lists(
    st.tuples(
        st.sampled_from(["White", "Black", "Asian", "asian ", "Not stated", ""]),
        st.sampled_from(["Male", "Female"]),
        st.sampled_from(["1", "2", "3", "4", "4", "5", "n/a", ""]),
        st.sampled_from(["yes", "no", "no", "Yes", "", "pending"]),
        st.one_of(st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(str),
                  st.sampled_from(["", "03/04/2024"])),
    ).map(list),
    min_size=1, max_size=40,
).map(lambda rows: [*rows, *([*each] for each in _SURE * (1 + len(rows)))])
GROUP = ("ethnicity", {"White": "Blue", "Black": "Aqua"})
EMPTY_OF_NEEDED = ["when", "where", "who knows"]
