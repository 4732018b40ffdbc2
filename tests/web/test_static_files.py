"""What we serve carries no font, crest or address of anybody else, and says whose work it is."""

import gzip
import re
import subprocess
import sys
from pathlib import Path

import brotli
import pytest

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "src/dueregard/web/static"
BUILT = STATIC / "built"
PAGE_BUDGET = 100_000


def texts():
    return sorted(each for each in BUILT.iterdir() if each.suffix in {".css", ".js", ".svg"})


def test_the_front_end_was_built():
    assert BUILT.is_dir(), "Run tools/frontend first."

    names = {each.name for each in BUILT.iterdir()}

    assert {
        "govuk-frontend.min.css", "govuk-frontend.min.js", "dueregard.css", "dueregard.js",
        "public.css", "favicon.svg", "LICENCES.txt", "fonts",
    } <= names


@pytest.mark.parametrize(
    "theirs", ["GDS Transport", "govuk-crest", "url(/assets", "sourceMappingURL"]
)
def test_nothing_that_only_gov_uk_may_use_is_served(theirs):
    found = [each.name for each in texts() if theirs.lower() in each.read_text().lower()]

    assert found == []


def test_no_style_sheet_or_script_reaches_for_the_network():
    for each in texts():
        text = each.read_text().replace("http://www.w3.org/2000/svg", "")

        assert not re.search(r"(https?:)?//[a-z0-9-]+\.[a-z]", re.sub(r"//# ?.*", "", text)), each
        assert "@import" not in text, each


def test_every_file_a_style_sheet_names_is_there():
    for each in BUILT.glob("*.css"):
        for named in re.findall(r"url\([\"']?([^)\"']+)", each.read_text()):
            if not named.startswith("data:"):
                assert (BUILT / named).is_file(), f"{each.name} names {named}"


def test_the_compressed_copies_say_the_same_as_the_originals():
    for each in texts():
        whole = each.read_bytes()

        assert brotli.decompress(Path(f"{each}.br").read_bytes()) == whole
        assert gzip.decompress(Path(f"{each}.gz").read_bytes()) == whole


def test_a_style_sheet_uses_our_font_and_falls_back_when_it_is_missing():
    govuk = (BUILT / "govuk-frontend.min.css").read_text()
    ours = (BUILT / "dueregard.css").read_text()

    assert "font-family:var(--dr-font,arial,sans-serif)" in govuk
    assert "@font-face" not in govuk
    assert "--dr-font:" in ours
    assert ours.count("@font-face") == 6


def test_the_fonts_for_drawings_carry_welsh_letters_and_their_own_name():
    from fontTools.ttLib import TTFont

    for label in ("Regular", "Bold", "Italic"):
        font = TTFont(BUILT / f"fonts/AtkinsonHyperlegibleNext-{label}.ttf")

        assert {ord(each) for each in "ŵŷâêîôûïAa09£–"} <= set(font.getBestCmap())
        assert font["name"].getDebugName(1) == "Atkinson Hyperlegible Next"
        assert font["name"].getDebugName(2) == label


def test_the_licences_of_both_works_are_served_with_them():
    licences = (BUILT / "LICENCES.txt").read_text()

    assert "Permission is hereby granted, free of charge" in licences
    assert "Crown Copyright" in licences
    assert "SIL OPEN FONT LICENSE" in licences


def test_the_files_of_a_first_public_page_leave_half_the_budget_to_its_words():
    fonts = ("latin-400-normal", "latin-700-normal")
    sent = [BUILT / "public.css.br", BUILT / "favicon.svg.br"]
    sent += [BUILT / f"fonts/atkinson-hyperlegible-next-{each}.woff2" for each in fonts]

    assert sum(each.stat().st_size for each in sent) < PAGE_BUDGET / 2


def test_building_again_with_nothing_changed_writes_nothing():
    before = {each: each.stat().st_mtime_ns for each in BUILT.rglob("*")}

    subprocess.run([sys.executable, ROOT / "tools/frontend.py"], check=True)

    assert {each: each.stat().st_mtime_ns for each in BUILT.rglob("*")} == before


def _luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    lin = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
    return 0.2126 * lin[0] + 0.7152 * lin[1] + 0.0722 * lin[2]


@pytest.mark.parametrize("ground", ["#ffffff", "--dr-wash"])
@pytest.mark.parametrize(
    "ink", ["--dr-ink", "--govuk-link-colour", "--govuk-link-hover-colour"]
)
def test_our_colours_can_be_read_on_our_grounds(ink, ground):
    ours = dict(
        re.findall(r"(--[a-z-]+): (#[0-9a-f]{6});", (STATIC / "src/dueregard.css").read_text())
    )

    light, dark = sorted(
        (_luminance(ours[ink]), _luminance(ours.get(ground, ground))), reverse=True
    )

    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_no_template_carries_a_style_or_an_event_of_its_own():
    for each in (STATIC.parent / "templates").rglob("*.html"):
        text = each.read_text()

        assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"|javascript:", text), each


def test_every_inline_script_has_its_mark_and_the_public_door_has_no_script():
    templates = STATIC.parent / "templates"

    for each in templates.rglob("*.html"):
        for script in re.findall(r"<script[^>]*>", each.read_text()):
            assert "csp_nonce" in script, each
    assert "<script" not in (templates / "public_base.html").read_text()
