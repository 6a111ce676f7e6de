"""Who has spoken for which area: an empty figure is none, or nobody has said."""

from __future__ import annotations

import pytest

from s3metrics.engine.reported import Reported, expected_tables
from s3metrics.words import name_key
from tests.small_world import programme, sender

PROGRAMME = programme(
    senders=(
        sender("Trä AB", "Insatser", "Deltaganden", areas=("tra_skog",)),
        sender("Mat AB", "Insatser", areas=("livsmedel", "tra_skog")),
        sender("Besök AB", "Behov", areas=("besoksnaring",)),
        sender("Region Öst", "Finansiering"),
    )
)


def reported(**senders_of: tuple[str, ...]) -> Reported:
    keys = {t: frozenset(map(name_key, names)) for t, names in senders_of.items()}
    return Reported(keys, PROGRAMME)


@pytest.mark.parametrize(
    ("delivered", "table", "areas", "lacks"),
    [
        # Nobody has delivered the table, whoever else delivered whatever else.
        ({}, "initiative", (), True),
        ({"company": ("Trä AB",)}, "initiative", ("tra_skog",), True),
        ({"initiative": ()}, "initiative", (), True),
        # A table without areas is there once anybody delivered it.
        ({"company": ("Trä AB",)}, "company", ("livsmedel",), False),
        # Expected of Trä AB alone, for wood: food's participations are expected of nobody.
        ({"participation": ("Besök AB",)}, "participation", ("tra_skog",), True),
        ({"participation": ("Mat AB",)}, "participation", ("livsmedel",), False),
        # Not expected of Mat AB, who speaks for wood all the same.
        ({"participation": ("Mat AB",)}, "participation", ("tra_skog",), False),
        ({"participation": ("TRÄ ab",)}, "participation", ("tra_skog",), False),
        # Initiatives of wood are expected of both; one of them is enough.
        ({"initiative": ("Trä AB",)}, "initiative", ("tra_skog",), False),
        ({"initiative": ("Trä AB",)}, "initiative", ("livsmedel",), True),
        ({"initiative": ("Mat AB",)}, "initiative", ("livsmedel",), False),
        # One area reported is enough for several, and for all of them.
        ({"initiative": ("Trä AB",)}, "initiative", ("livsmedel", "tra_skog"), False),
        ({"initiative": ("Trä AB",)}, "initiative", (), False),
        # A stranger speaks for every area.
        ({"initiative": ("Någon annan",)}, "initiative", ("livsmedel",), False),
        ({"initiative": ("Någon annan", "Trä AB")}, "initiative", ("livsmedel",), False),
        # A sender without areas speaks for all of them.
        ({"funding": ("Region Öst",)}, "funding", ("digital",), False),
        ({"funding": ("Mat AB",)}, "funding", ("digital",), True),
        ({"funding": ("Mat AB",)}, "funding", ("livsmedel",), False),
        ({"funding": ("Mat AB",)}, "funding", (), False),
        ({"funding": ("Mat AB",)}, "funding", ("digital", "industri"), True),
    ],
)
def test_lacks(
    delivered: dict[str, tuple[str, ...]], table: str, areas: tuple[str, ...], lacks: bool
) -> None:
    assert reported(**delivered).lacks(table, areas) is lacks


def test_sheets_are_the_tables_behind_their_titles() -> None:
    assert expected_tables(sender("A", "Insatser", "företag", "Inget blad")) == {
        "initiative",
        "company",
    }


class Ledger:
    """What is asked of a reader: the lists that had come by a delivery."""

    def delivered(self, as_of: int) -> list[tuple[str, str]]:
        lists = [("Trä AB", "initiative"), ("TRÄ AB", "initiative"), ("Mat AB", "initiative")]
        return [*lists, ("Mat AB", "company")][: as_of + 1]


def test_what_had_been_delivered_by_an_as_of_point() -> None:
    assert Reported.at(Ledger(), PROGRAMME, 1).senders_of == {"initiative": {"träab"}}  # type: ignore[arg-type]
    later = Reported.at(Ledger(), PROGRAMME, 3)  # type: ignore[arg-type]
    assert later.senders_of == {"initiative": {"träab", "matab"}, "company": {"matab"}}
    assert later.programme is PROGRAMME
