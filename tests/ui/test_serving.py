"""The document that the server sends: its language, its scripts, and what it may load."""

from __future__ import annotations

import asyncio
import base64
import hashlib
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Message, Scope

from ui import serving

STREAMLITS = (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()
HTML = "text/html,application/xhtml+xml"


async def page(_request: Request) -> Response:
    return HTMLResponse(STREAMLITS, headers={"etag": '"1"'})


async def other(_request: Request) -> Response:
    return PlainTextResponse('<html lang="en">')


APP = serving.Document(
    GZipMiddleware(
        Starlette(routes=[Route("/text", other), Route("/{path:path}", page)]), minimum_size=1
    )
)


def get(path: str, query: str = "", **headers: str) -> tuple[dict[str, str], bytes]:
    """What the server answers: headers and body."""
    given = {"accept": HTML, "accept-encoding": "gzip", **headers}
    scope: Scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
    }
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    asyncio.run(APP(scope, receive, send))
    start = sent[0]
    assert start["type"] == "http.response.start"
    names = {name.decode(): value.decode() for name, value in start["headers"]}
    return names, b"".join(message.get("body", b"") for message in sent[1:])


@pytest.mark.parametrize(
    ("query", "language"),
    [("", "sv"), ("lang=en", "en"), ("county=07&lang=sv", "sv"), ("lang=fi", "sv"), ("%ff", "sv")],
)
def test_document_speaks_the_readers_language(query: str, language: str) -> None:
    headers, body = get("/finansiering", query)
    assert f'<html lang="{language}">'.encode() in body
    assert int(headers["content-length"]) == len(body)
    # The same address has another document after an update: nothing to compare an old one with.
    assert "etag" not in headers


def test_policy_names_no_other_host_and_allows_only_the_scripts_that_are_there() -> None:
    headers, _body = get("/")
    rules = dict(
        rule.strip().split(" ", 1) for rule in headers["content-security-policy"].split(";")
    )
    inline = STREAMLITS.split(b"<script>")[1].split(b"</script>")[0]
    hashed = base64.b64encode(hashlib.sha256(inline).digest()).decode()
    assert rules["script-src"] == f"'self' 'sha256-{hashed}'"
    assert rules["default-src"] == "'self'"
    words = " ".join(rules.values())
    assert "http" not in words
    assert "*" not in words
    assert headers["x-content-type-options"] == "nosniff"


def test_own_scripts_run_before_streamlits_and_cannot_be_out_of_date() -> None:
    _headers, body = get("/")
    places = [body.index(f"./app/static/{name}?".encode()) for name in serving.SCRIPTS]
    assert max(places) < body.index(b'<script type="module"')
    digest = hashlib.sha256((serving.STATIC / "language.js").read_bytes()).hexdigest()[:8]
    assert f"language.js?{digest}".encode() in body


def test_fonts_are_ours_small_and_licensed() -> None:
    _headers, body = get("/")
    assert serving.FONT.encode() in body
    assert b"SourceSans" not in body
    fonts = list((serving.STATIC / "fonts").glob("*.woff2"))
    assert sum(font.stat().st_size for font in fonts) < 400_000
    assert "SIL Open Font License" in (serving.STATIC / "fonts" / "LICENSE.txt").read_text()


def test_what_is_no_document_passes_as_it_is() -> None:
    headers, body = get("/text", accept="text/plain", **{"accept-encoding": "identity"})
    assert body == b'<html lang="en">'
    assert "content-security-policy" not in headers


def test_compressed_is_only_what_need_not_be_read() -> None:
    assert "content-encoding" not in get("/")[0]
    assert get("/text", accept="text/plain")[0]["content-encoding"] == "gzip"
