"""The parts of an OpenDocument file that are the same for every paper: its look and its labels.

Without it the file would open in each program's own font and margins, and as nobody's language.
"""

from dueregard.documents.style import FONT_FAMILY, INK, MARK, QUIET, RULE

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_URN = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(f'xmlns:{name}="{address}"' for name, address in {
    "office": f"{_URN}:office:1.0", "style": f"{_URN}:style:1.0", "text": f"{_URN}:text:1.0",
    "table": f"{_URN}:table:1.0", "fo": f"{_URN}:xsl-fo-compatible:1.0",
    "svg": f"{_URN}:svg-compatible:1.0", "meta": f"{_URN}:meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}.items())
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<manifest:manifest xmlns:manifest="{_URN}:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" '
    f'manifest:media-type="{MEDIA_TYPE}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{each}" manifest:media-type="text/xml"/>'
        for each in ("content.xml", "styles.xml", "meta.xml")
    )
    + "</manifest:manifest>"
)
_PARAGRAPHS = {
    # name: (parent, paragraph, text)
    "Lead": ("Standard", "", 'fo:font-size="13pt"'),
    "Strong": ("Standard", "", 'fo:font-weight="bold"'),
    "Caption": ("Standard", 'fo:keep-with-next="always"', 'fo:font-weight="bold"'),
    "Figure": ("Standard", 'fo:text-align="end"', ""),
    "Quiet": ("Standard", "", f'fo:font-size="9pt" fo:color="{QUIET}"'),
    "Machine": ("Standard", "", 'style:font-name="Mono" fo:font-size="9pt"'),
    "Annex": ("Heading_20_2", 'fo:break-before="page"', ""),
}


def metadata(*, title: str, made_at: str, language: str) -> str:
    """What a program shows of the file: its title, when it was made, in which language."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<office:document-meta {SPACES} office:version="1.3"><office:meta>'
        f"<dc:title>{title}</dc:title><meta:creation-date>{made_at}</meta:creation-date>"
        f"<dc:date>{made_at}</dc:date><dc:language>{language}</dc:language>"
        "</office:meta></office:document-meta>"
    )


def styles(*, language: str, close: bool = False) -> str:
    """A4, our font where it is installed, headings that a screen reader can walk through.

    `close` sets the lines closer, for a paper that must fit on so many pages.
    """
    size, line, gap = ("9.5pt", "110%", "0.08cm") if close else ("10.5pt", "130%", "0.2cm")
    largest, large = ("15pt", "11.5pt") if close else ("20pt", "14pt")
    spoken, _, country = language.partition("-")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<office:document-styles {SPACES} office:version="1.3">'
        "<office:font-face-decls>"
        f'<style:font-face style:name="Ours" svg:font-family="&apos;{FONT_FAMILY}&apos;, '
        'Verdana, &apos;Liberation Sans&apos;, Arial" style:font-family-generic="swiss"/>'
        '<style:font-face style:name="Mono" svg:font-family="&apos;Liberation Mono&apos;, '
        'Consolas" style:font-family-generic="modern" style:font-pitch="fixed"/>'
        "</office:font-face-decls><office:styles>"
        '<style:default-style style:family="paragraph"><style:text-properties '
        f'style:font-name="Ours" fo:font-size="{size}" fo:color="{INK}" '
        f'fo:language="{spoken}" fo:country="{country or "none"}"/></style:default-style>'
        '<style:style style:name="Standard" style:family="paragraph" style:class="text">'
        f'<style:paragraph-properties fo:margin-bottom="{gap}" fo:line-height="{line}"/>'
        "</style:style>"
        f"{_heading(1, largest)}{_heading(2, large)}"
        f"{''.join(_style(name, *parts) for name, parts in _PARAGRAPHS.items())}"
        '<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" '
        'text:bullet-char="•"><style:list-level-properties '
        'text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" '
        'fo:margin-left="0.6cm" fo:text-indent="-0.4cm"/></style:list-level-properties>'
        "</text:list-level-style-bullet></text:list-style>"
        '<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties '
        f'fo:padding="0.1cm" fo:border-bottom="0.5pt solid {RULE}"/></style:style>'
        "</office:styles><office:automatic-styles>"
        '<style:page-layout style:name="A4"><style:page-layout-properties '
        'fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="1.8cm" '
        'fo:margin-bottom="2cm" fo:margin-left="1.6cm" fo:margin-right="1.6cm"/>'
        "</style:page-layout></office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Standard" style:page-layout-name="A4"/>'
        "</office:master-styles></office:document-styles>"
    )


def _heading(level: int, size: str) -> str:
    return (
        f'<style:style style:name="Heading_20_{level}" style:display-name="Heading {level}" '
        f'style:family="paragraph" style:default-outline-level="{level}" style:class="text">'
        '<style:paragraph-properties fo:margin-top="0.4cm" fo:margin-bottom="0.2cm" '
        'fo:keep-with-next="always"/>'
        f'<style:text-properties fo:font-size="{size}" fo:font-weight="bold" fo:color="{MARK}"/>'
        "</style:style>"
    )


def _style(name: str, parent: str, paragraph: str, text: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph" '
        f'style:parent-style-name="{parent}">'
        + (f"<style:paragraph-properties {paragraph}/>" if paragraph else "")
        + (f"<style:text-properties {text}/>" if text else "")
        + "</style:style>"
    )
