"""The columns of a trial: without this file a force would have to rename them before measuring."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dueregard.answers import DueRegardError
from dueregard.findings.roles import ColumnRole, Kind, assign

COLUMNS = (
    ColumnRole(
        role="mated", kind=Kind.TEXT,
        words="Searches for people who are on the watchlist. In a table of counts, how many; in a "
              "table with a row a search, whether it was one: yes or no.",
        also=("on_watchlist", "mated_searches", "mated_probes", "mated_attempts", "genuine"),
    ),
    ColumnRole(
        role="true_identified", kind=Kind.WHOLE,
        words="In a table of counts: of the searches for people on the watchlist, how many found "
              "them.",
        also=("true_positives", "true_pos", "tp", "correctly_identified", "true_matches"),
    ),
    ColumnRole(
        role="nonmated", kind=Kind.WHOLE,
        words="In a table of counts: searches for people who are not on the watchlist.",
        also=("non_mated_searches", "non_mated_probes", "nonmated_attempts", "unmated",
              "not_on_watchlist"),
    ),
    ColumnRole(
        role="false_identified", kind=Kind.WHOLE,
        words="In a table of counts: of those, how many wrongly matched somebody.",
        also=("false_positives", "false_pos", "fp", "wrongly_identified", "false_matches"),
    ),
    ColumnRole(
        role="identified", kind=Kind.TEXT,
        words="In a table with a row a search: whether it was identified, yes or no. For a person "
              "on the watchlist it is yes only if the right entry was returned.",
        also=("matched", "hit"),
    ),
    ColumnRole(
        role="score", kind=Kind.NUMBER,
        words="In a table with a row a search, instead of 'identified': the score. For a person on "
              "the watchlist that of the right entry, for anybody else the highest there was.",
        also=("similarity", "match_score", "similarity_score"),
    ),
    ColumnRole(
        role="threshold", kind=Kind.NUMBER, words="The threshold at which it was tested.",
        also=("threshold_settings", "threshold_setting"),
    ),
    ColumnRole(
        role="subjects", kind=Kind.TEXT,
        words="Who was searched for. In a table of counts, how many people that was; in a table "
              "with a row a search, their number or name.",
        also=("subject", "subject_id", "volunteer", "volunteers", "volunteer_id", "person",
              "participants", "participant_id"),
    ),
    ColumnRole(
        role="nonmated_subjects", kind=Kind.WHOLE,
        words="In a table of counts: how many people were searched for who are not on the "
              "watchlist, where they are others.",
    ),
)
_COUNTED = ("true_identified", "false_identified")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Which heading holds what, and which of the three shapes of a table it is."""

    headings: Mapping[str, str]
    notes: tuple[str, ...]
    counts: bool
    scores: bool

    def of(self, role: str) -> str:
        """The heading of a role, or nothing."""
        return self.headings.get(role, "")


def shape_of(
    columns: Sequence[str], *, chosen: Mapping[str, str], groups: Sequence[str], scored: bool
) -> Shape:
    """Find the columns. Raises a sentence where the table is neither counts nor searches."""
    assigned = assign(columns=columns, wanted=COLUMNS, chosen=chosen)
    headings = {role: heading for role, heading in assigned.headings.items()
                if heading not in groups}
    counts = any(role in headings for role in _COUNTED)
    single = "identified" in headings or "score" in headings
    if not counts and not single:
        raise DueRegardError(
            "The table holds neither counts (mated, true_identified, nonmated, false_identified) "
            "nor a row a search (mated, and identified or score). The headings found are: "
            f"{', '.join(repr(each) for each in columns[:30])}. If a column holds one of these, "
            "say so: --column identified=HEADING."
        )
    pairs = (("true_identified", "mated"), ("false_identified", "nonmated")) if counts else (
        ("identified", "mated"), ("score", "mated"))
    for role, needs in pairs:
        if role in headings and needs not in headings:
            raise DueRegardError(
                f"There is a column of {role} but none of {needs}, so no rate can be made. Add it, "
                f"or say which it is: --column {needs}=HEADING. The headings found are: "
                f"{', '.join(repr(each) for each in columns[:30])}."
            )
    scores = not counts and "score" in headings and (scored or "identified" not in headings)
    if scores and not scored:
        raise DueRegardError(
            "The table holds scores, so say at which thresholds to look: --at 0.60,0.62,0.64."
        )
    if scored and not scores:
        raise DueRegardError(
            "--at is for a table of scores, and this one has none. Leave it out: the thresholds "
            "are read from the column 'threshold'."
        )
    return Shape(headings=headings, notes=assigned.notes, counts=counts, scores=scores)
