"""De minimis aid as tables: the groups against the ceiling, and every row behind them."""

from __future__ import annotations

from s3metrics.engine.aid import CertificateState
from s3metrics.reports.asking import Asked
from s3metrics.reports.tables import Column, Kind, Table, Value, swedish
from s3metrics.words import Text

STATES = {
    CertificateState.IN_ORDER: Text(
        "Intyg och beslut senast den dag stödet började",
        "Certificate and decision no later than the day the support began",
    ),
    CertificateState.NO_CERTIFICATE: Text("Intyg saknas", "No certificate"),
    CertificateState.NO_DECISION: Text(
        "Intyg finns, beslut saknas", "Certificate, but no decision"
    ),
    CertificateState.BEFORE_DECISION: Text(
        "Stödet började före beslutet", "The support began before the decision"
    ),
    CertificateState.BEFORE_CERTIFICATE: Text(
        "Stödet började före intyget", "The support began before the certificate"
    ),
}
"""How far the papers of a company in an initiative have come, in words."""


def group_table(asked: Asked) -> Table | None:
    """One line per group, the largest sum first; None where there is no ceiling."""
    found = asked.aid
    if found is None:
        return None
    rules, years = asked.programme.rules, asked.programme.rules.de_minimis_years
    rows: list[tuple[Value, ...]] = [
        (
            one.group,
            one.name,
            one.companies,
            one.sum_sek,
            one.left_sek,
            one.highest_sek,
            one.highest_on,
            one.other_sek,
            "Över taket" if one.is_over else "Under taket",
        )
        for one in found.groups
    ]
    return Table(
        id="forsumbart-stod",
        title="Försumbart stöd",
        about="Försumbart stöd per koncern mot taket.",
        notes=(
            f"Taket är {swedish(rules.de_minimis_ceiling_eur)} euro per koncern under {years} år, "
            f"vid kursen {swedish(rules.eur_sek_rate)} kr. Summan gäller de {years} år som slutar "
            f"{asked.end}.",
            "Annat stöd är det som intygen från koncernens alla företag anger, även från dem som "
            "inte har fått stöd här; det läggs inte ihop med summan, eftersom intyget kan räkna "
            "samma stöd.",
        ),
        columns=(
            Column(name="group", heading="Koncern", width=16),
            Column(name="name", heading="Namn", kind=Kind.LONG, width=34),
            Column(name="companies", heading="Företag", kind=Kind.WHOLE, width=9),
            Column(name="sum_sek", heading="Stöd SEK", kind=Kind.MONEY, width=15),
            Column(name="left_sek", heading="Kvar till taket SEK", kind=Kind.MONEY, width=15),
            Column(name="highest_sek", heading="Högst SEK", kind=Kind.MONEY, width=15),
            Column(name="highest_on", heading="Högst den", kind=Kind.DATE, width=12),
            Column(name="other_sek", heading="Annat stöd SEK", kind=Kind.MONEY, width=15),
            Column(name="state", heading="Läge", width=14),
        ),
        rows=rows,
    )


def aid_table(asked: Asked) -> Table | None:
    """Every row behind the groups, with file, tab and row; None where there is no ceiling."""
    found = asked.aid
    if found is None:
        return None
    rows: list[tuple[Value, ...]] = [
        (
            one.group,
            one.company,
            one.company_name,
            one.initiative,
            one.day,
            one.value_sek,
            one.group_sum_sek,
            one.certificate_date,
            one.decision_date,
            STATES[one.state].sv,
            one.source.file,
            one.source.sheet,
            one.source.row,
            one.source.sender,
        )
        for one in found.rows
    ]
    return Table(
        id="forsumbart-stod-rader",
        title="Försumbart stöd, rader",
        about="Varje stöd, med intyg, beslut, fil, blad och rad.",
        columns=(
            Column(name="group", heading="Koncern", width=14),
            Column(name="orgnr", heading="Organisationsnummer", width=20),
            Column(name="company", heading="Företag", kind=Kind.LONG, width=28),
            Column(name="initiative_id", heading="Insats", width=12),
            Column(name="date", heading="Datum", kind=Kind.DATE, width=11),
            Column(name="value_sek", heading="Stöd SEK", kind=Kind.MONEY, width=13),
            Column(
                name="group_sum_sek",
                heading="Koncernens summa den dagen SEK",
                kind=Kind.MONEY,
                width=16,
            ),
            Column(name="certificate_date", heading="Intyg", kind=Kind.DATE, width=11),
            Column(name="decision_date", heading="Beslut", kind=Kind.DATE, width=11),
            Column(name="state", heading="Intyg och beslut", kind=Kind.LONG, width=24),
            Column(name="file", heading="Fil", kind=Kind.LONG, width=26),
            Column(name="sheet", heading="Blad", width=13),
            Column(name="row", heading="Rad", kind=Kind.WHOLE, width=7),
            Column(name="sender", heading="Avsändare", kind=Kind.LONG, width=24),
        ),
        rows=rows,
    )
