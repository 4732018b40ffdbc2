"""Sizes, names and layers: what keeps the house easy to change."""

import ast
import subprocess
import sys

from tests.house.sources import ENVIRONMENT, ROOT, SOURCE, python_files, short, tree

BANNED = {
    "utils", "util", "helpers", "helper", "common", "misc", "base", "core", "manager",
    "service", "services", "processor", "handler", "data", "info",
}
LONGEST_FILE = 500
LONGEST_FUNCTION = 50


def test_no_file_is_too_long_to_read():
    lines = {short(path): len(path.read_text(encoding="utf-8").splitlines())
             for path in python_files()}

    assert {name: count for name, count in lines.items() if count > LONGEST_FILE} == {}


def test_no_function_is_too_long_to_read():
    found = [
        f"{short(path)}:{node.lineno} {node.name}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]

    assert found == []


def test_no_file_or_folder_has_a_name_that_says_nothing():
    found = [
        short(path) for path in SOURCE.rglob("*")
        if path.stem in BANNED and path.suffix in {"", ".py"}
        and "static" not in path.parts and "__pycache__" not in path.parts
    ]

    assert found == []


def test_every_module_says_what_it_is_for_in_five_lines():
    for path in python_files():
        if path.name == "apps.py" or not path.read_text().strip():
            continue
        words = ast.get_docstring(tree(path))

        assert words is not None, short(path)
        assert len([line for line in words.splitlines() if line.strip()]) <= 5, short(path)


def test_the_measuring_side_loads_without_django():
    program = (
        "import sys, dueregard.cli.measure, dueregard.cli.verify, dueregard.instruments, "
        "dueregard.findings.finding, dueregard.documents, dueregard.lenses.bank; "
        "sys.exit('django' in sys.modules)"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=ENVIRONMENT, check=False
    )

    assert outcome.returncode == 0


def test_the_command_line_starts_without_what_it_does_not_need():
    program = (
        "import sys; sys.argv = ['dueregard', '--help']\n"
        "from dueregard.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'duckdb', 'scipy', 'numpy', 'django', 'weasyprint', 'vl_convert'}\n"
        "sys.exit(bool(heavy & set(sys.modules)))"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=ENVIRONMENT, check=False,
        stdout=subprocess.DEVNULL,
    )

    assert outcome.returncode == 0


def test_the_layers_hold():
    outcome = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()",
         "--no-cache"],
        cwd=ROOT, env=ENVIRONMENT, check=False, capture_output=True, text=True,
    )

    assert outcome.returncode == 0, outcome.stdout[-3000:]
