"""Numbers as texts that lose nothing, and back."""

from __future__ import annotations

from decimal import Decimal

from s3metrics.engine.cells import Cell, Status

Number = int | Decimal | float
CellTexts = tuple[str | None, str | None, str | None, str]
"""value, numerator, denominator, status."""


def text_of(number: Number | None) -> str | None:
    """Whole numbers in digits, decimals without ending zeros, quotients with every digit needed.

    >>> text_of(Decimal("1200.5000")), text_of(Decimal("12.0000")), text_of(2 / 3)
    ('1200.5', '12', '0.6666666666666666')
    """
    if number is None:
        return None
    if isinstance(number, float):
        return repr(number)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def texts_of(cell: Cell) -> CellTexts:
    """A cell as it is sealed."""
    return (
        text_of(cell.value),
        text_of(cell.numerator),
        text_of(cell.denominator),
        cell.status.value,
    )


def cell_of(texts: CellTexts) -> Cell:
    """The cell that was sealed. A value that stands on a denominator is a quotient."""
    value, numerator, denominator, status = texts
    is_quotient = value is not None and denominator is not None
    return Cell(
        float(value) if is_quotient and value is not None else number_of(value),
        number_of(numerator),
        number_of(denominator),
        Status(status),
    )


def number_of(text: str | None) -> int | Decimal | None:
    """A whole number or a decimal."""
    if text is None:
        return None
    return Decimal(text) if "." in text else int(text)
