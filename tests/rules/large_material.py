"""The longest record that a paper may have to be made from: every field long, every list long."""

from datetime import date

from dueregard.lenses.profile import Sort
from dueregard.manage.papers.gates_part import GatesRecord, OverrideRow
from dueregard.manage.papers.material import (
    About,
    Answered,
    CommunityRow,
    ConditionRow,
    EffectLine,
    EvidenceRow,
    Material,
    OptionLine,
    PointRow,
    PrimerRow,
    ReplyRow,
    RuleRow,
)

WORDS = "People in the street who pass by the van are measured and compared with others. "
LENSES = ("privacy", "work", "safety", "transparency", "fairness", "environment", "society")


def long(letters, start=""):
    text = f"{start} {WORDS * (letters // len(WORDS) + 1)}"
    return text[:letters].rsplit(" ", 1)[0]


def option(number):
    return OptionLine(
        name=long(150, f"Option {number}"), text=long(600), place=number + 1,
        effects=tuple(
            EffectLine(
                lens=LENSES[n % 7], kind=("Risk", "Opportunity")[n % 2], affected=long(200),
                text=long(500, f"Effect {n}"), chance="A realistic possibility (40% to 50%)",
                size="Life-changing (liberty, life, home, job)", evidence="", known=n % 3 > 0,
            )
            for n in range(12)
        ),
    )


def large(points=60, evidence=20):
    return Material(
        about=About(
            name=long(160), affected=long(1500), affected_count="We do not know",
            purpose=long(1500), what_it_does=long(2500), technology="Live facial recognition",
            department=long(160), supplier=long(160), status="In assessment", tier=3,
            tier_name="Full assessment", tier_reasons=(long(200),) * 6,
        ),
        facts=tuple(
            Answered(question=long(90, f"Question {n}"), answer=long(300), known=n % 2 > 0,
                     yes_no=False, key=f"fact_{n}")
            for n in range(60)
        ),
        options=tuple(option(n) for n in range(5)), order_because=long(1500),
        evidence=tuple(
            EvidenceRow(title=long(200, f"Evidence {n}"), statement=long(900),
                        said_by=long(200), level="An independent test of our own use",
                        dated=date(2026, 3, 1), worth=n % 6, lens=LENSES[n % 7],
                        by_people=n % 5 == 0)
            for n in range(evidence)
        ),
        supplier_only=("Fairness, Equality, Diversity & Accessibility",),
        points=tuple(
            PointRow(kind="Risk", title=long(200, f"Point {n}"), text=long(700),
                     affected=long(300), lens="Fairness", find_out=n % 2 > 0,
                     lens_id=LENSES[n % 7])
            for n in range(points)
        ),
        points_to_look_at=17,
        conditions=tuple(
            ConditionRow(text=long(500, f"Condition {n}"), test=long(400), due=date(2026, 5, 1),
                         state="To be met")
            for n in range(12)
        ),
        law=tuple(
            RuleRow(id=f"law.{n}", title=long(120, f"Rule {n}"), check=long(300),
                    citation=long(160), in_the_way=n % 2 > 0, applies=n % 3 > 0, met=n % 2 == 0,
                    said="Met", post=long(160), document=long(200), note=long(300))
            for n in range(40)
        ),
        replies=tuple(
            ReplyRow(lens=LENSES[n % 7], question=long(150), answer="Partly", text=long(800),
                     key=f"q{n}")
            for n in range(60)
        ),
        communities=tuple(
            CommunityRow(sort=Sort.COMMUNITY, title=long(160, f"Place {n}"), targeted=True)
            for n in range(9)
        ),
        primers=(
            PrimerRow(technology="Live facial recognition", sentences=(long(150),) * 5),
            PrimerRow(technology="Drones", sentences=(long(150),) * 5),
            PrimerRow(technology="Records system or data platform", sentences=(long(150),) * 5),
        ),
        gates=GatesRecord(overrides=tuple(
            OverrideRow(gate=long(100), name=long(100), against=(long(120),) * 3, post=long(160),
                        reason=long(500), on=date(2026, 3, 1))
            for _ in range(5)
        )),
        lens_names={each: each.capitalize() for each in LENSES},
    )
