"""Encounters and their footage as a force might have them, for the laws of instruments."""

from hypothesis import strategies as st

HEADINGS = ("ethnicity", "power", "began", "ended", "camera on", "camera off")
OPTIONS = {"group": "ethnicity", "power": "power", "from": "began", "to": "ended",
           "recorded_from": "camera on", "recorded_to": "camera off"}
_time = st.sampled_from([
    "2026-08-01 14:00", "2026-08-01 14:02:30", "01/08/2026 14:10", "2026-08-01 14:20:00",
    "2026-08-01T14:30:00", "", "n/a", "14:05", "2026-08-01T14:00:00+01:00",
])
_on = st.sampled_from(["2026-08-01 13:59", "2026-08-01 14:00:40", "2026-08-01 14:09", ""])
_off = st.sampled_from(["2026-08-01 14:31", "2026-08-01 14:19:30", "2026-08-01 14:12", ""])
LOG = st.lists(
    st.tuples(
        st.sampled_from(["White", "Black", "Asian", "asian ", "Not stated", ""]),
        st.sampled_from(["Search", "Force", "search", ""]),
        st.one_of(st.just("2026-08-01 14:00"), _time),
        st.one_of(st.just("2026-08-01 14:20"), _time), _on, _off,
    ).map(list),
    min_size=1, max_size=40,
)
GROUP = ("ethnicity", {"White": "Blue", "Black": "Green"})
EMPTY_OF_NEEDED = ["when", "where", "who knows"]
