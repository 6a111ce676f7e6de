"""Words for codes: dimensions, their members, themes, kinds of fault and of empty."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from s3metrics import codes
from s3metrics.engine.members import label
from s3metrics.engine.sources import SOURCES
from s3metrics.indicators.model import TIME, Direction, Indicator
from s3metrics.programme import Programme
from s3metrics.sheets import Code, sheet_for_table
from s3metrics.words import listed
from ui.i18n import _, of
from ui.periods import CUSTOM, SO_FAR, Preset
from ui.wording import numbers


def dimension(name: str) -> str:
    """A breakdown as a heading: `Län`."""
    return {
        "area": _("Område"),
        "county": _("Län"),
        "county_a": _("Län"),
        "county_b": _("Annat län"),
        "municipality": _("Kommun"),
        "size": _("Storlek"),
        "support": _("Stöd"),
        "source": _("Källa"),
        "form": _("Form"),
        "funder": _("Finansiär"),
        "cost_category": _("Kostnadsslag"),
        "initiative_status": _("Läge"),
        "principal_kind": _("Huvudmannens typ"),
        "kind": _("Typ av aktör"),
        "raised_by": _("Lyft av"),
        "month": _("Månad"),
        "quarter": _("Kvartal"),
        "half_year": _("Halvår"),
        "year": _("År"),
        "reporting_period": _("Rapportperiod"),
    }[name]


def per(*names: str) -> str:
    """Breakdowns after ”per”: `per område och län`."""
    words = listed((lower(dimension(name)) for name in names), _("och"))
    return _("per {dimension}").format(dimension=words)


def several(name: str) -> str:
    """More than one member of a breakdown: `mer än ett län`."""
    return {
        "area": _("mer än ett område"),
        "county": _("mer än ett län"),
        "municipality": _("mer än en kommun"),
        "size": _("mer än en storleksklass"),
        "support": _("mer än ett slags stöd"),
        "quarter": _("mer än ett kvartal"),
    }.get(name, _("mer än en del"))


def parts_of(name: str) -> str:
    """The parts of a breakdown, as the owner of their sum: `Länens`."""
    return {
        "area": _("Områdenas"),
        "county": _("Länens"),
        "municipality": _("Kommunernas"),
        "quarter": _("Kvartalens"),
    }.get(name, _("Delarnas"))


def whole(name: str) -> str:
    """All members of a breakdown: `alla län`."""
    return {
        "area": _("alla områden"),
        "county": _("alla län"),
        "size": _("alla storlekar"),
        "municipality": _("alla kommuner"),
    }[name]


def member(name: str, code: str, programme: Programme) -> str:
    """A member of a breakdown as people read it."""
    if name in TIME and code[:4].isdigit():
        return _time(name, code)
    return of(label(name, code, programme))


def word(name: str, code: str, programme: Programme) -> str:
    """The word for a stored code of a list of choices or a place."""
    if name == "municipality":
        found = codes.find_municipality(code)
        return found.name if found else code
    text = programme.choices(name).get(code)
    return of(text) if text else code


def members(name: str, listed: Iterable[str], programme: Programme) -> dict[str, str]:
    """Code → `member`, for a control's options."""
    return {code: member(name, code, programme) for code in listed}


def _time(grain: str, code: str) -> str:
    year, part = code[:4], code[5:].lstrip("QH")
    if grain == "quarter":
        return _("{year} kv\u00a0{quarter}").format(year=year, quarter=part)
    if grain == "half_year":
        return _half_year(year, part)
    return numbers.month(date(int(year), int(part), 1)) if grain == "month" else year


def _half_year(year: str, half: str) -> str:
    words = _("{year}, första halvåret") if half == "1" else _("{year}, andra halvåret")
    return words.format(year=year)


def preset(found: Preset | None) -> str:
    """A period to choose; None is one's own dates."""
    if found is None:
        return _("Egen period")
    if found.kind == SO_FAR:
        return _("Programmet hittills")
    if found.kind == "half_year":
        return _half_year(found.id[:4], found.id[-1])
    if found.kind == "quarter":
        return _time("quarter", found.id)
    return _("Rapportperiod {id}").format(id=found.id)


def period(found: Preset | None, id_: str) -> str:
    """As `preset`, for an id that may be `custom`."""
    return preset(None if id_ == CUSTOM else found)


def theme(name: str) -> str:
    """A theme of the catalogue."""
    return {
        "reach": _("Räckvidd"),
        "crossing": _("Över gränser"),
        "funding": _("Finansiering"),
        "results": _("Resultat"),
        "discovery": _("Behov och lösningar"),
    }.get(name, name.capitalize())


def direction(indicator: Indicator) -> str:
    """Which way is better."""
    return {
        Direction.MORE: _("mer är bättre"),
        Direction.LESS: _("mindre är bättre"),
        Direction.NEITHER: _("varken mer eller mindre är bättre"),
    }[indicator.direction]


def breakdowns(indicator: Indicator) -> str:
    """`område, län, storlek, tid`; the grains of time are one."""
    return _dimensions(indicator.breakdowns)


def additive(indicator: Indicator) -> str:
    """The breakdowns whose parts add up, as `breakdowns`."""
    return _dimensions(indicator.additive)


def _dimensions(given: tuple[str, ...]) -> str:
    names = [lower(dimension(name)) for name in given if name not in TIME]
    has_time = any(name in TIME for name in given)
    return ", ".join(dict.fromkeys([*names, *([_("tid")] if has_time else [])]))


def sheets(indicator: Indicator) -> str:
    """The sheets that an indicator's rows come from."""
    tables = dict.fromkeys(SOURCES[source].ledger_table for source in indicator.sources)
    return ", ".join(sheet_for_table(table).title for table in tables)


def role(name: str) -> str:
    """What a listed row is in a ratio."""
    return {"numerator": _("Täljare"), "denominator": _("Nämnare")}.get(name, _("Räknade rader"))


def fault(code: Code) -> str:
    """A kind of fault in a few words."""
    return {
        Code.REQUIRED: _("saknas"),
        Code.TYPE: _("fel slags värde"),
        Code.CHOICE: _("okänt val"),
        Code.DATE: _("felaktigt datum"),
        Code.ORGNR: _("fel organisationsnummer"),
        Code.UNKNOWN_REFERENCE: _("hänvisar till något okänt"),
        Code.DUPLICATE_KEY: _("dubblett"),
        Code.NEGATIVE: _("negativt"),
        Code.UNKNOWN_MUNICIPALITY: _("okänd kommun"),
        Code.UNKNOWN_COLUMN: _("okänd kolumn"),
        Code.OUTSIDE_PERIOD: _("utanför programtiden"),
        Code.OUTSIDE_AREA: _("utanför programmets län"),
    }[code]


def upper(text: str) -> str:
    """The text at the beginning of a sentence; what follows keeps its capitals: `SEK`."""
    return text[:1].upper() + text[1:]


def lower(text: str) -> str:
    """The text inside a sentence."""
    return text[:1].lower() + text[1:]
