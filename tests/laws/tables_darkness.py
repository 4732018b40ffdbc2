"""Vehicle stops as a force might have them, for the laws that every instrument keeps."""

from hypothesis import strategies as st

HEADINGS = ("when", "lat", "lon", "ethnicity")
OPTIONS = {"group": "ethnicity", "time": "when", "lat": "lat", "lon": "lon"}
_stop = st.tuples(
    st.sampled_from(["2026-01-10 17:30", "2026-06-10 17:30", "2026-06-12 20:15", "noon", "",
                     "2026-12-01 19:00", "2026-10-01 18:40", "2026-03-01 03:00"]),
    st.sampled_from(["52.6", "53.1", "48.0", "", "north"]),
    st.sampled_from(["-1.1", "-0.9", "1.2"]),
    st.sampled_from(["White", "Black", "Asian", "Not stated", ""]),
)
# Enough to be fitted is always there: else most of the laws would look at refusals.
_THERE = [
    [f"2026-{month:02}-{3 * day + 1:02} {17 + day % 4}:{(7 * day + month) % 60:02}", "52.6", "-1.1",
     group]
    for month in (1, 6, 7, 12) for day in range(9)
    for group in (("White", "Black") if (day + month) % 3 else ("White", "Black", "White"))
]
LOG = st.lists(_stop.map(list), max_size=12).map(lambda rows: [*rows, *_THERE])
GROUP = ("ethnicity", {"White": "Blue", "Black": "Green"})
EMPTY_OF_NEEDED = ["day", "where", "who knows"]
