"""A log of deployments as a force might have it, for the laws that every instrument keeps."""

from datetime import date

from hypothesis import strategies as st

HEADINGS = (
    "date", "place", "threshold", "faces_seen", "alerts", "true_confirmed", "true_unconfirmed",
    "false_confirmed", "false_unconfirmed", "arrests", "duration_min", "watchlist_size",
    "false_alert_rate_stated",
)


def _counts(most):
    return st.one_of(st.integers(0, most).map(str), st.sampled_from(["", "n/a"]))


_deployment = st.tuples(
    st.dates(min_value=date(2022, 1, 1), max_value=date(2024, 12, 31)).map(str),
    st.sampled_from(["Croydon", "Romford", "Barking"]),
    st.sampled_from(["0.6", "0.62", "0.64", ""]),
    _counts(50_000), _counts(30), _counts(30), _counts(3), _counts(5), _counts(2), _counts(9),
    st.sampled_from(["", "60", "300"]), st.sampled_from(["", "10000", "12000"]),
    st.sampled_from(["", "0%", "0.01%", "N/A"]),
)
LOG = st.lists(_deployment.map(list), min_size=1, max_size=25)
OPTIONS: dict = {}
GROUP = ("threshold", {"0.6": "0.70", "0.62": "0.72", "0.64": "0.74"})
EMPTY_OF_NEEDED = ["when", "where", "how many"]


def shown(label: str) -> str:
    """A threshold as the finding writes it."""
    return f"{float(label):.2f}"
