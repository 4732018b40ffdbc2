"""A small, realistic Finding and Document that the tests of the ways out share."""

from dueregard.documents.audience import Audience
from dueregard.documents.document import (
    Chart,
    Column,
    Document,
    Field,
    Fields,
    Note,
    Part,
    Points,
    Table,
)
from dueregard.findings.finding import (
    Caveat,
    Data,
    Finding,
    Method,
    NotComputed,
    Repeat,
    Row,
    SetAside,
    Verdict,
    VerdictCode,
)
from dueregard.findings.shares import share, share_difference, share_ratio

MADE_AT = "2026-01-05T09:30:00Z"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="40" viewBox="0 0 640 40">'
    '<defs><clipPath id="clip0"><rect width="640" height="40"/></clipPath></defs>'
    '<g clip-path="url(#clip0)"><path d="M0,0h640" stroke="black"/></g></svg>'
)


def row(measure: str, events: int, exposure: float, low: float, high: float, **more: object) -> Row:
    return Row(
        measure=measure, events=events, exposure=exposure, value=events / exposure, low=low,
        high=high, level=0.95, method="wilson", **more,  # type: ignore[arg-type]
    )


def finding() -> Finding:
    per_alert, per_face = "false-alerts-per-alert", "false-alerts-per-face"
    return Finding(
        instrument="deployments", version="1", question="How often was the system wrong?",
        verdict=Verdict(
            code=VerdictCode.DESCRIBED,
            sentence="Of 2,186 alerts, 44 were false (2.0%, 1.5% to 2.7%). One deployment does "
            "not add up. How many wanted people were missed cannot be known from this log.",
        ),
        rows=(
            row(per_alert, 44, 2186, 0.0150, 0.0269),
            row(per_face, 44, 2_411_465, 1.36e-5, 2.45e-5),
            row(per_alert, 25, 691, 0.02463, 0.05290, stratum={"threshold": "0.60"}),
            row(per_alert, 4, 54, 0.02917, 0.17552, stratum={"threshold": "0.62"}),
            row(per_alert, 5, 1413, 0.00151, 0.00826, stratum={"threshold": "0.64"}),
            row(per_alert, 10, 28, 0.20710, 0.54173, stratum={"threshold": "not stated"}),
            row(per_face, 25, 491_246, 3.4e-5, 7.5e-5, stratum={"threshold": "0.60"}),
            row(per_face, 5, 1_863_630, 1.1e-6, 6.3e-6, stratum={"threshold": "0.64"}),
            Row(
                measure=per_face, stratum={"threshold": "not stated"}, events=10, exposure=None,
                not_computed=NotComputed(reason="Faces seen were not recorded."),
            ),
        ),
        caveats=(
            Caveat(code="missed", sentence="The share of wanted people missed cannot be known."),
            Caveat(code="sum", sentence="10 January 2024, Westminster: 7 alerts, parts make 8."),
        ),
        data=Data(
            sha256="ab" * 32, rows_read=286, rows_used=285,
            set_aside=(SetAside(reason="Every count is blank", rows=1),),
        ),
        method=Method(name="Wilson score intervals", options={"level": 0.95}, seed=None),
    )


def document() -> Document:
    """One of every block, with what is hard to write: marks, formulas, blanks, long words."""
    return Document(
        kind="committee-paper", title="Cameras & <crowds>: a paper", made_at=MADE_AT,
        summary="What was asked, and what was found.",
        audience=Audience.FORCE,
        facts={"reference": "use-0042"},
        parts=(
            Part(title="The use", key="use", blocks=(
                Note(text="It was wrong 25 times in 691.", tone="lead"),
                Note(text="First paragraph.\n\nSecond *paragraph*."),
                Note(text="Only the supplier says so.", tone="warning"),
                Fields(fields=(
                    Field(label="Owner", value="Head of Operations", key="owner"),
                    Field(label="Legal basis", value="", key="basis"),
                    Field(label="Officer", value="PC 1234", key="officer",
                          audience=Audience.FORCE),
                )),
            )),
            Part(title="Figures", key="figures", blocks=(
                Chart(title="False alerts", description="0.60: 3.6%.", spec={}, svg=SVG),
                Chart(title="False alerts again", description="0.64: 0.35%.", spec={}, svg=SVG),
                Table(
                    caption="False alerts | by threshold",
                    columns=(Column(label="Threshold", key="threshold"),
                             Column(label="Faces seen", key="faces", numeric=True),
                             Column(label="Note", key="note")),
                    rows=(("0.60", 491246, "=SUM(A1:A9)"), ("0.64", None, "<b>bold</b>"),
                          ("not stated", 1234.5, "-3")),
                ),
                Table(
                    caption="By year",
                    columns=(Column(label="Year", key="year"),
                             Column(label="False", key="false", numeric=True)),
                    rows=((2023, 4), (2024, 0)),
                ),
                Points(items=("It cannot say who was missed.", "1. It is a log.")),
            )),
            Part(title="For the force", key="force", audience=Audience.FORCE, blocks=(
                Note(text="Not for the panel."),
            )),
        ),
    )


# False positives of those without a later offence, by race and sex. All, Black and White as
# ProPublica published them for COMPAS in 2016; the rest made up so that the parts add up.
COUNTS = {
    (): (1282, 3963),
    ("Black", ""): (805, 1795), ("White", ""): (349, 1488), ("Other", ""): (125, 672),
    ("Native American", ""): (3, 8),
    ("", "Female"): (260, 900), ("", "Male"): (1022, 3063),
    ("Black", "Female"): (140, 350), ("Black", "Male"): (665, 1445),
    ("White", "Female"): (95, 380), ("White", "Male"): (254, 1108),
}
RATE = "false_positive_rate"


def labels(key: tuple[str, ...]) -> dict[str, str]:
    return {name: each for name, each in zip(("race", "sex"), key, strict=False) if each}


def compared(key: tuple[str, ...], *, unit: str) -> Row:
    """A group beside White, or beside Male; a group of both headings beside everyone else."""
    other = {"race": ("White", ""), "sex": ("", "Male")}
    its = labels(key)
    events, trials = COUNTS[key]
    if len(its) == 1:
        reference = next(iter(labels(other[next(iter(its))]).values()))
        other_events, other_trials = COUNTS[other[next(iter(its))]]
    else:
        reference = "everyone else"
        other_events, other_trials = COUNTS[()][0] - events, COUNTS[()][1] - trials
    make = share_ratio if unit == "ratio" else share_difference
    made = make(events=events, trials=trials, reference_events=other_events,
                reference_trials=other_trials)
    return Row(
        measure=f"{RATE}_{'ratio' if unit == 'ratio' else 'difference'}", group=its, unit=unit,
        value=made.value, low=made.low, high=made.high, level=0.95, method=made.method,
        reference=reference,
    )


def headlined(*, headline: str = RATE) -> Finding:
    """A finding as newer instruments give it: a headline, a method in words, how to repeat it."""
    rows = []
    for key, (events, trials) in COUNTS.items():
        made = share(events=events, trials=trials)
        rows.append(Row(
            measure=RATE, group=labels(key), value=made.value, low=made.low, high=made.high,
            level=0.95, method="wilson", events=events, exposure=trials,
        ))
    references = {(), ("White", ""), ("", "Male")}
    rows += [compared(key, unit=unit) for unit in ("ratio", "points")
             for key in COUNTS if key not in references]
    return Finding(
        instrument="decisions", version="1", question="Does the tool err more for some people?",
        verdict=Verdict(
            code=VerdictCode.DISPARITY_SHOWN,
            sentence="Of Black people who did not offend again 44.8% were marked as high risk, of "
            "White people 23.5%.",
        ),
        rows=tuple(rows),
        caveats=(Caveat(code="labels", sentence="An arrest is not an offence."),),
        data=Data(sha256="cd" * 32, rows_read=7214, rows_used=7214),
        method=Method(name="Rates by group", options={"level": 0.95}),
        headline=headline,
        method_words=("A share is the people marked, out of those who did not offend again.",
                      "Ranges are Wilson's."),
        repeat=(
            Repeat(title="The command", language="sh",
                   lines=("dueregard measure decisions scores.csv --group race,sex \\",
                          "    --score flagged --outcome harmed_within_a_year --level 0.95")),
            Repeat(title="The headline in R", language="R",
                   lines=("prop.test(805, 1795, correct = FALSE)$conf.int",
                          "prop.test(c(3, 349), c(8, 1488))  # Native American, White")),
        ),
    )
