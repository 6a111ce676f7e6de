"""`quarantine --sender`: the rows of that sender, however it is spelt, and nobody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Desk
from tests.small_world import ACTORS, deliver, open_platform

FAULTY = (
    "need_id | title | area | county | date | status\nB1 | Ett | livsmedel | 07 | nyss | insats\n"
)


@pytest.mark.parametrize("name", ["Håbo kommun", "HABO-kommun"])
def test_rows_go_back_to_their_own_sender(tmp_path: Path, name: str) -> None:
    platform = open_platform(tmp_path)
    deliver(platform, "Region", aktorer=ACTORS)
    deliver(platform, "Håbo kommun", behov=FAULTY)
    deliver(platform, "Habo kommun", behov=FAULTY.replace("B1", "B2"))
    desk = Desk(tmp_path / "s3.duckdb")
    found = desk("quarantine", "--sender", name, "--format", "json").json
    whose = {row["sender"] for row in found}
    assert whose == {"Håbo kommun" if name.startswith("Hå") else "Habo kommun"}
