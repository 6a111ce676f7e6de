"""The pack as a .pptx: charts and tables that can be edited, receipts in the notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.slide import Slide
from pptx.util import Inches, Length, Pt

from s3metrics.reports.pack.model import Chart, Pack, Section, Table
from s3metrics.reports.pack.pdf import emblem_png
from s3metrics.reports.pack.slide_charts import add_chart
from s3metrics.reports.pack.slide_layout import lay_out, text_height
from s3metrics.reports.pack.slide_tables import Part
from s3metrics.reports.pack.slide_text import MUTED, Writer
from s3metrics.reports.pack.stable_zip import stable

_LEFT, _TOP = Inches(0.6), Inches(1.25)
_INNER, _HEIGHT = Inches(12.13), Inches(5.4)
_GAP = Inches(0.3)
_TITLE_LAYOUT, _PLAIN_LAYOUT = 0, 5
_SENTENCE_SIZE = 16
_MOST_SENTENCES = 3
"""So many stand above a section's first table; more have a slide of their own."""
_LEAST_BESIDE = 12
"""Points; a table that would need smaller letters beside its chart stands alone."""
_BESIDE = 0.5
"""The share of a slide that a table may fill beside a chart."""


def as_pptx(pack: Pack, day: date) -> bytes:
    """The pack as slides; the same content and day always make the same bytes."""
    return _Slides(pack, day).made()


class _Slides:
    def __init__(self, pack: Pack, day: date) -> None:
        self._pack = pack
        self._day = datetime(day.year, day.month, day.day)
        self._writer = Writer(pack.language)
        self._deck = Presentation()
        self._deck.slide_width, self._deck.slide_height = Inches(13.333), Inches(7.5)

    def made(self) -> bytes:
        self._describe()
        self._front()
        for section in self._pack.sections:
            self._section(section)
        target = BytesIO()
        self._deck.save(target)
        return stable(target.getvalue(), self._day)

    def _describe(self) -> None:
        about, pack = self._deck.core_properties, self._pack
        about.title = f"{pack.title} – {pack.programme}"
        about.subject, about.language = pack.clock, self._writer.tag
        about.author = about.last_modified_by = "s3metrics"
        about.created = about.modified = self._day
        about.revision = 1

    def _front(self) -> None:
        pack, writer = self._pack, self._writer
        slide = self._new(_TITLE_LAYOUT, pack.title, [])
        writer.move(slide.shapes.title, _LEFT, Inches(1.9), Inches(9), Inches(1.2))
        about: Any = slide.placeholders[1]
        writer.move(about, _LEFT, Inches(3.2), Inches(9), Inches(2))
        writer.lines(about.text_frame, [pack.programme, pack.clock, pack.made], Pt(20))
        self._emblem(slide, Inches(10.25), Inches(1.9), Inches(1.2))
        statement = slide.shapes.add_textbox(Inches(9.3), Inches(3.2), Inches(3.6), Inches(0.5))
        writer.lines(statement.text_frame, [pack.eu_statement], Pt(13), is_centred=True)
        if pack.sample:
            label = slide.shapes.add_textbox(_LEFT, Inches(5.4), Inches(5), Inches(0.45))
            writer.band(label, pack.sample)

    def _section(self, section: Section) -> None:
        above = list(section.sentences)
        if len(above) > _MOST_SENTENCES or not section.tables:
            self._sentences(section)
            above = []
        for trend in section.trends:
            self._trend(section, trend)
        for table in section.tables:
            self._table(section, table, above)
            above = []

    def _sentences(self, section: Section) -> None:
        cards = [
            " ".join(
                filter(None, (f"{card.label}:", card.value, card.unit, _in_line(card.standing)))
            )
            for card in section.cards
        ]
        receipts = [card.receipt for card in section.cards]
        slide = self._new(_PLAIN_LAYOUT, section.title, [self._receipts(receipts)])
        self._text(slide, [*cards, *section.sentences], _TOP)

    def _text(self, slide: Slide, lines: Sequence[str], top: int) -> int:
        """Sentences across the slide, and where the next thing begins."""
        height = int(Pt(text_height(lines, _INNER.pt, _SENTENCE_SIZE)))
        shapes: Any = slide.shapes
        box = shapes.add_textbox(_LEFT, top, _INNER, height)
        self._writer.lines(box.text_frame, lines, Pt(_SENTENCE_SIZE), has_bullets=len(lines) > 1)
        return top + height + int(_GAP)

    def _trend(self, section: Section, chart: Chart) -> None:
        """The chart, and its values beside it."""
        slide = self._new(_PLAIN_LAYOUT, f"{section.title}: {chart.title}", [chart.alt])
        width = Inches(8.2)
        add_chart(slide, chart, self._writer, (_LEFT, _TOP, width, _HEIGHT))
        if chart.table is not None:
            room = Length(_INNER - width - _GAP)
            layout, _ = lay_out(chart.table, room.pt, [_HEIGHT.pt])
            rows = range(len(chart.table.rows))
            part = Part(table=chart.table, rows=rows, layout=layout)
            part.add_to(slide, self._writer, _LEFT + width + _GAP, _TOP)

    def _table(self, section: Section, table: Table, above: Sequence[str]) -> None:
        """The table over its slides, sentences above it on the first, its bars beside it."""
        beside = self._beside(table, above)
        taken = text_height(above, _INNER.pt, _SENTENCE_SIZE) + _GAP.pt if above else 0.0
        layout, pages = beside or lay_out(table, _INNER.pt, [_HEIGHT.pt - taken, _HEIGHT.pt])
        for number, rows in enumerate(pages, start=1):
            numbered = f" ({number}/{len(pages)})" if len(pages) > 1 else ""
            told = [*table.notes, self._receipts(table.receipts)]
            slide = self._new(_PLAIN_LAYOUT, f"{section.title}: {table.title}{numbered}", told)
            top = self._text(slide, above, _TOP) if above and number == 1 else int(_TOP)
            Part(table=table, rows=rows, layout=layout).add_to(slide, self._writer, _LEFT, top)
            if beside and table.chart:
                left = int(_LEFT + _INNER * _BESIDE + _GAP)
                place = (left, top, int(_INNER * (1 - _BESIDE) - _GAP), int(_HEIGHT * 0.85))
                add_chart(slide, table.chart, self._writer, place)
        if table.chart and not beside:
            title = f"{section.title}: {table.chart.title}"
            slide = self._new(_PLAIN_LAYOUT, title, [table.chart.alt])
            add_chart(slide, table.chart, self._writer, (_LEFT, _TOP, _INNER, _HEIGHT))

    def _beside(self, table: Table, above: Sequence[str]) -> Any:
        """The layout of a table that leaves room for its chart, or None."""
        if table.chart is None or above:
            return None
        layout, pages = lay_out(table, _INNER.pt * _BESIDE, [_HEIGHT.pt])
        return (layout, pages) if len(pages) == 1 and layout.size >= _LEAST_BESIDE else None

    def _new(self, layout: int, title: str, notes: Iterable[str]) -> Slide:
        slide: Slide = self._deck.slides.add_slide(self._deck.slide_layouts[layout])
        heading: Any = slide.shapes.title
        self._writer.move(heading, _LEFT, Inches(0.3), _INNER, Inches(0.85))
        size = Pt(36) if layout == _TITLE_LAYOUT else Pt(24)
        self._writer.lines(heading.text_frame, [title], size, is_bold=True)
        told = [line for line in (*notes, self._pack.clock, self._pack.sample) if line]
        notes_frame: Any = slide.notes_slide.notes_text_frame
        self._writer.lines(notes_frame, told, None)
        if layout != _TITLE_LAYOUT:
            self._foot(slide)
        return slide

    def _foot(self, slide: Slide) -> None:
        told = f"{self._pack.clock} · {self._pack.eu_statement} · {len(self._deck.slides)}"
        foot = slide.shapes.add_textbox(Inches(1.35), Inches(6.86), Inches(7.4), Inches(0.4))
        self._writer.lines(foot.text_frame, [told], Pt(11), colour=MUTED)
        if self._pack.sample:
            label = slide.shapes.add_textbox(Inches(8.9), Inches(6.84), Inches(3.83), Inches(0.4))
            self._writer.band(label, self._pack.sample)
        self._emblem(slide, _LEFT, Inches(6.82), Inches(0.42))

    def _emblem(self, slide: Slide, left: int, top: int, height: int) -> None:
        shapes: Any = slide.shapes
        picture = shapes.add_picture(BytesIO(emblem_png()), left, top, height=height)
        self._writer.describe(picture, self._pack.eu_alt)

    def _receipts(self, codes: Sequence[str]) -> str:
        return f"{self._pack.receipt_word}: {', '.join(codes)}" if codes else ""


def _in_line(words: str) -> str:
    return words.replace("\n", ", ")
