"""The course of the first area's share as a picture, wherever a finding holds one."""

from dueregard.documents.chart_lines import Line, lines
from dueregard.documents.document import Chart
from dueregard.findings.figures import figure
from dueregard.findings.finding import Finding

COURSE, DAY, FINDS = "course_of_the_first_area", "day", "finds"
OF_TRUTH = "share_of_crime"


def share_course(finding: Finding) -> Chart | None:
    """A line a way of counting finds, and a level line for the share of crime; None without."""
    every: dict[str, list[tuple[float, float]]] = {}
    area = ""
    for row in finding.rows:
        if row.measure == COURSE and row.value is not None:
            area = row.stratum["area"]
            day = float(row.stratum[DAY].replace(",", ""))
            every.setdefault(row.stratum[FINDS], []).append((day, row.value))
    if not every:
        return None
    last = max(day for points in every.values() for day, _ in points)
    drawn = [Line(name=f"Finds {name}", points=tuple(points)) for name, points in every.items()]
    told = [f"{each.name}: from {figure(each.points[0][1], unit='share')} to "
            f"{figure(each.points[-1][1], unit='share')}." for each in drawn]
    truth = next((row.value for row in finding.rows
                  if row.measure == OF_TRUTH and row.stratum.get("area") == area), None)
    if truth is not None:
        drawn.append(Line(name="Its share of crime", points=((0.0, truth), (last, truth))))
        told.append(f"Its share of crime, as far as that is known: {figure(truth, unit='share')}.")
    return lines(
        title=f"{area}: its share of patrols, day by day",
        description=f"The mean of all runs. {' '.join(told)} The tables have every figure.",
        every=drawn, across="Days from today", up="Share of patrols",
    )
