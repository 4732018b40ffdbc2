"""The columns of a supplier's table: without this file each layout would need a clerk."""

from collections.abc import Sequence

from dueregard.answers import DueRegardError
from dueregard.findings.roles import ColumnRole, Kind, fold

COLUMNS = (
    ColumnRole(role="threshold", kind=Kind.NUMBER, words="The threshold at which it was tested.",
               also=("threshold_setting", "threshold_settings", "operating_threshold")),
    ColumnRole(role="mated", kind=Kind.WHOLE,
               words="How many searches were for people who are on the watchlist.",
               also=("mated_searches", "mated_probes", "genuine_attempts", "genuine")),
    ColumnRole(role="true_identified", kind=Kind.WHOLE, words="How many of those found them.",
               also=("true_positives", "true_pos", "tp", "correctly_identified", "true_matches")),
    ColumnRole(role="nonmated", kind=Kind.WHOLE,
               words="How many searches were for people who are not on it.",
               also=("non_mated_searches", "non_mated_probes", "impostor_attempts", "impostors")),
    ColumnRole(role="false_identified", kind=Kind.WHOLE,
               words="How many of those wrongly matched somebody.",
               also=("false_positives", "false_pos", "fp", "wrongly_identified", "false_matches")),
    ColumnRole(role="true_rate", kind=Kind.NUMBER,
               words="The share found, as the supplier states it: 89%, 0.89.",
               also=("tpir", "tpr", "true_positive_rate", "true_positive_identification_rate",
                     "tpir_%", "true_positive_rate_%", "tar")),
    ColumnRole(role="missed_rate", kind=Kind.NUMBER,
               words="The share missed, as the supplier states it.",
               also=("fnir", "fnmr", "fnr", "false_negative_rate", "frr",
                     "false_negative_identification_rate", "miss_rate")),
    ColumnRole(role="false_rate", kind=Kind.NUMBER,
               words="The share wrongly matched, as the supplier states it: 0.017%, 1 in 6,000.",
               also=("fpir", "fmr", "fpr", "far", "false_positive_rate",
                     "false_positive_identification_rate", "fpir_%", "false_positive_rate_%")),
    ColumnRole(role="subjects", kind=Kind.WHOLE, words="How many people were searched for.",
               also=("volunteers", "people", "participants", "individuals")),
    ColumnRole(role="image_set", kind=Kind.TEXT, words="Which images or people were used.",
               also=("dataset", "data_set", "images", "image_source")),
    ColumnRole(role="watchlist_size", kind=Kind.WHOLE,
               words="How many people were on the watchlist.",
               also=("watchlist", "gallery_size", "gallery", "watchlist_number")),
)
COUNTED = {"mated": "true_identified", "nonmated": "false_identified"}
_GROUPS = frozenset({
    "group", "groups", "ethnicity", "race", "perceivedethnicity", "selfdefinedethnicity", "sex",
    "gender", "age", "ageband", "agegroup", "agerange", "skintone", "demographic",
    "demographicgroup",
})


def groups_of(columns: Sequence[str]) -> tuple[str, ...]:
    """The headings that can only be groups, where nobody says which they are."""
    found = tuple(each for each in columns if fold(each) in _GROUPS)
    if not found:
        raise DueRegardError(
            "No column of the table says which group a row is about, so nothing can be said of "
            "groups. Name it: --group HEADING. The headings found are: "
            f"{', '.join(repr(each) for each in columns[:30])}."
        )
    return found
