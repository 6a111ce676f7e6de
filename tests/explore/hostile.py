"""What somebody might ask who means harm, or does not know better: each with what stops it.

`@FOLDER` is the folder of the copy, which also holds a file that must not be read.
"""

from __future__ import annotations

from dataclasses import dataclass

from s3metrics.explore.refusals import Kind

SYNTAX, UNKNOWN, VALUE, REFUSED = Kind.SYNTAX, Kind.UNKNOWN, Kind.VALUE, Kind.REFUSED
TIME, MEMORY, SIZE = Kind.TIME, Kind.MEMORY, Kind.SIZE


@dataclass(frozen=True, kw_only=True)
class Hostile:
    """One statement."""

    name: str
    sql: str
    stops: Kind | None
    """Asked as an analyst asks. None: it is answered, with nothing of what it was after."""
    unread: Kind | None
    """Given to the engine without the check before. None: it does nothing that outlives it."""


def read_first(name: str, sql: str, unread: Kind | None, stops: Kind | None = REFUSED) -> Hostile:
    """What the check before finds; without it the engine must stop it, or nothing comes of it."""
    return Hostile(name=name, sql=sql, stops=stops, unread=unread)


def by_engine(name: str, sql: str, stops: Kind | None) -> Hostile:
    """A query for all that one can see of it: the engine or the system alone stops it."""
    return Hostile(name=name, sql=sql, stops=stops, unread=stops)


FILES = [
    by_engine("read_csv", "SELECT * FROM read_csv('@FOLDER/secret.csv')", REFUSED),
    by_engine("read_csv_auto", "SELECT * FROM read_csv_auto(['@FOLDER/secret.csv'])", REFUSED),
    by_engine("read_text", "SELECT * FROM read_text('/etc/passwd')", REFUSED),
    by_engine("read_blob of the open database", "FROM read_blob('@FOLDER/base.duckdb')", REFUSED),
    by_engine("read_json", "SELECT * FROM read_json('@FOLDER/secret.csv')", REFUSED),
    by_engine("read_parquet", "SELECT * FROM read_parquet('@FOLDER/*.parquet')", REFUSED),
    by_engine("parquet_metadata", "FROM parquet_metadata('@FOLDER/secret.csv')", REFUSED),
    by_engine("sniff_csv", "FROM sniff_csv('@FOLDER/secret.csv')", REFUSED),
    by_engine("glob", "SELECT * FROM glob('@FOLDER/*')", REFUSED),
    by_engine("file as a table", "SELECT * FROM '@FOLDER/secret.csv'", REFUSED),
    by_engine("device as a table", "SELECT * FROM read_text('/dev/zero')", REFUSED),
    by_engine("process memory", "SELECT * FROM read_blob('/proc/self/environ')", REFUSED),
    by_engine(
        "file within a subquery", "SELECT (SELECT content FROM read_text('/etc/passwd'))", REFUSED
    ),
    by_engine("file through query()", "FROM query('FROM read_text(''/etc/passwd'')')", REFUSED),
    read_first("COPY to a file", "COPY company TO '@FOLDER/out.csv'", REFUSED),
    read_first("COPY a query to a file", "COPY (SELECT 1) TO '@FOLDER/out.parquet'", REFUSED),
    read_first("COPY to stdout", "COPY company TO '/dev/stdout'", REFUSED),
    read_first("COPY from a file", "COPY company FROM '@FOLDER/secret.csv'", REFUSED),
    read_first("COPY FROM DATABASE", "COPY FROM DATABASE base TO memory", SYNTAX),
    by_engine("COPY in a CTE", "WITH x AS (COPY company TO '@FOLDER/out.csv') SELECT 1", REFUSED),
    by_engine(
        "COPY in a CTE over the open database",
        "WITH x AS (COPY (SELECT repeat('x', 9999)) TO '@FOLDER/base.duckdb' (FORMAT "
        "csv)) SELECT 1",
        REFUSED,
    ),
    by_engine(
        "COPY in a CTE over the indicator's file",
        "WITH x AS (COPY company TO '@FOLDER/indicator.duckdb' (FORMAT csv)) SELECT * FROM company",
        REFUSED,
    ),
    read_first("EXPORT", "EXPORT DATABASE '@FOLDER/exported'", REFUSED),
    read_first("IMPORT", "IMPORT DATABASE '@FOLDER'", REFUSED),
    read_first("profile written to a file", "PRAGMA profiling_output='@FOLDER/out.json'", REFUSED),
    read_first("log written to a file", "CALL enable_logging(storage = 'file')", REFUSED),
    read_first(
        "serialised SQL",
        "FROM json_execute_serialized_sql(json_serialize_sql('SELECT * FROM company'))",
        None,
    ),
    read_first(
        "serialised SQL that reads a file",
        "FROM json_execute_serialized_sql(json_serialize_sql('FROM read_text(''/etc/passwd'')'))",
        REFUSED,
    ),
    read_first(
        "serialised SQL in comments and capitals",
        "FROM /**/ JSON_Execute_Serialized_SQL /* */ (json_serialize_sql('FROM glob(''/*'')'))",
        REFUSED,
    ),
    read_first(
        "serialised SQL through a pragma",
        "PRAGMA json_execute_serialized_sql(json_serialize_sql('FROM glob(''/*'')'))",
        REFUSED,
    ),
]
NETWORK = [
    by_engine("http", "SELECT * FROM read_csv('http://127.0.0.1:9/x.csv')", REFUSED),
    by_engine("https as a table", "SELECT * FROM 'https://example.org/x.parquet'", REFUSED),
    by_engine("s3", "SELECT * FROM read_parquet('s3://bucket/x.parquet')", REFUSED),
    read_first("ATTACH over https", "ATTACH 'https://example.org/x.duckdb' AS x", REFUSED),
    read_first("ATTACH a file", "ATTACH '@FOLDER/secret.csv' AS x", REFUSED),
    read_first(
        "ATTACH the copy to write", "ATTACH '@FOLDER/base.duckdb' AS x (READ_WRITE)", REFUSED
    ),
    read_first("ATTACH memory", "ATTACH ':memory:' AS x", REFUSED),
    read_first("ATTACH postgres", "ATTACH 'host=localhost' AS x (TYPE postgres)", REFUSED),
    read_first("DETACH", "DETACH indicators_0", None),
    read_first("USE", "USE system", UNKNOWN),
    read_first("INSTALL", "INSTALL httpfs", REFUSED),
    read_first("FORCE INSTALL from a place", "FORCE INSTALL x FROM '@FOLDER'", REFUSED),
    read_first("LOAD", "LOAD httpfs", REFUSED),
    read_first("LOAD a file", "LOAD '@FOLDER/x.duckdb_extension'", REFUSED),
    by_engine("extension loaded by its function", "FROM sqlite_scan('@FOLDER/x', 'y')", UNKNOWN),
    by_engine("spatial's reader", "SELECT * FROM st_read('@FOLDER/secret.csv')", UNKNOWN),
]
SETTINGS = [
    read_first("SET external access", "SET enable_external_access = true", REFUSED),
    read_first("SET file systems", "SET GLOBAL disabled_filesystems = ''", REFUSED),
    read_first("SET unlocked", "SET lock_configuration = false", REFUSED),
    read_first("RESET the lock", "RESET lock_configuration", REFUSED),
    read_first("SET memory", "SET memory_limit = '64GB'", REFUSED),
    read_first("SET threads", "SET threads = 64", REFUSED),
    read_first("SET a variable", "SET VARIABLE x = 1", None),
    read_first("PRAGMA", "PRAGMA database_list", None),
    read_first("PRAGMA that sets", "PRAGMA memory_limit = '64GB'", REFUSED),
    read_first("CALL", "CALL force_checkpoint()", VALUE),
    read_first("CREATE SECRET", "CREATE SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b')", VALUE),
    by_engine("secrets", "SELECT * FROM duckdb_secrets()", None),
    by_engine("getenv", "SELECT getenv('HOME')", UNKNOWN),
    by_engine("variables of the worker", "SELECT * FROM fence", UNKNOWN),
    by_engine("variables of the dashboard", "SELECT * FROM leaking_frame", UNKNOWN),
    by_engine("a Python module", "SELECT * FROM os", UNKNOWN),
]
CHANGES = [
    read_first("CREATE TABLE", "CREATE TABLE x AS SELECT 1", REFUSED),
    read_first("CREATE TEMP TABLE", "CREATE TEMP TABLE company AS SELECT 1 AS company", None),
    read_first("CREATE MACRO", "CREATE TEMP MACRO count(x) AS 42", None),
    read_first("CREATE a type", "CREATE TYPE x AS ENUM ('a')", REFUSED),
    read_first("INSERT", "INSERT INTO company VALUES (1)", SYNTAX),
    by_engine("DELETE in a CTE", "WITH x AS (DELETE FROM company RETURNING *) FROM x", REFUSED),
    read_first("UPDATE", "UPDATE company SET name = 'x'", REFUSED),
    read_first("DELETE", "DELETE FROM company", REFUSED),
    read_first("DROP", "DROP TABLE company", REFUSED),
    read_first("ALTER", "ALTER TABLE company ADD COLUMN x INTEGER", REFUSED),
    read_first("VACUUM", "VACUUM", None),
    read_first("BEGIN", "BEGIN TRANSACTION", None),
    read_first("PREPARE", "PREPARE x AS SELECT 1", None),
    read_first("several", "SELECT 1; SELECT * FROM company", None),
    read_first(
        "several, the second behind a comment", "SELECT 1 --\n; DROP TABLE company", REFUSED
    ),
    read_first(
        "several, hidden in a comment's end",
        "SELECT 1 /* /* */ */; COPY company TO '@FOLDER/out.csv'",
        REFUSED,
    ),
    read_first("a comment before", "/* SELECT */ COPY company TO '@FOLDER/out.csv'", REFUSED),
    read_first("a comment amidst", "COPY/**/company/**/TO/**/'@FOLDER/out.csv'", REFUSED),
    read_first("only a comment", "-- SELECT 1", None, SYNTAX),
]
TEXTS = [
    read_first("10 MB of SQL", "SELECT " + "1," * 5_000_000 + "1", MEMORY, SIZE),
    read_first("10 MB of one name", 'SELECT 1 AS "' + "x" * 10_000_000 + '"', None, SIZE),
    read_first(
        "invalid utf-8", b"SELECT '\xff\xfe'".decode("utf-8", "surrogateescape"), VALUE, SYNTAX
    ),
    read_first("NUL", "SELECT 1\0; DROP TABLE company", REFUSED, SYNTAX),
    by_engine("parentheses", "SELECT " + "(" * 40_000 + "1" + ")" * 40_000, SIZE),
    by_engine("nested lists", "SELECT " + "[" * 40_000 + "]" * 40_000, SIZE),
    by_engine("nested subqueries", "SELECT * FROM (" * 4_000 + "SELECT 1" + ")" * 4_000, SIZE),
    by_engine("a sum of 40 000", "SELECT " + "1+" * 40_000 + "1", SIZE),
    by_engine("40 000 times NOT", "SELECT " + "NOT " * 20_000 + "true", SIZE),
]
TIME_BOMBS = [
    by_engine(
        "endless recursion",
        "WITH RECURSIVE x(a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM x) SELECT max(a) FROM x",
        TIME,
    ),
    by_engine(
        "endless recursion of one row",
        "WITH RECURSIVE x AS (SELECT 1 AS a UNION ALL SELECT a FROM x) SELECT count(*) FROM x",
        TIME,
    ),
    by_engine(
        "cross join",
        "SELECT count(*) FROM participation a, participation b, participation c WHERE "
        "a.hours + b.hours > c.hours",
        TIME,
    ),
    by_engine("giant range", "SELECT sum(range * 3 % 7) FROM range(1000000000000000)", TIME),
    by_engine(
        "giant series",
        "SELECT count(DISTINCT x % 97) FROM generate_series(1, 9000000000000) t(x)",
        TIME,
    ),
    by_engine(
        "levenshtein", "SELECT levenshtein(repeat('ab', 300000), repeat('ba', 299999))", TIME
    ),
    by_engine(
        "damerau_levenshtein",
        "SELECT sum(damerau_levenshtein(repeat('ab', 2000), repeat('ba', 1999) || "
        "range)) FROM range(100000)",
        TIME,
    ),
    by_engine(
        "hashes without end",
        "SELECT max(sha256(sha256(range::VARCHAR))) FROM range(1000000000)",
        TIME,
    ),
    by_engine(
        "list over list",
        "SELECT sum(len(list_transform(range(20000), lambda x: list_sum(range(x))))) "
        "FROM range(1000)",
        TIME,
    ),
]
MEMORY_BOMBS = [
    by_engine(
        "filter of doubled CTEs",
        "WITH a AS (FROM range(1000000) t(x)), b AS (SELECT x.x FROM a x, a y), c AS "
        "(SELECT x.x FROM b x, b y) SELECT count(x % 3) FROM c",
        MEMORY,
    ),
    by_engine(
        "regex over giants",
        "SELECT sum(length(regexp_replace(repeat('ab', 100000) || range, '(a|b)*c?', "
        "'x', 'g'))) FROM range(100000)",
        MEMORY,
    ),
    by_engine(
        "jaro_winkler",
        "SELECT sum(jaro_winkler_similarity(repeat('ab', 200000), repeat('ba', 200000) "
        "|| range)) FROM range(10000)",
        MEMORY,
    ),
    by_engine("repeat", "SELECT repeat('x', 4000000000)", MEMORY),
    by_engine("repeat of repeat", "SELECT length(repeat(repeat('x', 100000), 100000))", VALUE),
    by_engine("lpad", "SELECT lpad('x', 2000000000, 'abc')", MEMORY),
    by_engine(
        "rpad over rows", "SELECT max(rpad(range::VARCHAR, 500000000, 'é')) FROM range(4)", MEMORY
    ),
    by_engine("list of a billion", "SELECT len(range(1000000000))", MEMORY),
    by_engine("list aggregate", "SELECT len(list(range)) FROM range(2000000000)", MEMORY),
    by_engine(
        "string aggregate",
        "SELECT length(string_agg(repeat('x', 1000), ',')) FROM range(5000000)",
        MEMORY,
    ),
    by_engine("list_resize", "SELECT len(list_resize([1], 2000000000))", MEMORY),
    by_engine(
        "list of lists",
        "SELECT len(list_transform(range(100000), lambda x: range(100000)))",
        MEMORY,
    ),
    by_engine("bits", "SELECT bitstring(repeat('1', 2000000000), 2000000000)", MEMORY),
    by_engine(
        "sorting on disk",
        "SELECT * FROM (SELECT range, repeat(md5(range::VARCHAR), 9) a FROM "
        "range(30000000)) ORDER BY a",
        MEMORY,
    ),
    by_engine(
        "grouping on disk",
        "SELECT count(*) FROM (SELECT md5(range::VARCHAR) a, count(*) FROM "
        "range(60000000) GROUP BY a)",
        MEMORY,
    ),
    by_engine(
        "window",
        "SELECT sum(a) FROM (SELECT row_number() OVER (ORDER BY hash(range)) a FROM "
        "range(90000000))",
        MEMORY,
    ),
    by_engine("histogram", "SELECT histogram(range) FROM range(90000000)", MEMORY),
    by_engine(
        "wide rows",
        "SELECT * FROM (SELECT unnest(range(5000)) a, range b FROM range(100000)) ORDER "
        "BY hash(a + b)",
        MEMORY,
    ),
    by_engine(
        "JSON", "SELECT length(json_group_array(repeat('x', 1000))) FROM range(5000000)", MEMORY
    ),
    by_engine("format's width", "SELECT length(format('{:2000000000d}', 1))", MEMORY),
    by_engine("printf's width", "SELECT length(printf('%2000000000d', 1))", MEMORY),
    by_engine(
        "replace that grows",
        "SELECT length(replace(repeat('x', 1000000), 'x', repeat('y', 100000)))",
        MEMORY,
    ),
    by_engine(
        "regex that grows",
        "SELECT length(regexp_replace(repeat('x', 1000000), 'x', repeat('y', 100000), 'g'))",
        MEMORY,
    ),
    by_engine(
        "a regex that explodes",
        "SELECT regexp_matches(repeat('a', 1000), '((a{1,100}){1,100}){1,100}$')",
        VALUE,
    ),
    by_engine("one row of 400 MB", "SELECT repeat('x', 400000000) AS a", MEMORY),
]
ALL = [*FILES, *NETWORK, *SETTINGS, *CHANGES, *TEXTS, *TIME_BOMBS, *MEMORY_BOMBS]
