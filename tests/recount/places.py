"""The default programme's places and an example setting."""

from __future__ import annotations

from datetime import date

from .model import Setting

COUNTIES = ("06", "07", "08", "09")
AREAS = ("tra_skog", "livsmedel", "besoksnaring", "industri", "digital")

INSIDE = {
    "0604": "Aneby",
    "0617": "Gnosjö",
    "0642": "Mullsjö",
    "0643": "Habo",
    "0662": "Gislaved",
    "0665": "Vaggeryd",
    "0680": "Jönköping",
    "0682": "Nässjö",
    "0683": "Värnamo",
    "0684": "Sävsjö",
    "0685": "Vetlanda",
    "0686": "Eksjö",
    "0687": "Tranås",
    "0760": "Uppvidinge",
    "0761": "Lessebo",
    "0763": "Tingsryd",
    "0764": "Alvesta",
    "0765": "Älmhult",
    "0767": "Markaryd",
    "0780": "Växjö",
    "0781": "Ljungby",
    "0821": "Högsby",
    "0834": "Torsås",
    "0840": "Mörbylånga",
    "0860": "Hultsfred",
    "0861": "Mönsterås",
    "0862": "Emmaboda",
    "0880": "Kalmar",
    "0881": "Nybro",
    "0882": "Oskarshamn",
    "0883": "Västervik",
    "0884": "Vimmerby",
    "0885": "Borgholm",
    "0980": "Gotland",
}
OUTSIDE = {"1080": "Karlskrona", "1290": "Kristianstad"}
MUNICIPALITIES = {**INSIDE, **OUTSIDE}

SETTING = Setting(
    counties=COUNTIES,
    areas=AREAS,
    municipalities={code: code[:2] for code in MUNICIPALITIES},
    start=date(2024, 4, 1),
    end=date(2029, 3, 29),
    today=date(2025, 12, 31),
    reporting_periods=(
        ("P1", date(2024, 4, 1), date(2024, 12, 31)),
        ("P2", date(2025, 1, 1), date(2025, 6, 30)),
        ("P3", date(2025, 7, 1), date(2025, 12, 31)),
        ("P4", date(2026, 1, 1), date(2026, 6, 30)),
    ),
)
