"""The source files, read as text and as trees, for the tests of the rules of the house."""

import ast
import os
from pathlib import Path

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
SOURCE = ROOT / "src" / "dueregard"


def python_files() -> list[Path]:
    return [
        path for path in sorted(SOURCE.rglob("*.py"))
        if "migrations" not in path.parts and "__pycache__" not in path.parts
    ]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))
