"""The table of what supported companies have achieved."""

from __future__ import annotations

from s3metrics.explore.columns import (
    coded,
    column,
    delivered,
    flag,
    in_period,
    in_sheet,
    key,
    opened,
    provenance,
    row_id,
)
from s3metrics.explore.tables_companies import (
    COMPANY_LABEL,
    COMPANY_MEANING,
    COUNTY,
    INITIATIVE_LABEL,
    IS_SME,
    SIZE,
    SIZE_MEANING,
)
from s3metrics.explore.tables_model import table
from s3metrics.words import Text

OUTCOME = table(
    "outcome",
    Text("Resultat", "Outcomes"),
    Text(
        "Ett resultat per rad; länet är företagets eget",
        "One outcome per row; the county is the company's own",
    ),
    (
        row_id("o"),
        key(
            "company",
            "kc.orgnr",
            COMPANY_LABEL,
            COMPANY_MEANING,
            source=in_sheet("outcome", "orgnr"),
        ),
        delivered("outcome", "date", "DATE", sql="o.date"),
        coded(
            "kind",
            "outcome_kind",
            "o.kind",
            Text("Slag", "Kind"),
            Text("Slag av resultat", "Kind of result"),
            source=in_sheet("outcome", "kind"),
        ),
        delivered("outcome", "value", "DECIMAL(18, 4)", sql="o.value"),
        column(
            "initiative",
            "VARCHAR",
            INITIATIVE_LABEL,
            Text(
                "Insatsens id; tomt där ingen är angiven",
                "The initiative's id; empty where none is stated",
            ),
            sql=opened("r.initiative_id"),
            source=in_sheet("outcome", "initiative_id"),
        ),
        coded(
            "county",
            "county",
            "o.county",
            COUNTY,
            Text("Länet där företaget har sitt säte", "The county of the company's seat"),
            is_number=True,
        ),
        coded("size", "size", "o.size", SIZE, SIZE_MEANING, is_number=True),
        flag(
            "is_inside",
            Text("I programmets län", "Inside the counties"),
            Text("Företagets län är ett av programmets", "The company's county is one of its"),
            "o.is_inside",
        ),
        flag("is_sme", IS_SME.doc.label, IS_SME.doc.meaning, "o.is_sme"),
        flag(
            "is_supported",
            Text("Efter stöd", "After support"),
            Text(
                "Företaget hade fått stöd i programmets län senast den dagen",
                "The company had been supported inside the counties by that day",
            ),
            "o.is_supported",
        ),
        in_period("o.date", Text("Datumet ligger", "The date lies")),
        flag(
            "has_evidence",
            Text("Har underlag", "Has evidence"),
            Text("Det står vad uppgiften bygger på", "It says what it rests on"),
            "trim(coalesce(r.evidence, '')) <> ''",
        ),
        provenance("r"),
    ),
    rows="outcome o JOIN ledger.outcome r ON r.row_id = o.row_id "
    "JOIN company_number kc ON kc.company = o.company",
    needs=("outcome", "company_number"),
)
