"""The columns of a forecast, of the cells with what happened in them, and of who lives there."""

from collections.abc import Sequence

from dueregard.answers import DueRegardError
from dueregard.findings.roles import ColumnRole, Kind, fold

CELL, DAY, MARKED, SCORE, PATROL = "cell", "day", "predicted", "score", "patrol_days"
REPORTED, DISCOVERED, RECORDED = "reported", "discovered", "recorded"
ACROSS, UP, AREA = "x", "y", "area"

_CELL = ("cell_id", "cellid", "square", "square_id", "grid", "grid_id", "grid_cell", "box",
         "box_id", "place", "zone", "area_code", "lsoa", "lsoa_code", "hex", "hex_id")
_DAY = ("date", "period", "shift", "week", "month")
_ACROSS = ("easting", "eastings", "longitude", "lon", "long", "lng", "column", "col", "centre_x")
_UP = ("northing", "northings", "latitude", "lat", "row", "centre_y")

FORECAST: tuple[ColumnRole, ...] = (
    ColumnRole(role=CELL, kind=Kind.TEXT, required=True, also=_CELL,
               words="The cell, as CELLS names it: a square, a street or an area."),
    ColumnRole(role=DAY, kind=Kind.TEXT, also=_DAY,
               words="The day, or other period, that the forecast was for. Without it, one "
                     "forecast for the whole time."),
    ColumnRole(role=MARKED, kind=Kind.TEXT,
               also=("flagged", "marked", "hotspot", "hot_spot", "chosen", "selected", "forecast"),
               words="Yes where the cell was predicted. Without it and without a score, every row "
                     "is a predicted cell."),
    ColumnRole(role=SCORE, kind=Kind.NUMBER, also=("risk", "risk_score", "predicted_score",
                                                   "intensity", "probability"),
               words="The forecast's score for the cell. With --top it says which cells were "
                     "predicted."),
    ColumnRole(role=PATROL, kind=Kind.NUMBER, also=("patrol", "patrols"),
               words="Patrol-days spent there: 0.25 for a quarter of one. Without it, each "
                     "predicted cell counts as one on each day."),
)
CELLS: tuple[ColumnRole, ...] = (
    ColumnRole(role=CELL, kind=Kind.TEXT, required=True, also=_CELL, words="The cell."),
    ColumnRole(role=DAY, kind=Kind.TEXT, also=_DAY, words="When."),
    ColumnRole(role=REPORTED, kind=Kind.NUMBER, words="Crimes that the public reported.",
               also=("crimes_reported", "reported_crimes", "reported_crime")),
    ColumnRole(role=DISCOVERED, kind=Kind.NUMBER, words="Crimes that officers found.",
               also=("crimes_discovered", "discovered_crimes", "discovered_crime", "found")),
    ColumnRole(role=RECORDED, kind=Kind.NUMBER, words="Crimes, however they came to notice.",
               also=("crimes", "crime", "crimes_recorded", "offences", "incidents", "crime_count")),
    ColumnRole(role=ACROSS, kind=Kind.NUMBER, also=_ACROSS, words="Where it lies, eastwards."),
    ColumnRole(role=UP, kind=Kind.NUMBER, also=_UP, words="Where it lies, northwards."),
    ColumnRole(role=AREA, kind=Kind.NUMBER, also=("area_km2", "area_sq_km", "km2", "hectares"),
               words="How large it is, in any unit."),
)
PEOPLE = ("count", "population", "residents", "people", "persons", "usual_residents", "number")
ASIDE = frozenset({fold(each) for each in (
    *_DAY, *_ACROSS, *_UP, "x", "y", "area", "area_km2", "year", "name", "area_name")})


def find(
    columns: Sequence[str], role: ColumnRole, *, within: str
) -> int | None:
    """Which of these columns has that role; a sentence where two could."""
    known = {fold(each) for each in (role.role, *role.also)}
    own = [place for place, each in enumerate(columns) if fold(each) == fold(role.role)]
    found = own or [place for place, each in enumerate(columns) if fold(each) in known]
    if len(found) > 1:
        named = " and ".join(f"'{columns[place]}'" for place in found)
        raise DueRegardError(
            f"In {within}, {named} could both be '{role.role}' ({role.words.rstrip('.').lower()}). "
            f"Head the one that is meant '{role.role}', then try again."
        )
    return found[0] if found else None


def needed(columns: Sequence[str], role: ColumnRole, *, within: str) -> int:
    """The same for a column that must be there."""
    place = find(columns, role, within=within)
    if place is None:
        shown = ", ".join(f"'{each}'" for each in columns[:30])
        raise DueRegardError(
            f"{within} needs a column '{role.role}'. It has: {shown}. Head the column that holds "
            f"it '{role.role}', then try again."
        )
    return place
