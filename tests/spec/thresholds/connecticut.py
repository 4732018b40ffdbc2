"""Stops of drivers by the Connecticut State Police, 24 counties and groups: published figures.

County, group, stops, searches, finds, and the published mean bar (posterior mean of the Beta
model): E. Pierson et al., A large-scale analysis of racial disparities in police stops across the
United States, arXiv 1706.05678, the table behind its figure 4b. Published means by group, over
counties: White 0.2709, Black 0.1891, Hispanic 0.2007.
"""

from dueregard.findings.reading_tables import Table, from_rows

PUBLISHED = {"White": 0.2709, "Black": 0.1891, "Hispanic": 0.2007}
CELLS = (
    ("New Haven", "White", 33665, 435, 159, 0.27059),
    ("New Haven", "Black", 8448, 280, 67, 0.18803),
    ("New Haven", "Hispanic", 7010, 245, 81, 0.19318),
    ("New London", "White", 37626, 573, 180, 0.24379),
    ("New London", "Black", 4543, 138, 48, 0.19175),
    ("New London", "Hispanic", 3271, 105, 31, 0.19483),
    ("Tolland", "White", 38548, 452, 198, 0.28399),
    ("Tolland", "Black", 3119, 90, 14, 0.18911),
    ("Tolland", "Hispanic", 2626, 96, 18, 0.18033),
    ("Fairfield", "White", 26464, 367, 132, 0.25828),
    ("Fairfield", "Black", 7564, 245, 81, 0.18860),
    ("Fairfield", "Hispanic", 7057, 151, 41, 0.22625),
    ("Hartford", "White", 26451, 351, 105, 0.26221),
    ("Hartford", "Black", 7705, 298, 80, 0.18699),
    ("Hartford", "Hispanic", 4915, 209, 58, 0.18587),
    ("Middlesex", "White", 30272, 200, 93, 0.29263),
    ("Middlesex", "Black", 3577, 75, 21, 0.18898),
    ("Middlesex", "Hispanic", 2692, 33, 6, 0.22578),
    ("Windham", "White", 24990, 324, 145, 0.29489),
    ("Windham", "Black", 1216, 45, 22, 0.18944),
    ("Windham", "Hispanic", 1894, 60, 22, 0.20714),
    ("Litchfield", "White", 24298, 406, 167, 0.27330),
    ("Litchfield", "Black", 1288, 47, 13, 0.18981),
    ("Litchfield", "Hispanic", 1689, 67, 25, 0.19959),
)
HEADINGS = ("county", "race", "stops", "searches", "finds")
ASKED = {"group": "race", "stratum": "county", "at_risk": "stops", "acted": "searches",
         "hit": "finds", "reference": "White"}


def table(rows=CELLS) -> Table:
    return from_rows(columns=HEADINGS, rows=[[str(each) for each in row[:5]] for row in rows],
                     sha256="4" * 64)
