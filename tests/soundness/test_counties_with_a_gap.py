"""Counties whose numbers do not follow each other: what lies between them counts nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3metrics.platform import load_programme
from tests.soundness.drawing import Book

PROGRAMME = """
company
| orgnr | municipality | size  |
| Alfa  | Jönköping    | mikro |
| Beta  | Växjö        | mikro |
| Gamma | Kalmar       | liten |
initiative
| initiative_id | area     |
| I1            | tra_skog |
| I2            | digital  |
participation
| initiative_id | orgnr | municipality |
| I1            | Alfa  |              |
| I2            | Alfa  | Kalmar       |
| I1            | Beta  |              |
| I1            | Gamma |              |
"""


@pytest.mark.parametrize("order", [("06", "08"), ("08", "06")])
def test_each_company_stands_in_its_own_county(tmp_path: Path, order: tuple[str, ...]) -> None:
    programme = load_programme()
    counties = tuple(programme.county(code) for code in order)
    book = Book(tmp_path, programme.model_copy(update={"counties": counties}))
    book.deliver(PROGRAMME, may_quarantine=True)
    assert book.figures("smes_reached", "county") == {"06": 1, "08": 2, "*": 2}
    assert book.overlap("smes_reached", "county").units_in_parts == {2: 1}
    assert book.filled("smes_reached", "county area") == {
        "06 tra_skog": 1,
        "08 digital": 1,
        "08 tra_skog": 1,
        "06 *": 1,
        "08 *": 2,
        "* tra_skog": 2,
        "* digital": 1,
        "* *": 2,
    }
    assert book.filled("smes_reached", "size county", sizes=("mikro",))["mikro 08"] == 1
    assert book.total("smes_outside") == 1
