"""The page of analysts' own questions, without a browser."""

from __future__ import annotations

import json
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from s3metrics.explore.answer import Answer
from s3metrics.explore.answer_files import stamp_lines
from s3metrics.explore.queries import Draft
from s3metrics.explore.sample_questions import SAMPLE_QUESTIONS
from s3metrics.indicators import find_indicator
from s3metrics.platform import Platform
from tests.ui.conftest import Opened
from ui.drawing import exports
from ui.explore import cells, links, mapping
from ui.explore.answering import marked

PAGE = "pages/analysis/explore.py"
COUNT = "SELECT county_name, count(DISTINCT company) AS n FROM participation GROUP BY 1 ORDER BY 1"

pytestmark = pytest.mark.usefixtures("database")


def said(app: AppTest) -> str:
    kinds = (app.markdown, app.caption, app.info, app.warning, app.error, app.success)
    return "\n".join(str(e.value).replace("\\", "") for kind in kinds for e in kind)


def shown(app: AppTest) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = app.dataframe[0].value.to_dict("records")
    return rows


def param(app: AppTest, name: str) -> str:
    """A parameter of the address: a list as it was opened, a text as the page wrote it."""
    given = app.query_params[name]
    return given if isinstance(given, str) else given[0]


def ask(open_page: Opened, sql: str, **named: str) -> AppTest:
    return open_page(PAGE, as_it_comes=True, ask="sql", sql=sql, **named)


def test_the_page_begins_with_a_figure_built_without_sql(
    open_page: Opened, platform: Platform
) -> None:
    app = open_page(PAGE, as_it_comes=True)
    result = platform.compute("smes_reached", by=("county",))
    assert {row["Län (kod)"]: row["SMF som nåtts"] for row in shown(app)} == {
        code: result.cell(county=code).value for code in ("06", "07", "08", "09")
    }
    assert "FROM indicator_smes_reached" in app.code[0].value
    assert "Inte officiell statistik" in said(app)
    assert "känt nu" in said(app)


def test_what_is_built_is_told_in_words_and_what_is_written_in_its_own(open_page: Opened) -> None:
    named = {"indicator": "cross_county_share", "by": "area", "totals": "yes"}
    app = open_page(PAGE, as_it_comes=True, **named)
    titles = ["Område", "Andel länsöverskridande insatser", "Täljare", "Nämnare", "Status"]
    assert list(shown(app)[0]) == [*titles, "Område (kod)"]
    assert {row["Status"] for row in shown(app)} == {"uppgift finns", "ej rapporterat"}
    assert shown(app)[0]["Område"] == "Totalt"
    # In English the members have their English names, and a value is what its unit makes it.
    app = open_page(PAGE, as_it_comes=True, **named, lang="en", shown="columns")
    rows = profiled(app)
    assert "Area" in rows and "Status" in rows
    share = rows[find_indicator("cross_county_share").label.en]
    assert share["Largest"].endswith("%")
    button(app, "Take over into the editor").click().run()
    assert list(profiled(app)) == [
        "area",
        "area_name",
        "value",
        "numerator",
        "denominator",
        "status",
    ]


def profiled(app: AppTest) -> dict[str, dict[str, str]]:
    rows = app.table[0].value.map(lambda cell: cell.replace("\\", "")).to_dict("records")
    return {row["Column"]: row for row in rows}


def test_times_stay_in_order_and_links_fit_both_languages(open_page: Opened) -> None:
    named = {"by": "", "time": "half_year", "totals": "yes", "shown": "chart", "x": "half_year"}
    for lang, title, total in (("sv", "halvår", "Totalt"), ("en", "half-year", "Total")):
        app = open_page(PAGE, as_it_comes=True, **named, lang=lang)
        assert title in said(app) and not app.warning[1:]
        assert total in app.get("plotly_chart")[0].proto.spec


def test_the_built_query_is_taken_over_into_the_editor(open_page: Opened) -> None:
    app = open_page(PAGE, as_it_comes=True, by="county", indicator="smes_new")
    built = app.code[0].value
    button(app, "Ta över i redigeraren").click().run()
    assert app.text_area[0].value == built
    assert param(app, "ask") == "sql"
    assert links.opened(param(app, "sql")) == built


def test_choices_build_another_query(open_page: Opened) -> None:
    app = open_page(PAGE, as_it_comes=True)
    next(one for one in app.selectbox if one.label == "Mått").select("cross_county_share").run()
    assert "indicator_cross_county_share" in app.code[0].value
    assert not app.exception


def test_chosen_members_stand_apart_with_the_reason(open_page: Opened) -> None:
    app = open_page(PAGE, as_it_comes=True, by="county", only="county=07,county=08")
    assert [(row["Län (kod)"], row["SMF som nåtts"]) for row in shown(app)] == [
        ("07", 1),
        ("08", 2),
    ]
    assert "läggs inte ihop" in said(app)


def button(app: AppTest, label: str) -> Button:
    return next(one for one in app.button if one.label == label)


def test_what_is_written_is_run_and_stands_in_the_address(open_page: Opened) -> None:
    app = open_page(PAGE, as_it_comes=True, ask="sql")
    assert "Skriv en fråga" in said(app)
    app.text_area[0].set_value(COUNT)
    button(app, "Kör frågan").click().run()
    assert {row["county_name"]: row["n"] for row in shown(app)} == {
        "Kalmar län": 3,
        "Kronobergs län": 2,
    }
    assert param(app, "sql") == COUNT


def test_a_link_opens_the_query_with_its_parameters(open_page: Opened) -> None:
    sql = "SELECT count(*) AS n FROM participation WHERE municipality_name = $kommun"
    app = ask(open_page, sql, given=links.written({"kommun": "Växjö", "annat": "x"}))
    assert app.text_area[0].value == sql
    field = next(one for one in app.text_input if one.label == "$kommun")
    assert field.value == "Växjö"
    assert shown(app)[0]["n"] == 2
    field.set_value("Kalmar")
    button(app, "Kör frågan").click().run()
    assert shown(app)[0]["n"] == 4
    assert links.values_of(param(app, "given")) == {"kommun": "Kalmar"}


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("SELECT compny\nFROM company", ("nämner något som inte finns", "compny", "rad 1")),
        ("SELECT FROM WHERE", ("går inte att läsa",)),
        ("COPY company TO '/tmp/x'", ("inte att göra härifrån",)),
        ("SELECT * FROM read_csv('/etc/passwd')", ("inte att göra härifrån",)),
        ("SELECT $a", ("$a",)),
    ],
)
def test_faults_are_told_and_leave_the_page_up(
    open_page: Opened, sql: str, words: tuple[str, ...]
) -> None:
    app = ask(open_page, sql)
    told = " ".join(str(error.value) for error in app.error).replace("\\", "")
    assert all(word in told for word in words), told
    assert not app.dataframe and "Medfinansieras" in said(app)
    app.text_area[0].set_value("SELECT 1 AS n")
    button(app, "Kör frågan").click().run()
    assert shown(app)[0]["n"] == 1


def test_faults_in_english(open_page: Opened) -> None:
    app = ask(open_page, "SELECT compny FROM company", lang="en")
    assert "does not exist" in app.error[0].value and "Did you mean" in app.error[0].value


@pytest.mark.parametrize("broken", ["~", "~abc", "~!!!", links.packed("x" * 400)[:-9]])  # type: ignore[index]
def test_a_broken_link_says_so(open_page: Opened, broken: str) -> None:
    app = ask(open_page, broken)
    assert "går inte att läsa" in app.warning[-1].value
    assert not app.exception and not app.dataframe


def test_a_cut_answer_says_so(
    open_page: Opened, monkeypatch: pytest.MonkeyPatch, platform: Platform
) -> None:
    asked = Platform.sql

    def cut(self: Platform, query: str, **named: object) -> Answer:
        found = asked(self, query, **named)  # type: ignore[arg-type]
        return Answer(table=found.table, is_cut=True, seconds=found.seconds, stamp=found.stamp)

    monkeypatch.setattr(Platform, "sql", cut)
    assert "kapat vid 2 rader" in said(ask(open_page, COUNT))


def test_the_table_is_filtered_sorted_and_paged(open_page: Opened) -> None:
    app = ask(open_page, "SELECT range AS n, 'rad ' || range AS name FROM range(120)")
    assert len(shown(app)) == 50 and "Rad 1–50 av 120" in said(app)
    order = next(one for one in app.selectbox if one.label == "Ordna efter")
    order.select("n").run()
    next(one for one in app.toggle if one.label == "Störst först").set_value(True).run()
    assert shown(app)[0]["n"] == 119
    next(one for one in app.text_input if one.label == "Rader som innehåller").set_value(
        "rad 7"
    ).run()
    assert [row["n"] for row in shown(app)] == [79, 78, 77, 76, 75, 74, 73, 72, 71, 70, 7]
    assert "Rad 1–11 av 11 som innehåller det, av 120 i svaret" in said(app)
    # All of it stands in the address, until another question is asked.
    held = {name: param(app, name) for name in ("find", "order", "falling")}
    assert held == {"find": "rad 7", "order": "n", "falling": "yes"}
    again = ask(open_page, "SELECT range AS n, 'rad ' || range AS name FROM range(120)", **held)
    assert shown(again) == shown(app)
    app.text_area[0].set_value("SELECT 1 AS m")
    button(app, "Kör frågan").click().run()
    assert shown(app) == [{"m": 1}] and not {"find", "order"} & {*map(str, app.query_params)}


def test_columns_of_one_name_are_both_shown(open_page: Opened) -> None:
    app = ask(open_page, "SELECT 1 AS n, 2 AS n")
    assert list(shown(app)[0].values()) == [1, 2]


@pytest.mark.parametrize("kind", ["bar", "line", "heat", "scatter", "map"])
def test_every_chart_is_drawn_with_its_stamp(open_page: Opened, kind: str) -> None:
    app = ask(
        open_page, COUNT, shown="chart", draw=kind, x="n" if kind == "scatter" else "county_name"
    )
    drawn = app.get("plotly_chart")
    assert len(drawn) == 1 and not app.exception
    assert "Inte officiell statistik" in drawn[0].proto.spec
    assert "Högst" in said(app)


@pytest.mark.parametrize(("kind", "axis"), [("bar", "yaxis"), ("line", "xaxis"), ("heat", "xaxis")])
def test_days_are_labels_in_our_own_words(open_page: Opened, kind: str, axis: str) -> None:
    sql = "SELECT DATE '2025-01-01' + range::INT * 31 AS day, range AS n, 'a' AS s FROM range(3)"
    app = ask(open_page, sql, shown="chart", draw=kind, x="day")
    figure = json.loads(app.get("plotly_chart")[0].proto.spec)
    assert figure["layout"][axis]["type"] == "category"
    assert figure["data"][0][axis[0]] == ["2025-01-01", "2025-02-01", "2025-03-04"]


@pytest.mark.parametrize("kind", ["line", "heat", "bar"])
def test_labels_that_are_alike_when_shortened_stay_marks_of_their_own(
    open_page: Opened, kind: str
) -> None:
    names = [f"Kompetenscentrum för träindustrin i {place}" for place in ("Nässjö", "Växjö")]
    # A name of its own that is what the second one is shown as.
    names.append("Kompetenscentrum för träind… (2)")
    one = f"SELECT unnest({names}) AS x, unnest([1, 2, 3]) AS n"
    sql = f"SELECT x, n, x AS y FROM ({one})" if kind == "heat" else one
    app = ask(open_page, sql, shown="chart", draw=kind, x="x")
    drawn = json.loads(app.get("plotly_chart")[0].proto.spec)["data"][0]
    across = drawn["y" if kind == "bar" else "x"]
    assert len(set(across)) == 3, across
    if kind == "heat":
        assert [drawn["z"][at][at] for at in range(3)] == [1, 2, 3]
        assert len(set(drawn["y"])) == 3
        assert drawn["customdata"][1][0] == f"{names[1]}, {names[0]}"
    else:
        assert all(name in told for name, told in zip(names, drawn["customdata"], strict=True))
    if kind != "bar":
        assert across[0] == "Kompetenscentrum för träind…"


@pytest.mark.parametrize(
    ("value", "text"),
    [("DATE '20000-01-01'", "20000-01-01"), ("INTERVAL 3 MONTH", "3 months")],
)
@pytest.mark.parametrize("part", ["table", "chart", "columns"])
def test_what_python_cannot_hold_is_shown_as_text(
    open_page: Opened, value: str, text: str, part: str
) -> None:
    app = ask(open_page, f"SELECT {value} AS x, 1 AS n", shown=part)
    assert not app.exception and not app.error
    if part == "table":
        assert shown(app)[0]["x"] == text
    elif part == "chart":
        assert text in app.get("plotly_chart")[0].proto.spec
    else:
        least = app.table[0].value.to_dict("records")[0]["Minst"]
        assert least.replace("\\", "") == text


def test_rows_that_would_be_one_mark_are_not_added_up(open_page: Opened) -> None:
    sql = "SELECT county_name, size_name, count(*) AS n FROM participation GROUP BY ALL"
    app = ask(open_page, sql, shown="chart", x="county_name")
    assert "läggs inte ihop" in said(app) and not app.get("plotly_chart")
    app = ask(open_page, sql, shown="chart", x="county_name", split="size_name")
    assert len(app.get("plotly_chart")) == 1


def test_columns_are_profiled(open_page: Opened) -> None:
    app = ask(
        open_page, "SELECT * FROM (VALUES (1, 'a'), (2, NULL), (2, 'b')) t(n, x)", shown="columns"
    )
    rows = app.table[0].value.to_dict("records")
    assert rows[0] == {
        "Kolumn": "n",
        "Typ": "heltal",
        "Tomma": "0",
        "Olika": "2",
        "Minst": "1",
        "Störst": "2",
    }
    assert (rows[1]["Tomma"], rows[1]["Olika"]) == ("1", "2")
    assert len(app.get("plotly_chart")) == 1


def test_a_query_is_saved_opened_and_restored(open_page: Opened, own_database: Path) -> None:
    app = ask(open_page, COUNT)
    fill(app, Namn="Per län", Ägare="Åsa")
    assert "är sparad som version 1" in said(app)
    id_ = param(app, "saved")
    app.text_area[0].set_value("SELECT 2 AS n")
    button(app, "Kör frågan").click().run()
    fill(app)
    assert "är sparad som version 2" in said(app)
    kept = Platform.open(own_database).query_versions(id_)
    assert [(one.version, one.sql) for one in kept] == [(2, "SELECT 2 AS n"), (1, COUNT)]
    button(app, "Återställ version 1").click().run()
    assert app.text_area[0].value == COUNT
    assert Platform.open(own_database).query_versions(id_)[0].restored == 1
    button(app, "Dölj").click().run()
    assert Platform.open(own_database).queries() == []
    assert "Inga ännu" in said(app)


def fill(app: AppTest, **fields: str) -> None:
    for label, value in fields.items():
        next(one for one in app.text_input if one.label == label).set_value(value)
    button(app, "Spara").click().run()


def test_saving_without_a_name_says_what_is_missing(open_page: Opened, own_database: Path) -> None:
    app = ask(open_page, COUNT)
    fill(app, Namn="", Ägare="Åsa")
    assert "behöver ett namn" in said(app)
    assert Platform.open(own_database).queries() == []


def test_a_long_query_is_packed_and_one_that_no_address_holds_is_told(
    open_page: Opened,
) -> None:
    long = "SELECT " + " + ".join(str(n) for n in range(300)) + " AS n"
    app = open_page(PAGE, as_it_comes=True, ask="sql")
    app.text_area[0].set_value(long)
    button(app, "Kör frågan").click().run()
    assert param(app, "sql").startswith("~")
    assert shown(app)[0]["n"] == sum(range(300))
    noise = "SELECT 1 AS n -- " + "".join(chr(0x4E00 + n * 7919 % 20000) for n in range(9000))
    app.text_area[0].set_value(noise)
    button(app, "Kör frågan").click().run()
    assert "för lång för en adress" in said(app) and "sql" not in app.query_params
    assert shown(app)[0]["n"] == 1


def test_a_proposal_is_made_of_the_query(open_page: Opened) -> None:
    app = open_page(
        PAGE,
        ask="sql",
        sql="SELECT count(DISTINCT company) FROM participation WHERE is_supporting",
    )
    entry = next(code.value for code in app.code if code.value.startswith("Indicator("))
    assert "flags=('is_supporting',)" in entry and "FYLL_I" in entry


def test_a_sample_question_opens_as_a_query(open_page: Opened) -> None:
    app = open_page(PAGE, as_it_comes=True)
    question = SAMPLE_QUESTIONS[-2]
    button(app, question.text.sv).click().run()
    assert app.text_area[0].value == question.sql
    assert next(iter(question.parameters.values())) in [one.value for one in app.text_input]
    assert app.dataframe and not app.error


def test_a_saved_query_opens_with_its_chart(open_page: Opened, own_database: Path) -> None:
    platform = Platform.open(own_database)
    draft = Draft(name="D", owner="Å", description="", sql=COUNT, chart={"draw": "line", "x": "n"})
    saved = platform.save_query(draft)
    app = open_page(PAGE, as_it_comes=True)
    button(app, "Öppna frågan").click().run()
    assert param(app, "draw") == "line" and param(app, "saved") == saved.id


@pytest.mark.parametrize("text", ["SELECT 1", "å" * 200, "~SELECT", "x" * 5000, "a\n\tb — ”c”"])
def test_links_hold_a_query_whole(text: str) -> None:
    packed = links.packed(text)
    assert packed is not None and links.opened(packed) == text
    assert len(packed) <= 6000


def test_a_link_that_unpacks_into_more_than_a_query_is_broken() -> None:
    bomb = links.packed("x" * 3_000_000)
    assert bomb is not None
    with pytest.raises(links.BrokenLink):
        links.opened(bomb)


def test_filters_and_values_survive_the_address() -> None:
    values = {"a": "1=2&3", "län": "Å, Ä"}
    assert links.values_of(links.written(values)) == values
    assert links.values_of("&".join(["a=1"] * 2000)) == {}


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ((2, 8), "1 │ SELECT a\n2 │ FROM   b\n  │        ▲"),
        ((1, 1), "1 │ SELECT a\n  │ ▲"),
        ((9, 3), "1 │ SELECT a\n2 │ FROM   b\n  │   ▲"),
    ],
)
def test_the_place_of_an_error_is_marked(at: tuple[int, int], told: str) -> None:
    assert marked("SELECT a\nFROM   b", *at) == told


def test_values_in_words() -> None:
    assert cells.text(Decimal("1234.5000")) == "1\u00a0234,5"
    assert [cells.text(v) for v in (None, True, 0.1234567, -1)] == ["", "ja", "0,123457", "\u22121"]
    assert cells.names(["n", "n", "n (2)"]) == ["n", "n (2)", "n (2) (2)"]
    frame = cells.for_files(pa.table({"b": [True], "l": [[1]], "f": [float("nan")]}), "blf")
    assert frame.iloc[0].tolist() == ["ja", "[1]", "nan"]


def test_places_are_found_by_code_and_by_name() -> None:
    by_name = mapping.placed(["Kalmar län", "Gotlands län", "Totalt"])
    assert dict(by_name.codes) == {"08": 0, "09": 1} and by_name.strangers == ("Totalt",)
    in_english = mapping.placed(["Kalmar County", "Gotland County", "Total"])
    assert dict(in_english.codes) == {"08": 0, "09": 1} and not in_english.is_municipality
    towns = mapping.placed(["0780", "Kalmar", "Växjö"])
    assert towns.is_municipality and dict(towns.codes) == {"0780": 0, "0880": 1}
    assert towns.repeated == ("Växjö",)


def test_the_excel_file_is_stamped(platform: Platform) -> None:
    answer = platform.sql("SELECT 1 AS n, '=1+1' AS text")
    facts = [line.sv for line in stamp_lines(answer)]
    content = exports.as_xlsx(cells.for_files(answer.table, answer.table.column_names), facts)
    tab = openpyxl.load_workbook(BytesIO(content)).active
    texts = [str(cell.value) for row in tab.iter_rows() for cell in row if cell.value]
    assert texts[:4] == ["n", "text", "1", "=1+1"]
    assert any(text.startswith("Inte officiell") for text in texts)
    assert "Fråga: SELECT 1 AS n, '=1+1' AS text" in texts
    assert (
        exports.as_csv(cells.for_files(answer.table, answer.table.column_names), facts)
        .decode("utf-8-sig")
        .startswith("n;text\r\n1;'=1+1\r\n")
    )
