"""The PDF: what stands on its pages, that nothing is cut, and what a screen reader gets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import combinations
from pathlib import Path

import page as pdf_rules
import pikepdf
import pypdfium2
import pytest

from s3metrics.platform import Platform
from s3metrics.programme import Area, Party
from s3metrics.reports.pack import pack
from s3metrics.reports.pack.content import content_of
from s3metrics.reports.pack.letters import KNOWN, MISSING, printable
from s3metrics.reports.pack.model import Pack
from s3metrics.reports.pack.pdf import as_pdf
from s3metrics.reports.pack.wording import Wording
from tests import small_world
from tests.reports import pack_world

SV = Wording("sv")
POINTS_PER_MM = 72 / 25.4
Box = tuple[float, float, float, float]


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Platform:
    return pack_world.filled(tmp_path_factory.mktemp("pack"))


@pytest.fixture(scope="module")
def content(platform: Platform) -> Pack:
    return content_of(platform, None, "sv", None)


@pytest.fixture(scope="module")
def made(platform: Platform) -> bytes:
    return pack(platform)


def pages_of(made: bytes) -> list[str]:
    """The text of each page, soft line breaks and all kinds of blanks as one blank."""
    with pypdfium2.PdfDocument(made) as document:
        return [_plain(one.get_textpage().get_text_bounded()) for one in document]


def _plain(text: str) -> str:
    """Without blanks and hyphens: words are broken where lines end."""
    return re.sub(r"[\s\u00ad\ufffe\u0002-]", "", text)


def has(made: bytes, text: str) -> bool:
    return _plain(text) in "".join(pages_of(made))


# What stands there


def test_every_text_of_the_content_stands_on_the_pages(made: bytes, content: Pack) -> None:
    text = "".join(pages_of(made))
    told = [content.title, content.programme, content.eu_statement]
    for section in content.sections:
        told += [section.title, *section.sentences]
        told += [
            w for c in section.cards for w in (c.label, c.value, *c.standing.split("\n"), c.receipt)
        ]
        for table in section.tables:
            told += [table.title, *(column.heading for column in table.columns), *table.notes]
            told += [cell.text for row in table.rows for cell in row]
            told += [cell.note for row in table.rows for cell in row]
    missing = [one for one in told if _plain(printable(one)) not in text]
    assert len(told) > 500
    assert missing == []


def test_headline_figures_stand_as_computed(platform: Platform, made: bytes) -> None:
    for name in ("smes_reached", "cross_county_share", "funding_decided", "costs", "burn_rate"):
        result = platform.compute(name)
        assert has(made, SV.cell(result.indicator, result.total)), name
        assert has(made, result.receipt.code), name


def test_numbers_are_never_broken(made: bytes, content: Pack) -> None:
    wanted = {
        cell.text
        for section in content.sections
        for table in section.tables
        for row in table.rows
        for cell in row
        if re.fullmatch(r"[\d\u00a0,]+", cell.text)
    }
    with pypdfium2.PdfDocument(made) as document:
        text = "\n".join(one.get_textpage().get_text_bounded() for one in document)
    # A line end inside a number would leave its parts on two lines.
    lines = {line.replace("\u00a0", " ") for line in text.splitlines()}
    assert all(any(one.replace("\u00a0", " ") in line for line in lines) for one in wanted)
    assert len(wanted) > 50


def test_clock_programme_and_eu_statement_stand_on_every_page(made: bytes, content: Pack) -> None:
    for text in pages_of(made):
        for words in (content.clock, content.programme, content.eu_statement):
            assert _plain(words) in text


def test_sample_data_are_labelled_on_every_page(content: Pack, made: bytes) -> None:
    label = "EXEMPELDATA – inga riktiga uppgifter"
    sample = pages_of(as_pdf(replace(content, sample=label), date(2026, 2, 10)))
    assert all(_plain(label) in text for text in sample)
    assert not any("EXEMPELDATA" in text for text in pages_of(made))


def test_what_looks_like_markup_is_text(made: bytes) -> None:
    assert has(made, pack_world.MARKUP.replace("漢字", MISSING * 2))


# Nothing is cut


def boxes_of(one: pypdfium2.PdfPage) -> Iterator[Box]:
    """Where each piece of text stands: left, bottom, right, top in points."""
    text = one.get_textpage()
    for number in range(text.count_rects()):
        yield text.get_rect(number)


def faults_of(made: bytes) -> list[str]:
    """Texts outside the margins, and texts that lie over each other."""
    faults = []
    with pypdfium2.PdfDocument(made) as document:
        for number, one in enumerate(document, start=1):
            width, height = one.get_size()
            found = list(boxes_of(one))
            edge = 16.5 * POINTS_PER_MM
            faults += [
                f"page {number}: outside {box}"
                for box in found
                if box[0] < edge or box[2] > width - edge or box[1] < 0 or box[3] > height
            ]
            faults += [
                f"page {number}: {a} over {b}" for a, b in combinations(found, 2) if _overlap(a, b)
            ]
    return faults


def _overlap(a: Box, b: Box) -> bool:
    """By more than a hair: the boxes of letters reach a little beyond their ink."""
    across = min(a[2], b[2]) - max(a[0], b[0])
    up = min(a[3], b[3]) - max(a[1], b[1])
    return across > 0.5 and up > 1.5


def test_nothing_overflows(made: bytes) -> None:
    assert faults_of(made) == []


def test_nothing_overflows_with_many_areas_long_names_and_large_numbers(tmp_path: Path) -> None:
    name = "Kunskapsområdet för storskalig besöksnäringsutveckling i norr"
    areas = tuple(
        Area(
            id=f"omrade_{i}",
            name={"sv": f"{name} {i}", "en": f"Area {i}"},
            coordinator=Party(name="X"),
        )
        for i in range(1, 41)
    )
    programme = small_world.programme(areas=areas, targets=(), project_bank=None)
    given = pack_world.tables() | {
        "insatser": "\n".join(
            [
                "initiative_id | title | area | principal | start_date | status | counties",
                *(
                    f"I{i} | Insats | omrade_{i} | Campus | 2024-05-01 | pagaende | 06,07"
                    for i in range(1, 41)
                ),
            ]
        ),
        "finansiering": "\n".join(
            [
                "initiative_id | funder | source | form | budget_sek",
                *(
                    f"I{i} | Stiftelsen för {name} {i} | privat | kontant | 98765432109"
                    for i in range(1, 41)
                ),
            ]
        ),
    }
    made = pack(pack_world.filled(tmp_path / "db", programme, **given))
    assert faults_of(made) == []
    assert has(made, "98\u00a0765\u00a0432\u00a0109")
    for i in range(1, 41):
        assert has(made, f"{name} {i}")


# What a screen reader gets


def test_it_keeps_the_rules_of_pdf_ua(made: bytes) -> None:
    report = pdf_rules.validate_pdf_bytes(made, profile="pdfua-1")
    assert report.rules.total > 100
    assert [(one.rule_id, one.message) for one in report.failures] == []


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """Every element of the tags, in reading order."""
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from elements(child)


@pytest.fixture(scope="module")
def tags(made: bytes) -> Iterator[tuple[pikepdf.Dictionary, list[pikepdf.Dictionary]]]:
    with pikepdf.open(BytesIO(made)) as document:
        yield document.Root, list(elements(document.Root.StructTreeRoot))


def of_kind(found: list[pikepdf.Dictionary], kind: str) -> list[pikepdf.Dictionary]:
    return [one for one in found if str(one.S) == f"/{kind}"]


def test_it_is_tagged_in_its_language_and_named(
    tags: tuple[pikepdf.Dictionary, list[pikepdf.Dictionary]], content: Pack
) -> None:
    root, _ = tags
    assert str(root.Lang).startswith("sv")
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)


def test_headings_tables_and_figures_are_tagged(
    tags: tuple[pikepdf.Dictionary, list[pikepdf.Dictionary]], content: Pack
) -> None:
    _, found = tags
    tables = [t for section in content.sections for t in section.tables]
    trends = [t for section in content.sections for t in section.trends]
    cards = [c for section in content.sections for c in section.cards if c.trend]
    headings = [one for kind in ("H1", "H2") for one in of_kind(found, kind)]
    assert len(headings) == len(content.sections) + len(tables) + len(trends)
    # A trend has its values beside it.
    assert len(of_kind(found, "Table")) == len(tables) + len(trends)
    alts = [str(one.get("/Alt", "")) for one in of_kind(found, "Figure")]
    assert all(alts)
    wanted = [content.eu_alt, *(c.trend_alt for c in cards), *(t.alt for t in trends)]
    assert sorted(alts) == sorted(printable(one) for one in wanted)


def test_every_table_has_headings_over_all_its_columns(
    tags: tuple[pikepdf.Dictionary, list[pikepdf.Dictionary]],
) -> None:
    _, found = tags
    for table in of_kind(found, "Table"):
        inside = list(elements(table))
        headings = of_kind(inside, "TH")
        rows = of_kind(inside, "TR")
        assert headings
        assert all(
            len([c for c in elements(row) if str(c.S) in {"/TH", "/TD"}]) == len(headings)
            for row in rows
        )


# The file


def test_the_same_content_makes_the_same_bytes(content: Pack) -> None:
    day = date(2026, 2, 10)
    assert as_pdf(content, day) == as_pdf(content, day)
    assert as_pdf(content, day) != as_pdf(content, date(2026, 2, 11))


def test_the_fonts_hold_every_letter_that_is_let_through(content: Pack) -> None:
    # Typst refuses a letter that no font has, so this would raise.
    as_pdf(replace(content, programme="".join(sorted(KNOWN))), date(2026, 2, 10))


def test_letters_are_kept_boxed_or_left_out() -> None:
    composed = unicodedata.normalize("NFD", "Åäö é")
    assert printable(f"{composed}\u200b\u202e\x07 漢\u202fx") == f"Åäö é {MISSING} x"


def test_fonts_are_inside_the_file(made: bytes) -> None:
    with pikepdf.open(BytesIO(made)) as document:
        fonts = [
            o
            for o in document.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
        ]
    assert fonts
    assert all(set(one.keys()) & {"/FontFile2", "/FontFile3"} for one in fonts)
