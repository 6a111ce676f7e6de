"""The steering group's page: targets, red flags, what has changed, and what waits to be opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3metrics.engine.result import Cell, Status
from s3metrics.indicators import find_indicator
from s3metrics.platform import Platform
from s3metrics.targets import Standing
from s3metrics.targets.flags import Kind
from tests.ui.conftest import PROJECT, Opened
from tests.ui.test_pages import OVERVIEW, metrics, said
from ui.steering import changes, course

pytestmark = pytest.mark.usefixtures("database")


def test_headline_stands_beside_its_target(open_page: Opened, platform: Platform) -> None:
    app = open_page(OVERVIEW, as_it_comes=True)
    (status,) = [
        s for s in platform.targets() if s.indicator.id == "smes_reached" and s.target == 500
    ]
    # Three finished quarters only: no pace, and no standing made up for it.
    assert status.status is None
    assert "2 av 500 till 31 december 2026" in said(app) + progress(app)
    assert "Takten kan inte bedömas" in said(app)
    assert "Målen är exempel, ur inga beslut." in said(app)


def progress(app: object) -> str:
    return "\n".join(bar.proto.text for bar in app.get("progress"))  # type: ignore[attr-defined]


def test_summary_counts_the_programmes_targets(open_page: Opened, platform: Platform) -> None:
    app = open_page(OVERVIEW, as_it_comes=True)
    whole = {s.indicator.id: s for s in platform.targets() if not s.area and not s.county}
    reached = [s for s in whole.values() if s.status is Standing.REACHED]
    assert f"Av programmets {len(whole)} mål är **{len(reached)}** nådda" in said(app)


def test_selection_of_a_county_has_the_countys_target_or_none(open_page: Opened) -> None:
    assert "av 280 till 29 mars 2029" in progress(open_page(OVERVIEW, county="07"))
    app = open_page(OVERVIEW, county="07,08")
    assert "till 29 mars 2029" not in progress(app)
    assert "Inget mål som går att följa över tid är satt för urvalet." in said(app)


def test_red_flags_are_the_cores_in_words(open_page: Opened, platform: Platform) -> None:
    flags = platform.flags()
    assert {flag.kind for flag in flags} >= {Kind.SPENDING, Kind.COUNTY_NOT_REACHED}
    text = said(open_page(OVERVIEW, as_it_comes=True))
    assert f"{len(flags)} saker, för hela programmet." in text
    for flag in flags:
        assert f"**{flag.headline.sv}**" in text
        assert flag.told.sv in text


def test_changes_since_a_day_are_told_in_words(open_page: Opened) -> None:
    # On 1 October the companies had come, and not yet the money.
    app = open_page(OVERVIEW, as_it_comes=True, since="date", since_date="2025-10-01")
    table = app.table[0].value
    titles = [title.replace("\\", "") for title in table.columns]
    assert titles == ["Skillnad", "1 okt. 2025", "24 nov. 2025"]
    assert list(table.loc["SMF som nåtts"]) == [0, 2, 2]
    assert table.loc["Beslutad finansiering"].iloc[2] == 1_200_000
    told = said(app)
    assert "0 av 12 siffror har ändrats sedan 1 oktober 2025." in told


def test_before_the_first_delivery_there_is_nothing_to_compare_with(open_page: Opened) -> None:
    app = open_page(OVERVIEW, as_it_comes=True, since="date", since_date="2025-09-01")
    assert "Ingen leverans hade kommit då" in said(app)


def test_bad_day_to_compare_with_gives_a_message(open_page: Opened) -> None:
    app = open_page(as_it_comes=True, since="date", since_date="2035-01-01")
    assert "”2035-01-01” för ”since_date” finns inte" in said(app)


@pytest.mark.parametrize(
    ("indicator", "before", "after", "words"),
    [
        ("smes_reached", 389, 472, "83 fler"),
        ("smes_reached", 5, 1, "4 färre"),
        ("smes_reached", 5, 5, "oförändrat"),
        ("costs", 100, 1_500_100, "1,5 mnkr mer"),
        ("burn_rate", 0.5, 0.523, "2,3 procentenheter högre"),
        ("cost_per_sme", 2000, 1500, "500 kr lägre"),
        ("smes_reached", None, 5, "kan inte jämföras"),
    ],
)
def test_difference_in_words(
    indicator: str, before: float | None, after: float, words: str
) -> None:
    then = Cell(before, None, None, Status.NOT_REPORTED if before is None else Status.OK)
    found = changes.in_words(find_indicator(indicator), then, Cell(after, None, None, Status.OK))
    assert found == words


def test_what_is_not_opened_is_not_computed_and_not_drawn(open_page: Opened) -> None:
    closed = open_page(OVERVIEW, as_it_comes=True)
    assert "Nya SMF" not in metrics(closed)
    assert len(closed.get("plotly_chart")) <= 2
    opened = open_page(OVERVIEW)
    assert metrics(opened)["Nya SMF"] == "2"
    assert len(opened.get("plotly_chart")) == len(closed.get("plotly_chart")) + 1


@pytest.mark.parametrize(
    ("highest", "last", "count"), [(600, 600, 4), (1000, 1000, 5), (0.61, 0.8, 5), (0, 1, 5)]
)
def test_axis_has_round_steps(highest: float, last: float, count: int) -> None:
    found = course.steps(highest)
    assert (round(found[-1], 6), len(found)) == (last, count)
    assert found[0] == 0


def test_receipt_of_a_figure_on_the_page_opens_again(open_page: Opened, platform: Platform) -> None:
    app = open_page(OVERVIEW, as_it_comes=True)
    code = platform.compute("smes_reached").receipt.code
    app.sidebar.text_input[0].set_value(code)
    next(b for b in app.sidebar.button if b.label == "Sök").click().run()
    assert not app.exception
    assert "Räknad på nytt ur samma rader blir siffran densamma." in said(app)
    assert "2 företag i 4 rader: antalet företag stämmer med siffran." in said(app)
    assert metrics(app)["SMF som nåtts"] == "2"


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("K4QPT-7XA2M", "Ingen siffra har visats med koden ”K4QPT-7XA2M”"),
        ("XXX", "”XXX” är ingen kvittokod."),
    ],
)
def test_unknown_receipt_is_told_in_words(open_page: Opened, code: str, message: str) -> None:
    app = open_page(OVERVIEW, as_it_comes=True)
    app.sidebar.text_input[0].set_value(code)
    next(b for b in app.sidebar.button if b.label == "Sök").click().run()
    assert not app.exception
    assert message in said(app)


def test_statement_of_accessibility_is_honest(open_page: Opened) -> None:
    app = open_page("pages/about/accessibility.py")
    assert "DOS-lagen" in said(app)
    assert "Sidorna är delvis förenliga med lagen." in said(app)


@pytest.fixture
def own_targets(database: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The programme with three targets: passed and reached, passed and missed, and not judged."""
    given = (PROJECT / "data" / "programme.toml").read_text("utf-8").split("[[targets]]")[0]
    targets = (("smes_reached", 2), ("participations", 900), ("burn_rate", 1))
    path = tmp_path / "programme.toml"
    path.write_text(
        given
        + "\n".join(
            f'[[targets]]\nindicator = "{name}"\ndate = 2025-06-30\nvalue = {value}\n'
            'source = "Programmets beslut"'
            for name, value in targets
        ),
        encoding="utf-8",
    )
    monkeypatch.setenv("S3METRICS_PROGRAMME", str(path))


@pytest.mark.usefixtures("own_targets")
def test_targets_whose_day_has_passed_and_what_is_never_judged(open_page: Opened) -> None:
    app = open_page(OVERVIEW, as_it_comes=True)
    told = said(app)
    assert (
        "Av programmets 3 mål är **1** nådda och **0** på väg; **1** ligger efter. "
        "1 följs utan bedömning." in told
    )
    assert "räcker uppgifterna inte" not in told
    assert "Målet nåddes i tid" in told
    assert "2 av 2 till 30 juni 2025" in told + progress(app)
    assert "Följs utan bedömning" in told
    english = said(open_page(OVERVIEW, as_it_comes=True, lang="en"))
    assert "1 is followed and not judged." in english
    assert "Followed, not judged" in english
