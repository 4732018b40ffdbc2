"""Writes docs/reference/ from the code and the content, so that the manual cannot drift from them.

`tools/docs` calls it; with --check it only says which pages are out of date, and exits 1.
"""

import ast
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
sys.path.insert(0, str(ROOT / "src"))
os.environ.setdefault("DUEREGARD_HOME", tempfile.mkdtemp(prefix="dueregard-docs-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dueregard.web.settings")
SHARED = (
    "intervals", "rates_arithmetic", "error_rates", "power", "trial_plan", "sources", "counts",
    "labels", "people", "groups", "populations", "layouts", "suppression", "repeat",
    "evidence_arithmetic",
)
MADE = "<!-- Made by tools/docs from the code and the content. Do not edit. -->\n\n"


def table(heading: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    lines = ["| " + " | ".join(heading) + " |", "|" + "---|" * len(heading)]
    for row in rows:
        lines.append("| " + " | ".join(str(each).replace("|", "\\|").replace("\n", " ") for each in row) + " |")
    return "\n".join(lines) + "\n"


def commands() -> str:
    import click

    from dueregard.__main__ import dueregard

    text = "# Commands\n\nWhat `dueregard` can do. From a checkout, `./run` is the same command.\n"
    context = click.Context(dueregard, info_name="dueregard")
    for path, command in walk(dueregard, "dueregard", context):
        with click.Context(command, info_name=path, help_option_names=["-h", "--help"]) as inner:
            text += f"\n## {path}\n\n```text\n{command.get_help(inner)}\n```\n"
    return text


def walk(group, name, context) -> Iterator[tuple[str, object]]:
    import click

    for each in group.list_commands(context):
        command = group.get_command(context, each)
        if isinstance(command, click.Group):
            yield f"{name} {each}", command
            yield from walk(command, f"{name} {each}", context)
        else:
            yield f"{name} {each}", command


def instruments() -> str:
    from dueregard.instruments import INSTRUMENTS, load

    text = "# Instruments\n\nWhat can be measured, from which columns, and what it cannot tell.\n"
    for name in INSTRUMENTS:
        about = load(name).ABOUT
        text += f"\n## {name}: {about.title}\n\n*{about.question}*\n\n```text\n{about.example}\n```\n"
        if about.columns:
            text += "\n### Columns\n\n" + table(
                ("column", "needed", "kind", "what it holds"),
                [(f"`{each.role}`", "yes" if each.required else "", each.kind, each.words)
                 for each in about.columns],
            )
        if about.asks:
            text += "\n### What you say\n\n" + table(
                ("option", "needed", "what to write", "what it is", "unless said"),
                [(f"`--{each.name.replace('_', '-')}{'/--' + each.off if each.off else ''}`", "yes" if each.required else "",
                  each.asked, each.words, "" if each.default in (None, ()) else f"`{each.default}`")
                 for each in about.asks],
            )
        text += "\n### What it cannot tell\n\n" + "".join(f"- {each}\n" for each in about.limits)
        text += "\n### What it promises, test by test\n" + promises(name)
    text += "\n## What all of them share\n"
    for chapter in SHARED:
        if (ROOT / "tests" / "spec" / chapter).is_dir():
            text += f"\n### {chapter.replace('_', ' ').capitalize()}\n" + promises(chapter)
    return text


def promises(chapter: str) -> str:
    """The names and words of the specification's tests, as sentences."""
    text = ""
    for path in sorted((ROOT / "tests" / "spec" / chapter).glob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        text += f"\n{ast.get_docstring(tree) or ''}\n\n"
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                said = node.name.removeprefix("test_").replace("_", " ")
                words = ast.get_docstring(node)
                text += f"- {said[0].upper()}{said[1:]}.{' ' + ' '.join(words.split()) if words else ''}\n"
    return text


def lenses() -> str:
    from dueregard.lenses import bank

    loaded = bank.load()
    text = "# The seven lenses\n\nThe questions that a use answers. Those marked *short* are asked of every use.\n"
    for lens in loaded.lenses:
        text += f"\n## {lens.title}\n\n{lens.meaning}\n\n"
        text += table(
            ("id", "question", "why", "what good looks like", "evidence", "not older than", "answered by", ""),
            [(each.id, each.text, each.why, each.good, each.evidence, f"{each.fresh_months} months",
              ", ".join(each.answered_by),
              "*short*" if each.light else "") for each in lens.questions],
        )
    text += "\n## How deep to look\n\n"
    text += table(
        ("tier", "name", "meaning", "looked at again after"),
        [(each.tier, each.name, each.meaning, f"{each.review_months} months") for each in loaded.tiers],
    )
    text += "\nThe highest trigger wins; a fact that nobody has filled in counts as the worst it could be.\n\n"
    text += table(("trigger", "tier", "when"), [(each.id, each.tier, each.sentence) for each in loaded.triggers])
    return text


def packs() -> str:
    from dueregard.lenses import bank
    from dueregard.lenses.which_raises import points_in_words, precedents_of, which_raises

    loaded = bank.load()
    text = ("# Packs and law\n\nWhat is asked and raised about each technology, and which fact raises what. A point is "
            "raised when what stands beside it is so, and also while a fact that decides it is not known.\n")
    for pack in loaded.packs.values():
        text += f"\n## {pack.name} (version {pack.version})\n\n{pack.meaning}\n\n{pack.reviewed}\n\n"
        text += "### Which fact raises what: " + pack.name + "\n\n" + table(
            ("fact", "what it can raise", "why it is asked"),
            [(row.fact.label, "; ".join(f"{each.point.title} ({each.point.id})" for each in row.raises),
              row.fact.why if row.own else "Asked of every use") for row in which_raises(pack=pack, bank=loaded)],
        )
        text += "\n### What it can raise: " + pack.name + "\n\n" + table(
            ("id", "kind", "lens", "point", "raised when", "evidence wanted", "law"),
            [(each.point.id, each.point.kind, each.point.lens, each.point.title, each.when, each.point.evidence,
              ", ".join(each.point.law)) for each in points_in_words(pack=pack, bank=loaded)],
        )
        cited = precedents_of(pack=pack, bank=loaded)
        if cited:
            text += "\n### What has happened elsewhere: " + pack.name + "\n\n" + table(
                ("date", "what", "source", "source itself read"),
                [(each.date, f"{each.title}. {each.what}", each.source, "yes" if each.source_read else "no")
                 for each in cited],
            )
    text += "\n## Law\n\nPrompts to check, never legal advice. *Read* says whether the text itself was read.\n\n"
    text += table(
        ("id", "rule", "from", "to", "level", "what to check", "citation", "read", "checked"),
        [(each.id, each.title, each.starts, each.ends or "", each.level, each.check, each.citation,
          "yes" if each.source_read else "no", each.checked) for each in loaded.law],
    )
    return text


def frameworks() -> str:
    from dueregard.lenses import bank
    from dueregard.lenses.crosswalk import lenses_without_heading

    loaded = bank.load()
    text = (
        "# Frameworks\n\nOne record can be printed under the headings of any of these: `/uses/<ref>/frameworks/` on the "
        "workbench, `dueregard identify FACTS --framework NAME` on the command line. Nothing is typed again. A heading with "
        "rows under it is not proof that the heading is met.\n\nA row stands under each heading that names it (a question, a "
        "fact, a legal rule). Where none names it, it stands under the headings that take its part of the record whole; where "
        "none does, under those that take its lens. What no heading takes is printed last, under *Not asked by this "
        "framework*, so that nothing is lost.\n\n## Which heading takes which lens\n\n"
    )
    every = tuple(loaded.frameworks.values())
    text += table(
        ("lens", *(each.title for each in every)),
        [(lens.title, *("; ".join(heading.title for heading in each.headings if lens.id in heading.lenses) or "(none)"
                        for each in every)) for lens in loaded.lenses],
    )
    text += "\n## What they have no heading for\n\n"
    for each in every:
        missing = lenses_without_heading(each, bank=loaded)
        text += f"- {each.title}: {'; '.join(missing) or 'each of our lenses has a heading'}.\n"
    text += (
        "\nNone of them that we know has a heading of its own for what happens if nothing is done, or for what may go well: "
        "our points and options say both, and they stand under the headings of their lenses.\n"
    )
    for each in every:
        text += f"\n## {each.title}\n\n`{each.id}`, {each.version}. {each.publisher}, {each.date}.{f' <{each.url}>' if each.url else ''}\n\n"
        text += f"Its own text was read: {'yes' if each.source_read else 'no'}. {each.note} {each.licence}\n\n"
        text += table(
            ("heading", "in our words", "questions", "facts", "law", "parts taken whole", "lenses"),
            [(one.title, one.meaning, ", ".join(one.questions), ", ".join(one.facts), ", ".join(one.law),
              ", ".join(one.parts), ", ".join(one.lenses)) for one in each.headings],
        )
    return text


def roles() -> str:
    from dueregard.ledger.rules import Actor
    from dueregard.people.rules import PERMISSIONS, ROLE_NAMES, Reach, audience_of

    text = "# Roles and permissions\n\nWho may do what. A permission is good for any use, unless it says otherwise: nobody advises, decides or publishes on a use that they own.\n\n"
    text += table(
        ("role", "sees what is for"),
        [(name, audience_of(Actor(id=1, name="", roles=frozenset({role}))).name.lower())
         for role, name in ROLE_NAMES.items()],
    )
    text += "\n" + table(
        ("permission", "who"),
        [(f"`{permission}`", "; ".join(name if holders[role] is Reach.ANY else f"{name} ({holders[role]})"
                                    for role, name in ROLE_NAMES.items() if role in holders))
         for permission, holders in sorted(PERMISSIONS.items())],
    )
    return text


def states() -> str:
    from dueregard.identify.points import rules as points
    from dueregard.identify.register import rules as register
    from dueregard.manage.committee import deciding
    from dueregard.manage.committee import rules as committee
    from dueregard.manage.conditions import rules as conditions

    text = "# States\n\nWhich moves there are from each state, and whose turn it is.\n\n## A use\n\n"
    text += table(
        ("from", "by hand to", ""),
        [(register.STATUS_NAMES[state], ", ".join(sorted(register.STATUS_NAMES[to] for to in moves)),
          "by a recorded decision: " + ", ".join(sorted(register.STATUS_NAMES[to] for to in register.DECIDED - {state})))
         for state, moves in register.MOVES.items()],
    )
    text += "\n## A point\n\n" + table(
        ("from", "to"),
        [(points.STATE_NAMES[state], ", ".join(sorted(points.STATE_NAMES[to] for to in moves)))
         for state, moves in points.MOVES.items()],
    )
    text += "\n## A matter before the committee\n\n" + table(
        ("state", "whose turn", "move", "to"),
        [(committee.STATE_NAMES[state], committee.TURN_NAMES[state], move, committee.STATE_NAMES[to])
         for state, moves in committee.MOVES.items() for move, to in moves.items()],
    )
    text += "\nA decision makes a use:\n\n" + table(
        ("decision", "use becomes"),
        [(deciding.VERDICT_NAMES[verdict], register.STATUS_NAMES[status]) for verdict, status in deciding.BECOMES.items()],
    )
    text += "\n## A condition\n\n" + table(
        ("from", "move", "to"),
        [(conditions.STATE_NAMES[state], move, conditions.STATE_NAMES[to])
         for state, moves in conditions.MOVES.items() for move, to in moves.items()],
    )
    return text


def fields() -> str:
    import django

    django.setup()
    from django.apps import apps

    text = "# Fields and audiences\n\nWho may see each field that is kept. Audiences, from the widest: public, partner, panel, committee, force, named.\n"
    for model in apps.get_models():
        if model.__module__.startswith("dueregard."):
            text += f"\n## {model.__name__}\n\n{' '.join((model.__doc__ or '').split())}\n\n"
            text += table(("field", "audience"), [(f"`{name}`", audience.name.lower()) for name, audience in model.audiences.items()])
    return text


def formats() -> str:
    from dueregard.documents import FORMATS
    from dueregard.documents.document import SCHEMA as document
    from dueregard.findings.finding import SCHEMA as finding
    from dueregard.findings.reading_tables import SAVED_SCHEMA as counts

    text = "# Formats\n\nEvery finding, committee paper and public record can be had in each of these.\n\n"
    text += table(("ending", "what it is", "media type"), [(f"`{each.suffix}`", each.label, f"`{each.media_type}`") for each in FORMATS.values()])
    text += f"\nSchemas: a Finding is `{finding}` (`dueregard measure --schema` prints its JSON Schema), a Document is `{document}`, a table of counts is `{counts}`. The ledger's export is described in [the ledger](../explanation/the-ledger.md).\n"
    return text


def settings() -> str:
    from dueregard.web.environment import Environment

    text = "# Settings\n\nEach is an environment variable. None is needed to start.\n\n"
    words = Environment.model_fields
    text += table(
        ("variable", "default", "what it sets"),
        [(f"`DUEREGARD_{name.upper()}`", f"`{each.default}`" if each.default not in ("", None) else "", each.description or "")
         for name, each in words.items()],
    )
    return text


def partners_api() -> str:
    """The description of the API as a page, and beside it as the file that a program reads."""
    import django

    django.setup()
    from dueregard.web.api import v1

    made = v1.description()
    text = f"# The partners' API\n\n{made['info']['description']}\n\nThe same for programs (OpenAPI {made['openapi']}), at an address that stays: `{v1.ROOT}openapi.json`, and here: [partners-api.json](partners-api.json). How to begin: [for a partner](../how-to/partner.md).\n"
    for address, methods in made["paths"].items():
        for method, call in methods.items():
            takes = call.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {}).get("$ref", "")
            text += f"\n## {method.upper()} {address}\n\n{call['description']}\n\n"
            text += f"Takes: `{takes.rsplit('/', 1)[-1]}`. " if takes else ""
            text += "Answers: " + ", ".join(f"{status}" for status in call["responses"]) + ".\n"
    text += "\n# Shapes\n"
    for name, shape in made["components"]["schemas"].items():
        text += f"\n## {name}\n\n{' '.join(shape.get('description', '').split())}\n\n"
        if "enum" in shape:
            text += "One of: " + ", ".join(f"`{each}`" for each in shape["enum"]) + ".\n"
        elif shape.get("properties"):
            text += table(("field", "needed", "what it is"), [
                (f"`{field}`", "yes" if field in shape.get("required", ()) else "", about.get("description", ""))
                for field, about in shape["properties"].items()
            ])
    return text


def files() -> dict[str, str]:
    """What of the reference is for programs."""
    import json

    from dueregard.web.api import v1

    return {"partners-api.json": json.dumps(v1.description(), indent=1, ensure_ascii=False) + "\n"}


PAGES = {
    "commands": commands, "instruments": instruments, "lenses": lenses, "packs": packs,
    "frameworks": frameworks,
    "roles": roles, "states": states, "fields": fields, "formats": formats, "settings": settings,
    "partners-api": partners_api,
}


def main() -> int:
    stale = []
    REFERENCE.mkdir(parents=True, exist_ok=True)
    made = {f"{name}.md": MADE + make() for name, make in PAGES.items()}
    for name, text in (made | files()).items():
        path = REFERENCE / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv:
        print(f"Out of date: {', '.join(stale)}. Run tools/docs and commit what it writes.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
