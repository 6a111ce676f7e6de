"""The generated programme as SQL macros: every cell is drawn from its row's number by a hash.

Nothing is looked up or joined, so that 20 million rows stream straight into the ledger's tables,
and the same number always gives the same row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from s3metrics.programme import Programme

FIRST_DAY = date(2024, 4, 1)
LAST_DAY = date(2026, 11, 30)
DAYS = (LAST_DAY - FIRST_DAY).days + 1

SMES, INITIATIVES, PARTICIPATIONS = 5_000, 500, 20_000
"""At scale 1."""

_COMPANIES_PER_SME = 1.1
_OUTSIDE = ("0580", "1480", "0180")
_OUTSIDE_SLOTS = 3
"""Of every hundred companies, how many have their seat outside the counties."""
_SIZES = {"mikro": 0.55, "liten": 0.25, "medel": 0.11, "stor": 0.05, "okand": 0.04}
_SUPPORTS = {"kontakt": 0.15, "radgivning": 0.55, "bidrag": 0.25, "finansiellt": 0.05}
_BOOKINGS_PER_INITIATIVE = 6
_FUNDINGS_PER_INITIATIVE = 3


@dataclass(frozen=True)
class Counts:
    """How many rows of each kind a scale has."""

    scale: float

    @property
    def companies(self) -> int:
        """In whole hundreds: a company's place in its hundred decides its county."""
        return max(100, round(SMES * _COMPANIES_PER_SME * self.scale / 100) * 100)

    @property
    def initiatives(self) -> int:
        """Numbered in the order in which they start."""
        return max(10, round(INITIATIVES * self.scale))

    @property
    def participations(self) -> int:
        """As first delivered."""
        return max(100, round(PARTICIPATIONS * self.scale))

    @property
    def late(self) -> int:
        """Participations that come with the last delivery."""
        return self.participations // 200

    @property
    def actors(self) -> int:
        """Principals; few whatever the scale."""
        return min(400, max(20, self.initiatives // 10))

    @property
    def bookings(self) -> int:
        """Costs, and payments in."""
        return self.initiatives * _BOOKINGS_PER_INITIATIVE

    @property
    def fundings(self) -> int:
        """Decided funding."""
        return self.initiatives * _FUNDINGS_PER_INITIATIVE


def macros(programme: Programme, counts: Counts) -> Iterator[str]:
    """The statements that make the macros; each takes a row's number."""
    for signature, body in {
        **_numbers(),
        **_companies(programme),
        **_initiatives(programme, counts),
        **_participations(programme, counts),
    }.items():
        yield f"CREATE OR REPLACE TEMP MACRO {signature} AS ({body})"


def _numbers() -> Mapping[str, str]:
    digits = [f"((n // {10**place}) % 10)" for place in range(6, -1, -1)]
    doubled = " + ".join(f"2 * {d} - 9 * ({d} > 4)::INTEGER" for d in digits[::2])
    plain = " + ".join(digits[1::2])
    return {
        # Uniform in [0, 1), independent for every salt below 128: a hash of one number. That of two
        # numbers is only their hashes' exclusive or: salts would not be independent.
        "u(i, salt)": "(hash(i::BIGINT * 128 + salt) >> 11)::DOUBLE / 9007199254740992",
        # Ten digits from a number of seven, of which the first is at least 2. `begun` is what the
        # two digits before it add to Luhn's sum.
        "check_digit(n, begun)": f"(1000 - (begun + {doubled} + {plain})) % 10",
        "company_number(c)": "2000000 + (c::BIGINT * 3999971) % 8000000",
        "company_orgnr(c)": "'55' || company_number(c)::TEXT "
        "|| check_digit(company_number(c), 6)::TEXT",
        "actor_orgnr(a)": "'21' || (2000000 + a)::TEXT || check_digit(2000000 + a, 5)::TEXT",
    }


def _companies(programme: Programme) -> Mapping[str, str]:
    slots = _county_slots(len(programme.county_ids))
    towns = [
        [m.code for m in programme.municipalities if m.county == county]
        for county in programme.county_ids
    ]
    places = " ".join(
        f"WHEN {place} THEN {_sql_list(codes)}[1 + floor(v * v * {len(codes)})::INTEGER]"
        for place, codes in enumerate(towns)
    )
    away = f"{_sql_list(_OUTSIDE)}[1 + floor(v * {len(_OUTSIDE)})::INTEGER]"
    bounds = list(accumulate(slots))
    home = " ".join(f"WHEN c % 100 < {bound} THEN {place}" for place, bound in enumerate(bounds))
    starts = " ".join(f"WHEN {place} THEN {b - slots[place]}" for place, b in enumerate(bounds))
    widths = " ".join(f"WHEN {place} THEN {width}" for place, width in enumerate(slots))
    return {
        # Counties by their place in the programme file; -1 is outside.
        "town(county, v)": f"CASE county {places} ELSE {away} END",
        "company_county(c)": f"CASE {home} ELSE -1 END",
        "county_slot(county, v)": f"CASE county {starts} END "
        f"+ floor(v * CASE county {widths} END)::INTEGER",
        "company_spread(c)": "1 + (u(c, 1) > 0.7)::INTEGER + (u(c, 1) > 0.9)::INTEGER "
        "+ (u(c, 1) > 0.97)::INTEGER",
        "company_town(c)": "town(company_county(c), u(c, 2))",
        "company_size(c, salt)": _pick("u(c, salt)", _SIZES),
        "founded(c)": "CASE WHEN u(c, 4) > 0.05 "
        "THEN 1960 + floor(66 * pow(u(c, 5), 0.4))::INTEGER END",
    }


def _initiatives(programme: Programme, counts: Counts) -> Mapping[str, str]:
    areas = dict(zip(programme.area_ids, _skewed(len(programme.area_ids), 0.7), strict=True))
    prefixes = {area: area[:3].upper() for area in areas}
    wide = len(programme.county_ids)
    return {
        "area(j)": _pick("u(j, 10)", areas),
        "initiative_id(j)": "CASE area(j) "
        + " ".join(f"WHEN '{area}' THEN '{prefix}'" for area, prefix in prefixes.items())
        + " END || '-' || lpad(j::TEXT, 6, '0')",
        "start_day(j)": f"floor(j::DOUBLE * {DAYS} / {counts.initiatives})::INTEGER",
        "end_day(j)": "start_day(j) + 120 + floor(u(j, 11) * 600)::INTEGER",
        "initiative_county(j)": f"floor({wide} * pow(u(j, 12), 1.5))::INTEGER",
        "is_local(j)": "u(j, 13) < 0.4",
    }


def _participations(programme: Programme, counts: Counts) -> Mapping[str, str]:
    wide = len(programme.county_ids)
    first = counts.participations
    return {
        # Rows come in the order of their days, as they are registered; late ones are of any day.
        "day(i)": f"CASE WHEN i < {first} THEN floor(i::DOUBLE * {DAYS} / {first}) "
        f"ELSE floor(u(i, 20) * {DAYS}) END::INTEGER",
        "any_initiative(i)": "floor((day(i) - u(i, 21) * least(300, day(i))) "
        f"* {counts.initiatives} / {DAYS})::INTEGER",
        # Every tenth initiative is a popular one.
        "initiative(i)": "any_initiative(i) "
        "- CASE WHEN u(i, 22) < 0.3 THEN any_initiative(i) % 10 ELSE 0 END",
        "is_near(i, j)": "is_local(j) AND u(i, 23) < 0.97",
        "company(i, j)": f"100 * floor({counts.companies // 100} * pow(u(i, 24), 1.4))::INTEGER "
        "+ CASE WHEN is_near(i, j) THEN county_slot(initiative_county(j), u(i, 25)) "
        "ELSE floor(100 * u(i, 25))::INTEGER END",
        "support(i)": _pick("u(i, 26)", dict(enumerate(_SUPPORTS.values()))),
        "support_word(s)": f"{_sql_list(tuple(_SUPPORTS))}[1 + s]",
        "county_step(i, c, j)": "CASE WHEN is_near(i, j) THEN 0 "
        f"ELSE floor(u(i, 27) * least({wide}, company_spread(c)))::INTEGER END",
        "own_town(i, c, j)": "CASE WHEN county_step(i, c, j) > 0 "
        f"THEN town((company_county(c) + county_step(i, c, j) + {wide}) % {wide}, u(i, 28)) END",
        "hours(i)": "CASE WHEN u(i, 29) > 0.1 THEN round(1 + 40 * u(i, 30), 1) END",
        "value_sek(i, s)": "CASE WHEN s >= 2 THEN round(5000 + 195000 * u(i, 31)) END",
        # 1 % of the rows are corrected by delivery 2, half a per cent is taken back by delivery 4.
        "withdrawn_by(i)": "CASE WHEN u(i, 32) < 0.01 THEN 2 WHEN u(i, 32) < 0.015 THEN 4 END",
    }


def _county_slots(counties: int) -> list[int]:
    """How many companies of every hundred have their seat in each county."""
    shares = _skewed(counties, 0.9)
    bounds = [round((100 - _OUTSIDE_SLOTS) * share) for share in accumulate(shares)]
    return [bound - before for bound, before in zip(bounds, [0, *bounds], strict=False)]


def _skewed(number: int, power: float) -> list[float]:
    """Shares of one, the first the largest."""
    weights = [1 / (place + 1) ** power for place in range(number)]
    return [weight / sum(weights) for weight in weights]


def _pick(drawn: str, shares: Mapping[str, float] | Mapping[int, float]) -> str:
    """SQL: one of the values, each as often as its share says."""
    values = [repr(value) for value in shares]
    bounds = list(accumulate(shares.values()))
    cases = [f"WHEN {drawn} < {b:.6f} THEN {v}" for v, b in zip(values, bounds, strict=True)]
    return f"CASE {' '.join(cases[:-1])} ELSE {values[-1]} END"


def _sql_list(texts: Sequence[str]) -> str:
    return "[" + ", ".join(f"'{text}'" for text in texts) + "]"
