"""The views `indicator_<id>`: a column per breakdown, then what `compute` answers."""

from __future__ import annotations

from s3metrics.engine.sources import is_time
from s3metrics.explore.columns import OF_CATALOGUE
from s3metrics.explore.tables_lists import TIME_WORDS
from s3metrics.explore.tables_model import ColumnDoc, TableDoc
from s3metrics.indicators.answers import DIMENSIONS
from s3metrics.indicators.model import Change, Count, Indicator, Ratio, Sum
from s3metrics.indicators.sentences import sentence
from s3metrics.words import Text

PREFIX = "indicator_"
WHOLE = "BIGINT"
EXACT = "DECIMAL(38, 4)"
QUOTIENT = "DOUBLE"
_BREAKDOWN = ColumnDoc(
    name="breakdown",
    type="VARCHAR",
    label=Text("Uppdelning", "Breakdown"),
    meaning=Text(
        "Vad raden är uppdelad på: total, county, area,county … Välj en uppdelning; rader av flera "
        "räknar samma sak flera gånger",
        "What the row is divided by: total, county, area,county … Choose one breakdown; rows of "
        "several count the same thing several times",
    ),
    source=OF_CATALOGUE,
)
_STATUS = ColumnDoc(
    name="status",
    type="VARCHAR",
    label=Text("Status", "Status"),
    meaning=Text(
        "ok, zero (rapporterat, inget), not_reported, not_applicable (kvot utan nämnare) eller "
        "unknown; värdet är tomt för alla utom ok och zero",
        "ok, zero (reported, none), not_reported, not_applicable (a ratio without denominator) or "
        "unknown; the value is empty for all but ok and zero",
    ),
    source=OF_CATALOGUE,
)


def view_name(indicator: Indicator) -> str:
    """The view's name."""
    return f"{PREFIX}{indicator.id}"


def has_name(dimension: str) -> bool:
    """Whether its members are codes, with a name beside them."""
    return not is_time(dimension) and dimension != "funder"


def value_type(indicator: Indicator) -> str:
    """DuckDB's type of the value: whole, exact to four decimals, or a quotient."""
    if isinstance(indicator.rule, Count):
        return WHOLE
    return EXACT if isinstance(indicator.rule, Sum) else QUOTIENT


def part_types(indicator: Indicator) -> tuple[str, str]:
    """The types of numerator and denominator."""
    rule = indicator.rule
    if isinstance(rule, Ratio):
        numerator, denominator = (EXACT if isinstance(p, Sum) else WHOLE for p in indicator.parts)
        return numerator, denominator
    return (EXACT if isinstance(rule, Change) else WHOLE), WHOLE


def indicator_doc(indicator: Indicator) -> TableDoc:
    """The view of an indicator's figures."""
    members = [column for name in indicator.breakdowns for column in _dimension(name)]
    return TableDoc(
        name=view_name(indicator),
        label=indicator.label,
        meaning=Text(sentence(indicator, "sv").rstrip("."), sentence(indicator, "en").rstrip(".")),
        columns=(_BREAKDOWN, *members, *_measures(indicator), _STATUS),
        indicator=indicator.id,
    )


def _dimension(name: str) -> tuple[ColumnDoc, ...]:
    words = TIME_WORDS.get(name) or _capital(DIMENSIONS[name])
    member = ColumnDoc(
        name=name,
        type="VARCHAR",
        label=words,
        meaning=Text(
            f"{_KIND_SV[has_name(name)]}; * för alla", f"{_KIND_EN[has_name(name)]}; * for all"
        ),
        source=OF_CATALOGUE,
    )
    if not has_name(name):
        return (member,)
    named = ColumnDoc(
        name=f"{name}_name",
        type="VARCHAR",
        label=Text(f"{words.sv}, namn", f"{words.en}, name"),
        meaning=Text("Kodens svenska namn; Totalt för alla", "The Swedish name; Totalt for all"),
        source=OF_CATALOGUE,
    )
    return member, named


_KIND_SV = {True: "Koden", False: "Namnet på delen"}
_KIND_EN = {True: "The code", False: "The part's name"}


def _measures(indicator: Indicator) -> tuple[ColumnDoc, ...]:
    numerator, denominator = part_types(indicator)
    unit = indicator.unit
    return tuple(
        ColumnDoc(name=name, type=type_, label=label, meaning=meaning, source=OF_CATALOGUE)
        for name, type_, label, meaning in (
            (
                "value",
                value_type(indicator),
                Text("Värde", "Value"),
                Text(f"Siffran, i {unit.sv}", f"The figure, in {unit.en}"),
            ),
            (
                "numerator",
                numerator,
                Text("Täljare", "Numerator"),
                Text("Täljaren, där siffran är en kvot", "Of a ratio: what is divided"),
            ),
            (
                "denominator",
                denominator,
                Text("Nämnare", "Denominator"),
                Text("Nämnaren, där siffran är en kvot", "Of a ratio: what it is divided by"),
            ),
        )
    )


def _capital(words: Text) -> Text:
    return Text(*(text[:1].upper() + text[1:] for text in (words.sv, words.en)))
