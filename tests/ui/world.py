"""A small programme that can be counted by hand: 5 companies, 3 initiatives, 2 senders.

    LIV-01 livsmedel  07 08   Alfa (Växjö, liten) advice 2025-02-01 · Beta (Kalmar, mikro) grant
                              2025-03-01 · Alfa in Kalmar 2025-05-01 · Delta (stor) advice
    LIV-02 livsmedel  08      Beta advice 2025-08-01 · Gamma (Kalmar) contact only
    TRA-01 tra_skog   06      nobody; delivered by the food sender, so that nothing is missing

SMEs reached: Alfa and Beta, 2. In Kronoberg 1 (Alfa), in Kalmar 2: the counties' sum is 3.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from stdnum import luhn

from s3metrics.intake.sources import NamedBytes
from s3metrics.platform import Platform

FOOD = "IUC i Kalmar Län AB"
MONEY = "Region Kronoberg"
TODAY = date(2025, 11, 24)


def number(position: int) -> str:
    """A valid organisation number."""
    digits = f"5599{position:05}"
    return digits + luhn.calc_check_digit(digits)


ALFA, BETA, GAMMA, DELTA = (number(position) for position in range(1, 5))

COMPANIES = f"""Organisationsnummer;Namn;Kommun;Storlek
{ALFA};Alfa AB;Växjö;liten
{BETA};Beta *bröd* AB;Kalmar;mikro
{GAMMA};Gamma AB;Kalmar;mikro
{DELTA};Delta AB;Växjö;stor
"""
INITIATIVES = """Insats-id;Titel;Område;Huvudman;Start;Status;Län
LIV-01;Livsmedelslyftet;livsmedel;IUC;2025-01-01;pagaende;07,08
LIV-02;Smak i Kalmar;livsmedel;IUC;2025-06-01;pagaende;08
TRA-01;Trä i tiden;tra_skog;IUC;2025-01-01;pagaende;06
"""
PARTICIPATIONS = f"""Insats-id;Organisationsnummer;Datum;Stöd;Timmar;Kommun
LIV-01;{ALFA};2025-02-01;radgivning;4,5;
LIV-01;{BETA};2025-03-01;bidrag;;
LIV-01;{ALFA};2025-05-01;radgivning;2;Kalmar
LIV-01;{DELTA};2025-05-02;radgivning;1;
LIV-02;{BETA};2025-08-01;radgivning;3;
LIV-02;{GAMMA};2025-08-02;kontakt;1;
LIV-02;{GAMMA};2025-08-03;kramar;1;
"""
FUNDING = """Insats-id;Finansiär;Källa;Form;Budget SEK
LIV-01;Tillväxtverket (ERUF);eruf;kontant;400000
LIV-01;Region Kronoberg;region;kontant;800000
"""
BOOKINGS = """Insats-id;Datum;Slag;Belopp SEK;Finansiär;Kostnadsslag
LIV-01;2025-03-31;kostnad;150000,50;;Personal
LIV-01;2025-03-31;inbetalning;100000;Region Kronoberg;
"""


def file(name: str, text: str) -> NamedBytes:
    """A csv file as a partner sends it."""
    return NamedBytes(name=f"{name}.csv", content=text.encode())


def food_files(participations: str = PARTICIPATIONS) -> list[NamedBytes]:
    """The food sender's lists."""
    return [
        file("foretag", COMPANIES),
        file("insatser", INITIATIVES),
        file("deltaganden", participations),
    ]


def build(folder: Path, *, is_sample: bool = True) -> Path:
    """The database with both senders' deliveries."""
    database = folder / "s3.duckdb"
    platform = Platform.open(database, today=lambda: TODAY)
    for sender, files, day in (
        (FOOD, food_files(), 1),
        (MONEY, [file("finansiering", FUNDING), file("ekonomi", BOOKINGS)], 2),
    ):
        received = datetime(2025, 10, day, 9, 30)
        platform.deliver(files, sender, received_at=received, is_sample=is_sample)
    return database
