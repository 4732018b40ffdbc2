#!/usr/bin/env python3
"""Without this the pages have no style: it derives the files that we serve from pinned packages.

GOV.UK's font, crest and images may not be used outside gov.uk; they are taken out here.
"""

import gzip
import hashlib
import json
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
GOVUK = PACKAGES / "govuk-frontend/dist/govuk"
FONT = PACKAGES / "@fontsource/atkinson-hyperlegible-next"
OURS = ROOT / "src/dueregard/web/static/src"
BUILT = ROOT / "src/dueregard/web/static/built"
FONTS = BUILT / "fonts"
STAMP = BUILT / ".stamp"

STYLES = {"400-normal": "Regular", "700-normal": "Bold", "400-italic": "Italic"}
SCRIPTS = ("latin", "latin-ext")
GOVUK_FONT = "GDS Transport,arial,sans-serif"
OUR_FONT = "var(--dr-font,arial,sans-serif)"
COMPRESSED = {".css", ".js", ".svg", ".txt"}
FORBIDDEN = ("GDS Transport", "govuk-crest", "url(/assets", "sourceMappingURL")

MIT = """GOV.UK Frontend (govuk-frontend.min.css, govuk-frontend.min.js, parts of public.css)
with its fonts, crest and images removed.

The MIT License

Copyright (c) Crown Copyright (Government Digital Service)

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or
substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT
OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def installed() -> bool:
    """True when every package that the lock names is there in the version that it names."""
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for path, entry in locked.items():
        described = ROOT / path / "package.json"
        if path and not (
            described.is_file()
            and json.loads(described.read_text()).get("version") == entry["version"]
        ):
            return False
    return True


def stylesheet(text: str) -> str:
    """GOV.UK's style sheet without its fonts, crest and source map, in our own font."""
    text = re.sub(r"@font-face\s*\{[^}]*\}", "", text)
    text = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", text)
    text = text.replace(GOVUK_FONT, OUR_FONT)
    # A declaration with an image of theirs goes as a whole, so that none is left half-said.
    text = re.sub(r"[a-z-]+:[^;{}]*url\([\"']?/assets[^)]*\)[^;{}]*;?", "", text)
    return text.rstrip() + "\n"


def script(text: str) -> str:
    """GOV.UK's script without the line that points to a source map that we do not serve."""
    return re.sub(r"//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE).rstrip() + "\n"


def font_faces() -> str:
    """The @font-face rules of our font, from the package's own table of characters."""
    ranges = json.loads((FONT / "unicode.json").read_text())
    return "".join(
        "@font-face{font-family:'Atkinson Hyperlegible Next';"
        f"font-style:{style.partition('-')[2]};font-weight:{style.partition('-')[0]};"
        f"font-display:swap;src:url(fonts/{_font_name(script=each, style=style)}) format('woff2');"
        f"unicode-range:{ranges[each]}}}\n"
        for style in STYLES
        for each in SCRIPTS
    )


def _font_name(*, script: str, style: str) -> str:
    return f"atkinson-hyperlegible-next-{script}-{style}.woff2"


def fonts() -> None:
    """Web fonts as they are; for drawings and PDF one TTF a style with both sets of letters."""
    from fontTools.merge import Merger, Options
    from fontTools.ttLib import TTFont

    for style, label in STYLES.items():
        halves = []
        for each in SCRIPTS:
            name = _font_name(script=each, style=style)
            shutil.copyfile(FONT / "files" / name, FONTS / name)
            half = TTFont(FONT / "files" / name, recalcTimestamp=False)
            half.flavor = None
            halves.append(FONTS / f"{each}.ttf")
            half.save(halves[-1])
        # Ligature and kerning tables of two subsets cannot be merged; the letters can.
        whole = Merger(Options(drop_tables=["GSUB", "GPOS", "GDEF", "STAT"])).merge(halves)
        # Not the time of this build, so that two builds give the same bytes.
        whole.recalcTimestamp = False
        whole["head"].created = whole["head"].modified = half["head"].modified
        whole.save(FONTS / f"AtkinsonHyperlegibleNext-{label}.ttf")
        for half_path in halves:
            half_path.unlink()


def compress(path: Path) -> None:
    """The same file beside itself for a browser that takes Brotli, and for one that takes gzip."""
    import brotli

    content = path.read_bytes()
    path.with_name(path.name + ".br").write_bytes(brotli.compress(content, quality=11))
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(content, 9, mtime=0))


def build() -> None:
    """Make every file that we serve, from nothing."""
    shutil.rmtree(BUILT, ignore_errors=True)
    FONTS.mkdir(parents=True)
    govuk = stylesheet((GOVUK / "govuk-frontend.min.css").read_text())
    ours = font_faces() + (OURS / "dueregard.css").read_text()
    made = {
        "govuk-frontend.min.css": govuk,
        "dueregard.css": ours,
        "public.css": govuk + ours,
        "govuk-frontend.min.js": script((GOVUK / "govuk-frontend.min.js").read_text()),
        "dueregard.js": (OURS / "dueregard.js").read_text(),
        "favicon.svg": (OURS / "favicon.svg").read_text(),
        "LICENCES.txt": MIT + "\n\nAtkinson Hyperlegible Next (the font files)\n\n"
        + (FONT / "LICENSE").read_text(),
    }
    for name, text in made.items():
        for forbidden in FORBIDDEN:
            if forbidden in text:
                raise SystemExit(
                    f"{name} still carries '{forbidden}': govuk-frontend has changed. "
                    "Mend tools/frontend.py before serving it."
                )
        (BUILT / name).write_text(text)
    fonts()
    for path in sorted(BUILT.iterdir()):
        if path.suffix in COMPRESSED:
            compress(path)


def fingerprint() -> str:
    """Changes when anything that the static files are made from changes."""
    sources = [ROOT / "package-lock.json", Path(__file__), *sorted(OURS.iterdir())]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


def up_to_date(want: str) -> bool:
    """True when the last build was from the same sources and all that it made is still there."""
    if not STAMP.is_file():
        return False
    stamp = json.loads(STAMP.read_text())
    return stamp["of"] == want and all((BUILT / name).is_file() for name in stamp["files"])


def main() -> int:
    """With `--installed`, only say whether anything must be fetched; else build when needed."""
    want = fingerprint()
    if "--installed" in sys.argv:
        return 0 if up_to_date(want) or installed() else 1
    if not up_to_date(want):
        build()
        files = sorted(str(path.relative_to(BUILT)) for path in BUILT.rglob("*") if path.is_file())
        STAMP.write_text(json.dumps({"of": want, "files": files}, indent=0) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
