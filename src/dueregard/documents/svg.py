"""A drawing is let into a page only as lines and letters: no script, no style, nothing fetched."""

import re
from typing import TYPE_CHECKING

from dueregard.answers import DueRegardError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SPACE = "http://www.w3.org/2000/svg"
_ELEMENTS = frozenset({
    "svg", "g", "path", "line", "rect", "circle", "ellipse", "polyline", "polygon", "text",
    "tspan", "defs", "clipPath", "linearGradient", "radialGradient", "stop",
})
_ATTRIBUTES = frozenset({
    "viewBox", "width", "height", "transform", "d", "x", "y", "x1", "x2", "y1", "y2", "dx", "dy",
    "cx", "cy", "r", "rx", "ry", "points", "id", "clip-path", "fill", "fill-opacity", "stroke",
    "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "opacity", "font-family", "font-size", "font-weight",
    "font-style", "text-anchor", "dominant-baseline", "display", "offset", "stop-color",
    "gradientUnits", "clipPathUnits",
})
_OURS = re.compile(r"url\(#([A-Za-z][\w.-]*)\)")


def clean(svg: str, *, prefix: str = "") -> str:
    """The drawing with only known elements and attributes, its ids beginning with `prefix`.

    Elements that are not drawing (script, style, image, foreignObject) are left out with all
    that is in them; text that is not well-formed SVG is refused. The names in the drawing for
    assistive technology are left out too: the figure around it carries one description.
    """
    from xml.etree import ElementTree

    if "<!" in svg:
        raise DueRegardError(
            "A chart of this document is not a drawing that can be shown: it declares entities or "
            "comments. Have the document drawn again."
        )
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as problem:
        raise DueRegardError(
            f"A chart of this document cannot be read as a drawing ({problem}). "
            "Have the document drawn again."
        ) from problem
    if root.tag != f"{{{_SPACE}}}svg":
        raise DueRegardError(
            "A chart of this document is not an SVG drawing. Have the document drawn again."
        )
    _strip(root, prefix=prefix)
    ElementTree.register_namespace("", _SPACE)
    return ElementTree.tostring(root, encoding="unicode")


def _strip(element: "Element", *, prefix: str) -> None:
    for name, value in list(element.attrib.items()):
        kept = _attribute(name, value, prefix=prefix)
        if kept is None:
            del element.attrib[name]
        else:
            element.set(name, kept)
    for child in list(element):
        if child.tag.removeprefix(f"{{{_SPACE}}}") in _ELEMENTS:
            _strip(child, prefix=prefix)
        else:
            element.remove(child)


def _attribute(name: str, value: str, *, prefix: str) -> str | None:
    if name not in _ATTRIBUTES:
        return None
    if name == "id":
        return f"{prefix}{value}"
    if "(" in value and "url(" in value.lower():
        found = _OURS.fullmatch(value)
        return f"url(#{prefix}{found[1]})" if found else None
    return value
