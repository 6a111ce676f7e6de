"""Made-up organisation numbers with a right check digit."""

from __future__ import annotations


def with_check_digit(nine: str) -> str:
    """Ten digits, the last by the Luhn rule: every other digit is doubled from the first."""
    total = 0
    for place, digit in enumerate(nine):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return nine + str(-total % 10)


COMPANIES = {
    name: with_check_digit(f"55990000{number}")
    for number, name in enumerate(
        ("Alfa", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta"), start=1
    )
}
ACTORS = {
    name: with_check_digit(f"23219900{number}")
    for number, name in enumerate(("Campus", "IUC", "Region", "Bolaget"), start=1)
}
ORGNR = {**COMPANIES, **ACTORS}
"""Short name used in the examples → number."""
