"""Kinds of columns: as delivered, settled by the rules, keys without persons, codes with names."""

from __future__ import annotations

import re

from s3metrics.explore.tables_model import SETTLED, Column, ColumnDoc
from s3metrics.programme.checks import UNKNOWN_MEMBER
from s3metrics.sheets import sheet_for_table
from s3metrics.words import Text

UNKNOWN_NAME = Text("Okänt", "Unknown")
OF_PROGRAMME = Text("Programfilen", "The programme file")
OF_INTAKE = Text("Mottagningen av leveransen", "The intake of the delivery")
OF_CATALOGUE = Text("Indikatorernas deklarationer", "The indicators' declarations")

# What could still tell of a person in a text that somebody wrote: the shortened key that stands
# where a personal identity number was, and an e-mail address.
_CLOSED = {
    r"personnummer·[0-9a-f]{6}": "personnummer",
    r"[^\s@<>;,()]+@[^\s@<>;,()]+\.[A-Za-z]{2,}": "[e-post]",
}


def column(
    name: str,
    type_: str,
    label: Text,
    meaning: Text,
    *,
    sql: str | None = None,
    source: Text = SETTLED,
    joins: tuple[str, ...] = (),
) -> Column:
    """A column whose SQL is its own name unless it says otherwise."""
    doc = ColumnDoc(name=name, type=type_, label=label, meaning=meaning, source=source)
    return Column(doc=doc, sql=sql or f'"{name}"', joins=joins)


def flag(name: str, label: Text, meaning: Text, sql: str | None = None) -> Column:
    """A yes or no that the rules settle; never empty."""
    return column(name, "BOOLEAN", label, meaning, sql=f"coalesce({sql or name}, false)")


def delivered(
    table_name: str, name: str, type_: str, *, sql: str | None = None, label: Text | None = None
) -> Column:
    """A column as partners deliver it, with the words of its sheet."""
    sheet = sheet_for_table(table_name)
    declared = sheet.by_name[name]
    english = name.replace("_sek", " SEK").replace("_", " ").capitalize()
    return column(
        name,
        type_,
        label or Text(declared.heading, english),
        Text(declared.help.sv.rstrip("."), declared.help.en.rstrip(".")),
        sql=sql,
        source=in_sheet(table_name, name),
    )


def in_sheet(table_name: str, name: str) -> Text:
    """Where a column is delivered."""
    sheet = sheet_for_table(table_name)
    heading = sheet.by_name[name].heading
    return Text(f"Bladet {sheet.title}, {heading}", f"Sheet {sheet.title}, {heading}")


def opened(sql: str) -> str:
    """SQL for a text without what could tell of a person: keys and e-mail addresses."""
    for pattern, instead in _CLOSED.items():
        sql = f"regexp_replace({sql}, '{pattern}', '{instead}', 'g')"
    return sql


def opened_text(text: str) -> str:
    """The same of a text at hand."""
    for pattern, instead in _CLOSED.items():
        text = re.sub(pattern, instead, text)
    return text


def key(name: str, of: str, label: Text, meaning: Text, *, source: Text = SETTLED) -> Column:
    """An organisation's number, or a person's running number in its stead (see `persons`).

    `of` is SQL for the number as stored; what is no number stands as it is.
    """
    alias = f"{name}_person"
    shown = (
        f"CASE WHEN regexp_full_match({of}, '[0-9]{{10}}') "
        f"THEN substr({of}, 1, 6) || '-' || substr({of}, 7) ELSE {opened(of)} END"
    )
    return column(
        name,
        "VARCHAR",
        label,
        meaning,
        sql=f"coalesce({alias}.stands_as, {shown})",
        source=source,
        joins=(f"LEFT JOIN person {alias} ON {alias}.key = {of}",),
    )


def coded(
    name: str,
    list_name: str,
    of: str,
    label: Text,
    meaning: Text,
    *,
    source: Text = SETTLED,
    is_number: bool = False,
) -> tuple[Column, Column]:
    """A member of a list, and its name beside it; `okand` where there is none.

    `of` is SQL for the member, or with `is_number` for the number that the figures have for it.
    """
    alias = f"{name}_code"
    by = f"number = {of}" if is_number else f"member = coalesce({of}, '{UNKNOWN_MEMBER}')"
    join = f"LEFT JOIN code {alias} ON {alias}.list = '{list_name}' AND {alias}.{by}"
    member = column(
        name,
        "VARCHAR",
        label,
        meaning,
        sql=f"coalesce({alias}.member, {'NULL' if is_number else opened(of)}, '{UNKNOWN_MEMBER}')",
        source=source,
        joins=(join,),
    )
    otherwise = f"'{UNKNOWN_NAME.sv}'" if is_number else f"coalesce({opened(of)}, 'Okänt')"
    named = column(
        f"{name}_name",
        "VARCHAR",
        Text(f"{label.sv}, namn", f"{label.en}, name"),
        Text("Vad koden heter", "What the code is called"),
        sql=f"coalesce({alias}.name, {otherwise})",
        source=source,
        joins=(join,),
    )
    return member, named


def provenance(row: str) -> tuple[Column, ...]:
    """Who sent the row, and the delivery, file, tab and row it came in; `row` is its SQL alias."""
    join = f"LEFT JOIN ledger.delivered_file its_file ON its_file.file_id = {row}.file_id"
    return (
        column(
            "sender",
            "VARCHAR",
            Text("Avsändare", "Sender"),
            Text("Den som lämnade raden", "Who handed in the row"),
            sql=opened(f"{row}.sender"),
            source=OF_INTAKE,
        ),
        column(
            "delivery",
            "INTEGER",
            Text("Leverans", "Delivery"),
            Text("Numret på den leverans som raden kom med", "The delivery that brought the row"),
            sql=f"{row}.brought_by",
            source=OF_INTAKE,
        ),
        column(
            "file",
            "VARCHAR",
            Text("Fil", "File"),
            Text("Filen som raden stod i", "The file in which the row stood"),
            sql=opened("its_file.name"),
            source=OF_INTAKE,
            joins=(join,),
        ),
        column(
            "sheet",
            "VARCHAR",
            Text("Blad", "Sheet"),
            Text("Fliken som raden stod på", "The tab on which the row stood"),
            sql=opened(f"{row}.sheet"),
            source=OF_INTAKE,
        ),
        column(
            "row_number",
            "INTEGER",
            Text("Rad i bladet", "Row in the sheet"),
            Text("Radens nummer i filen", "The row's number in the file"),
            sql=f"{row}.row_number",
            source=OF_INTAKE,
        ),
    )


def row_id(row: str) -> Column:
    """What identifies a row that has no other name."""
    return column(
        "row_id",
        "BIGINT",
        Text("Rad", "Row"),
        Text("Radens nummer i databasen; ett per rad", "The row's number in the database"),
        sql=f"{row}.row_id",
        source=OF_INTAKE,
    )


def in_period(sql: str, what: Text) -> Column:
    """Whether a date lies in the period that a figure has when none is asked for."""
    return flag(
        "is_in_period",
        Text("I perioden", "In the period"),
        Text(
            f"{what.sv} från programmets första dag till och med den dag som gäller (se about)",
            f"{what.en} from the programme's first day to the day that counts (see about)",
        ),
        f"{sql} BETWEEN $start AND $today",
    )
