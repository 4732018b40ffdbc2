"""Where our typeface lies once the front end is built: without it a PDF differs by machine."""

import re
from pathlib import Path

from dueregard.documents.style import FONT_FAMILY

_WEIGHT = re.compile(r"(?<!\d)([1-9]00)(?!\d)")


def built_fonts() -> Path | None:
    """The folder of font files that the front-end build makes, or None when it has not run."""
    folder = Path(__file__).parents[1] / "web" / "static" / "built" / "fonts"
    return folder if folder.is_dir() else None


def font_faces(folder: Path | None) -> str:
    """CSS that carries every .woff2 file of the folder inside itself; empty without a folder.

    The weight is read from the name (400 when it names none), as is 'italic'.
    """
    import base64

    if folder is None:
        return ""
    # Where two files serve one weight the last is asked first, so plain Latin comes last.
    files = sorted(
        folder.glob("*.woff2"), key=lambda file: ("latin-ext" not in file.name, file.name)
    )
    return "".join(_face(each, base64.b64encode(each.read_bytes()).decode()) for each in files)


def _face(file: Path, encoded: str) -> str:
    found = _WEIGHT.search(file.stem)
    style = "italic" if "italic" in file.stem.lower() else "normal"
    return (
        f'@font-face{{font-family:"{FONT_FAMILY}";font-weight:{found[1] if found else 400};'
        f"font-style:{style};src:url(data:font/woff2;base64,{encoded}) format('woff2')}}\n"
    )
