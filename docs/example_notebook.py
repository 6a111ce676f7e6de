"""Tre frågor som ingen indikator svarar på, ställda i en anteckningsbok (marimo).

    marimo edit docs/example_notebook.py     # läs och ändra i webbläsaren
    python docs/example_notebook.py          # kör alla celler; slutar med fel om en cell gör det

Databasen är den som S3METRICS_DB anger, annars data/s3.duckdb.
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium")


@app.cell
def _():
    import marimo as mo
    import pandas as pd
    import plotly.express as px

    import s3metrics

    db = s3metrics.open()
    return db, mo, pd, px


@app.cell(hide_code=True)
def _(db, mo):
    _about = db.sql("SELECT * FROM about").rows()[0]
    mo.md(
        f"""
        # Tre frågor om {_about["programme"]}

        {"**EXEMPELDATA – inga riktiga uppgifter.**" if _about["is_sample"] else ""}
        Svaren gäller det som är känt efter leverans {_about["delivery"]}, till och med
        {_about["today"]}. Siffror som `db.compute` räknar är desamma som på sidorna och har ett
        kvitto. Svar på egna frågor med `db.sql` är inte officiell statistik; de går i en avskild
        process på en kopia utan personnummer.
        """
    )
    return


@app.cell(hide_code=True)
def _(mo):
    mo.md("""
    ## 1. Är det samma företag som nås i flera län?

    Summan av länens siffror är större än totalen när ett företag fått stöd i flera län. Hur
    många företag är det, och mellan vilka län?
    """)
    return


@app.cell
def _(db):
    reached = db.compute("smes_reached", by="county")
    reached
    return (reached,)


@app.cell
def _(db):
    pairs = db.sql(
        """
        WITH reached AS (
            SELECT DISTINCT company, county, county_name FROM participation
            WHERE is_supporting AND is_inside AND is_sme AND is_in_period
        )
        SELECT a.county_name AS ett_lan, b.county_name AS annat_lan,
               count(DISTINCT company) AS foretag
        FROM reached a JOIN reached b USING (company)
        WHERE a.county < b.county
        GROUP BY ALL ORDER BY foretag DESC, ett_lan, annat_lan
        """
    )
    pairs
    return (pairs,)


@app.cell
def _(db, reached):
    # Samma räkning för hand ur enheterna måste ge den officiella siffran, län för län.
    by_hand = db.sql(
        """
        SELECT county, count(DISTINCT company) AS foretag FROM participation
        WHERE is_supporting AND is_inside AND is_sme AND is_in_period
        GROUP BY county
        """
    )
    official = {row["county"]: row["value"] for row in reached.rows() if row["county"] != "*"}
    assert {row["county"]: row["foretag"] for row in by_hand.rows()} == official
    return


@app.cell(hide_code=True)
def _(mo, pairs, reached):
    _parts = sum(row["value"] or 0 for row in reached.rows() if row["county"] != "*")
    _top = pairs.rows()[0] if len(pairs) else None
    mo.md(
        f"""
        Länen blir tillsammans **{_parts}**, men företagen är **{reached.value}**. Skillnaden,
        {_parts - reached.value}, är samma företag räknade en gång till i ett annat län.
        """
        + (
            f"""
        Inget par av län delar fler än {_top["ett_lan"]} och {_top["annat_lan"]}:
        {_top["foretag"]} företag.
        """
            if _top
            else ""
        )
    )
    return


@app.cell(hide_code=True)
def _(mo):
    mo.md("""
    ## 2. Når de som varit i flera insatser längre?

    För varje företag: i hur många insatser fick det stöd, och har det därefter lämnat en
    produkt- eller processinnovation? Hur lång tid tog det från första stödet?
    """)
    return


@app.cell
def _(db):
    further = db.sql(
        """
        WITH supported AS (
            SELECT company, min(date) AS first_support,
                   least(count(DISTINCT initiative), 3) AS initiatives
            FROM participation
            WHERE is_supporting AND is_inside AND is_sme AND is_in_period
            GROUP BY company
        ), innovated AS (
            SELECT company, min(date) AS first_innovation FROM outcome
            WHERE kind IN ('produktinnovation', 'processinnovation')
              AND is_supported AND is_inside AND is_in_period
            GROUP BY company
        )
        SELECT CASE WHEN initiatives >= 3 THEN '3 eller fler' ELSE initiatives::VARCHAR END
                   AS insatser,
               count(*) AS foretag,
               count(first_innovation) AS med_innovation,
               round(count(first_innovation) / count(*), 3) AS andel,
               median(first_innovation - first_support) AS mediandagar
        FROM supported LEFT JOIN innovated USING (company)
        GROUP BY ALL ORDER BY insatser
        """
    )
    further
    return (further,)


@app.cell
def _(further, px):
    chart = px.bar(
        further.df(),
        x="insatser",
        y="andel",
        text="foretag",
        labels={"insatser": "Insatser med stöd", "andel": "Andel med innovation"},
        title="Andel SMF med innovation efter antal insatser (antal företag i stapeln)",
    )
    chart
    return


@app.cell(hide_code=True)
def _(mo):
    mo.md("""
    Läs det som ett samband, inte som en verkan: företag som redan är på väg mot en innovation
    kan vara de som söker sig till fler insatser.
    """)
    return


@app.cell(hide_code=True)
def _(mo):
    mo.md("""
    ## 3. Hur mycket ändras ett kvartal i efterhand?

    Partner lämnar uppgifter i efterhand och rättar. Hur såg kvartalets siffra ut när perioden
    förseglades, och hur ser den ut nu?
    """)
    return


@app.cell
def _(db, pd):
    editions = [edition.name for edition in db.platform.editions()]
    clocks = [*editions, None]
    _seen = {
        name or "nu": {
            row["quarter"]: row["value"]
            for row in db.compute("smes_reached", by="quarter", as_of=name).rows()
            if row["quarter"] != "*"
        }
        for name in clocks
    }
    revisions = [
        {"kvartal": quarter, **{clock: seen.get(quarter) for clock, seen in _seen.items()}}
        for quarter in _seen["nu"]
    ]
    pd.DataFrame(revisions).astype(dict.fromkeys(_seen, "Int64"))
    return (revisions,)


@app.cell(hide_code=True)
def _(mo, revisions):
    _changed = [
        (row["kvartal"], next(v for k, v in row.items() if k != "kvartal" and v), row["nu"])
        for row in revisions
        if any(v for k, v in row.items() if k != "kvartal")
    ]
    _most = max(_changed, key=lambda one: abs(one[2] - one[1]), default=None)
    mo.md(
        "Inget kvartal har räknats än."
        if _most is None
        else f"""
        Mest har {_most[0]} ändrats: från {_most[1]} när det först rapporterades till {_most[2]} nu.
        Det senaste kvartalet i varje kolumn är för lågt: det fylls på av senare leveranser.
        """
    )
    return


if __name__ == "__main__":
    app.run()
