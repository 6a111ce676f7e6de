"""The deliveries page: nothing takes effect unseen, and what was seen is what takes effect."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from s3metrics.intake.sources import NamedBytes
from s3metrics.platform import Platform
from tests.ui import world
from tests.ui.conftest import PROJECT, Opened
from tests.ui.test_pages import DELIVERIES, OVERVIEW, metrics, said
from ui.office import received, upload

NEW = f"{world.PARTICIPATIONS}LIV-01;{world.GAMMA};2025-09-01;radgivning;2;\n"
ONE = "\n".join(world.PARTICIPATIONS.splitlines()[:2]) + "\n"
EFFECT = "Låt leveransen gälla"


def offer(app: AppTest, files: list[NamedBytes], sender: str = world.FOOD) -> AppTest:
    app.main.file_uploader[0].set_value([(f.name, f.content, "text/csv") for f in files])
    box = next(box for box in app.main.selectbox if box.label == "Avsändare")
    box.set_value(sender)
    app.run()
    assert not app.exception, app.exception
    return app


def button(app: AppTest, label: str) -> object:
    return next((button for button in app.main.button if button.label == label), None)


def reached(database: Path) -> int:
    platform = Platform.open(database, today=lambda: world.TODAY)
    return int(platform.compute("smes_reached").total.value)


@pytest.mark.usefixtures("database")
def test_page_tells_who_has_delivered_and_what_waits(open_page: Opened) -> None:
    app = open_page(DELIVERIES)
    waiting = app.table[0].value
    assert list(waiting["Var raden står"]) == ["deltaganden\\.csv, Deltaganden, rad 8"]
    assert list(waiting["Angivet"]) == ["Stöd\\: kramar"]
    senders = app.table[1].value.set_index("Avsändare")
    assert senders.loc[world.FOOD.replace(".", "\\."), "Att rätta"] == 1
    assert "nr 1" in senders.loc[world.FOOD, "Senaste leverans"]
    assert list(app.dataframe[0].value["Nr"]) == [2, 1]


def test_check_shows_rows_and_figures_and_changes_nothing(
    own_database: Path, open_page: Opened
) -> None:
    app = offer(open_page(DELIVERIES), [world.file("deltaganden", NEW)])
    rows, figures = app.table[0].value, app.table[1].value
    assert rows.loc["Deltaganden", "Lästa"] == 8
    assert rows.loc["Deltaganden", "Nya"] == 1
    assert (figures.loc["SMF som nåtts", "Nu"], figures.loc["SMF som nåtts", "Efter"]) == (2, 3)
    assert "Ingenting har ändrats än." in said(app)
    faults = app.table[2].value
    assert list(faults["Var raden står"]) == ["deltaganden\\.csv, Deltaganden, rad 8"]
    assert list(faults["Angivet"]) == ["Stöd\\: kramar"]
    assert reached(own_database) == 2


def test_delivery_takes_effect_and_is_reported(own_database: Path, open_page: Opened) -> None:
    app = offer(open_page(DELIVERIES), [world.file("deltaganden", NEW)])
    button(app, EFFECT).click().run()  # type: ignore[attr-defined]
    assert not app.exception
    assert f"Leverans nr 3 från {world.FOOD} gäller nu." in said(app)
    assert reached(own_database) == 3
    # The uploader is empty again: nothing is offered twice.
    assert button(app, EFFECT) is None
    app.switch_page(OVERVIEW).run()
    assert metrics(app)["SMF som nåtts"] == "3"


@pytest.mark.usefixtures("own_database")
def test_same_list_again_changes_nothing_and_says_so(open_page: Opened) -> None:
    app = offer(open_page(DELIVERIES), world.food_files())
    assert "Listan är redan mottagen: ingenting skulle ändras." in said(app)
    assert button(app, EFFECT) is None


def test_withdrawals_must_be_confirmed(own_database: Path, open_page: Opened) -> None:
    app = offer(open_page(DELIVERIES), [world.file("deltaganden", ONE)])
    assert "Leveransen drar tillbaka 5 rader ur Deltaganden" in said(app)
    assert button(app, EFFECT).disabled  # type: ignore[attr-defined]
    app.main.checkbox[0].check().run()
    effect = button(app, EFFECT)
    assert not effect.disabled  # type: ignore[attr-defined]
    effect.click().run()  # type: ignore[attr-defined]
    assert not app.exception
    assert reached(own_database) == 1


def test_click_on_a_check_that_is_out_of_date_delivers_nothing(
    own_database: Path, open_page: Opened
) -> None:
    app = offer(open_page(DELIVERIES), [world.file("deltaganden", NEW)])
    effect = button(app, EFFECT)
    # Meanwhile somebody else delivers: the figures that were checked are no longer those.
    other = Platform.open(own_database, today=lambda: world.TODAY)
    other.deliver([world.file("bakgrund", CONTEXT)], "Region Gotland")
    effect.click().run()  # type: ignore[attr-defined]
    assert not app.exception
    assert "gäller nu" not in said(app)
    assert reached(own_database) == 2
    assert len(other.deliveries()) == 3


CONTEXT = "Län;År;Antal företag;Källa\n09;2024;100;SCB\n"


@pytest.mark.usefixtures("own_database")
@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("foretag.xlsx", b"not a workbook", "foretag.xlsx"),
        ("foretag.csv", b"", "foretag.csv"),
        ("okand.csv", b"a;b\n1;2\n", "okand.csv"),
    ],
)
def test_unusable_file_is_told_in_words(
    open_page: Opened, name: str, content: bytes, message: str
) -> None:
    app = offer(open_page(DELIVERIES), [NamedBytes(name=name, content=content)])
    assert len(app.error) == 1
    assert message in app.error[0].value.replace("\\", "")
    assert button(app, EFFECT) is None


def test_first_delivery_into_an_empty_database(empty: Path, open_page: Opened) -> None:
    app = offer(open_page(DELIVERIES), world.food_files())
    figures = app.table[1].value
    assert figures.loc["SMF som nåtts", "Efter"] == 2
    button(app, EFFECT).click().run()  # type: ignore[attr-defined]
    assert not app.exception
    assert reached(empty) == 2
    # Not the sample: nothing says so.
    assert not app.warning


@pytest.mark.usefixtures("database")
def test_quarantine_file_is_the_one_to_send_back(platform: Platform) -> None:
    book = openpyxl.load_workbook(BytesIO(received._quarantine_file(platform.quarantine())))
    assert book.sheetnames == ["Läs mig", "Deltaganden"]
    assert book["Deltaganden"].max_row == 2


def test_a_sender_in_another_spelling_is_not_called_unknown(
    own_database: Path, open_page: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = world.file("deltaganden", NEW)
    offered = upload.Offer(files=(file,), sender=world.FOOD.upper(), format="s3")
    with monkeypatch.context() as patched:
        # The box cannot be typed into without a browser.
        patched.setattr(upload, "_ask", lambda: offered)
        app = open_page(DELIVERIES)
    assert f"räknas som ”{world.FOOD}”" in said(app).replace("\\", "")
    assert "har inte levererat förut" not in said(app)
    # And one who is listed in another spelling than it delivered under is one sender.
    given = (PROJECT / "data" / "programme.toml").read_text("utf-8")
    assert f'"{world.FOOD}"' in given
    path = own_database.parent / "programme.toml"
    path.write_text(given.replace(world.FOOD, world.FOOD.upper()), encoding="utf-8")
    monkeypatch.setenv("S3METRICS_PROGRAMME", str(path))
    app = open_page(DELIVERIES)
    (table,) = (t.value for t in app.table if "Senaste leverans" in t.value.columns)
    names = list(table["Avsändare"])
    assert world.FOOD.upper() in names
    assert world.FOOD not in names
    assert f"Äldst är listan från {world.FOOD}" in said(app).replace("\\", "")
