"""Only actions write, each leaves a ledger line, and every writer takes `by` or the clock."""

import ast

import pytest
from tests.house.sources import python_files, short, tree

WRITES = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create",
    "update_or_create", "abulk_create", "acreate", "asave", "adelete",
}
# The machine's own bookkeeping: the deed that a job does, or a publication, leaves the line.
OWN_BOOKKEEPING = {
    "src/dueregard/jobs/actions.py",
    "src/dueregard/report/public_register/actions.py",
    "src/dueregard/report/public_register/asked/actions.py",
    "src/dueregard/report/public_register/carrying/actions.py",
    "src/dueregard/report/public_register/papers/actions.py",
    "src/dueregard/report/public_register/heads/actions.py",
    "src/dueregard/ledger/heads/actions.py",
    "src/dueregard/manage/keys/using/actions.py",
}
# The two ways to leave lines: for one thing that is done, and for many alike.
WRITERS = {"act", "act_many"}
ACTIONS = [path for path in python_files() if path.name == "actions.py"]


def _writes(path):
    """Calls like `Model.objects.create(...)` or `row.save(...)`: an ORM write by its shape."""
    for node in ast.walk(tree(path)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if node.func.attr not in WRITES:
            continue
        text = ast.unparse(node.func.value)
        if "objects" in text or node.func.attr == "save" or ".filter(" in text:
            yield node.lineno, ast.unparse(node)[:80]


def test_only_actions_write():
    found = [
        f"{short(path)}:{line} {text}"
        for path in python_files() if path.name != "actions.py"
        for line, text in _writes(path)
    ]

    assert found == []


@pytest.mark.parametrize("path", ACTIONS, ids=short)
def test_every_public_action_leaves_a_ledger_line(path):
    if short(path) in OWN_BOOKKEEPING:
        pytest.skip(reason="the machine's own bookkeeping; the deed behind it leaves the line")
    functions = {
        node.name: node for node in tree(path).body if isinstance(node, ast.FunctionDef)
    }

    def acts(name: str, seen: frozenset[str] = frozenset()) -> bool:
        for node in ast.walk(functions[name]):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if called.split(".")[-1] in WRITERS:
                    return True
                if called in functions and called not in seen | {name}:
                    if acts(called, seen | {name}):
                        return True
                elif "." in called and called.split(".")[0] in _action_modules(path):
                    return True
        return False

    silent = [
        name for name in functions
        if not name.startswith("_") and name not in WRITERS and not acts(name)
    ]

    assert silent == []


def _action_modules(path) -> set[str]:
    """Names under which this file imports another noun's actions."""
    names = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom):
            for each in node.names:
                if each.name == "actions":
                    names.add(each.asname or each.name)
    return names


@pytest.mark.parametrize("path", ACTIONS, ids=short)
def test_every_public_action_is_told_what_time_it_is(path):
    untimed = [
        node.name for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        and "now" not in {each.arg for each in node.args.kwonlyargs + node.args.args}
    ]

    assert untimed == []
