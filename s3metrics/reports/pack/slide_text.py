"""Text on slides: runs that know their language, placed where they fit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Length, Pt

INK = RGBColor(0x1B, 0x24, 0x33)
MUTED = RGBColor(0x4D, 0x5A, 0x6B)
BLUE = RGBColor(0x1F, 0x4E, 0x9E)
GROUND = RGBColor(0xF2, 0xF5, 0xF9)
AMBER = RGBColor(0xFF, 0xE0, 0x8A)
WHITE = RGBColor(0xFF, 0xFF, 0xFF)
TONES = {"good": RGBColor(0x17, 0x65, 0x3A), "poor": RGBColor(0x9C, 0x34, 0x12)}
_INDENT = Pt(14)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]")
_TAGS = {"sv": "sv-SE", "en": "en-GB"}


class Writer:
    """Writes in one language. The shapes are python-pptx's, which has no types."""

    def __init__(self, language: str) -> None:
        self.tag = _TAGS[language]

    def lines(
        self,
        frame: Any,
        lines: Sequence[str],
        size: Length | None,
        *,
        is_bold: bool = False,
        is_centred: bool = False,
        has_bullets: bool = False,
        colour: RGBColor = INK,
    ) -> None:
        """The lines as paragraphs, in place of what was there; letters that no file holds go."""
        frame.word_wrap = True
        for number, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            if is_centred:
                paragraph.alignment = PP_ALIGN.CENTER
            elif size is not None:
                paragraph.alignment = PP_ALIGN.LEFT
            if has_bullets:
                _bullet(paragraph)
            self.run(paragraph, line, size, is_bold=is_bold, colour=colour)

    def run(
        self,
        paragraph: Any,
        text: str,
        size: Length | None,
        *,
        is_bold: bool = False,
        colour: RGBColor = INK,
    ) -> None:
        """A run at the paragraph's end."""
        run = paragraph.add_run()
        run.text = _CONTROL.sub(" ", text)
        run.font.bold = is_bold
        run.font.color.rgb = colour
        if size is not None:
            run.font.size = size
        run._r.get_or_add_rPr().set("lang", self.tag)

    def band(self, box: Any, text: str) -> None:
        """A text on amber: that the data are a sample."""
        box.fill.solid()
        box.fill.fore_color.rgb = AMBER
        self.lines(box.text_frame, [text], Pt(12), is_bold=True, is_centred=True)

    def move(self, shape: Any, left: int, top: int, width: int, height: int) -> None:
        """The layouts are made for narrower slides: each placeholder is placed anew."""
        shape.left, shape.top, shape.width, shape.height = left, top, width, height

    def describe(self, shape: Any, words: str) -> None:
        """What those hear who do not see the shape."""
        shape._element.xpath(".//p:cNvPr")[0].set("descr", words)


def _bullet(paragraph: Any) -> None:
    """A list's point: python-pptx has no way to ask for one outside a placeholder."""
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", str(_INDENT))
    properties.set("indent", str(-_INDENT))
    for tag, name, value in (("a:buFont", "typeface", "Arial"), ("a:buChar", "char", "•")):
        element = OxmlElement(tag)
        element.set(name, value)
        properties.append(element)
