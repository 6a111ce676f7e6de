"""How a sender writes a value in a cell: by word or code, with hyphen or without, and so on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from s3metrics import codes
from s3metrics.programme import Programme
from s3metrics.sample.recipe import Style
from s3metrics.sample.records import Value, Verbatim
from s3metrics.sheets import Column, Kind

Cell = str | int | float | date | None
"""What a workbook's cell can hold; a csv file's are texts or empty."""


class Writer:
    """Writes the cells of one sender."""

    def __init__(self, programme: Programme, style: Style) -> None:
        self._programme = programme
        self.style = style
        self.is_workbook = style.format == "xlsx"
        self._by_kind: dict[Kind, Callable[[Column, str], Cell]] = {
            Kind.ORGNR: lambda _, value: self._orgnr(value),
            Kind.ORGNR_OR_NAME: lambda _, value: self._orgnr(value) if value.isdigit() else value,
            Kind.CHOICE: self._choice,
            Kind.AREA: lambda _, value: self._area(value),
            Kind.COUNTY: lambda _, value: self._county(value),
            Kind.MUNICIPALITY: lambda _, value: self._municipality(value),
        }

    def heading(self, column: Column) -> str:
        """The column's heading as the sender has it."""
        headings = {"swedish": column.heading, "lower": column.heading.lower()}
        return headings.get(self.style.heading, column.name)

    def cell(self, column: Column, value: Value | Verbatim) -> Cell:
        """The cell for a value."""
        match value:
            case None | ():
                return None
            case Verbatim():
                return value.text
            case bool():
                return "ja" if value else "nej"
            case tuple():
                return self.style.separator.join(str(self._item(column, item)) for item in value)
            case date():
                return self._date(value)
            case int() | Decimal():
                return self._number(column, Decimal(value))
            case str():
                return self._item(column, value)

    def _item(self, column: Column, value: str) -> Cell:
        write = self._by_kind.get(column.kind)
        return write(column, value) if write else value

    def _orgnr(self, digits: str) -> Cell:
        ten = digits[-10:]
        match self.style.orgnr:
            case "twelve":
                return digits if len(digits) == 12 else f"16{ten}"
            case "number" if self.is_workbook:
                return int(ten)
            case "hyphen":
                return f"{ten[:6]}-{ten[6:]}"
            case _:
                return ten

    def _choice(self, column: Column, code: str) -> Cell:
        if self.style.choice == "code":
            return code
        return self._programme.choices(column.choices or "")[code].sv

    def _area(self, area: str) -> Cell:
        return area if self.style.area == "id" else self._programme.area(area).name.sv

    def _county(self, code: str) -> Cell:
        county = codes.county_by_code(code)
        match self.style.county:
            case "name":
                return county.name
            case "short":
                return county.short
            case "region":
                return f"Region {county.short}"
            case "number" if self.is_workbook:
                return int(code)
            case _:
                return code

    def _municipality(self, code: str) -> Cell:
        name = codes.municipality_by_code(code).name
        match self.style.municipality:
            case "name":
                return name
            case "name_kommun":
                return f"{name} kommun"
            case "number" if self.is_workbook:
                return int(code)
            case _:
                return code

    def _date(self, day: date) -> Cell:
        if self.style.date == "cell" and self.is_workbook:
            return day
        return f"{day:%Y%m%d}" if self.style.date == "compact" else day.isoformat()

    def _number(self, column: Column, number: Decimal) -> Cell:
        if self.is_workbook:
            return int(number) if number == number.to_integral_value() else float(number)
        if column.kind is Kind.YEAR:
            return str(number)
        return f"{number:,f}".replace(",", self.style.thousands).replace(".", ",")
