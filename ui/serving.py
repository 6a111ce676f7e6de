"""What the server adds to Streamlit: the document's language, its own scripts, and a fence.

Streamlit serves one document for every page, in English by its `lang`, that may load anything from
anywhere. Here it leaves in the reader's language, with the small scripts of `static/` and a
Content-Security-Policy that names no other host.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager

from s3metrics.words import LANGUAGES

STATIC = Path(__file__).resolve().parent.parent / "static"
SCRIPTS = ("language.js", "words.js", "pictures.js", "mended.js", "sql.js")
FONT = "fonts/ibm-plex-sans-latin.woff2"

_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}
_POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    # Streamlit's components and Plotly write their styles into the document.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self' data: blob:",
    # Maps and large tables are drawn by workers that are built in the browser.
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_PRELOADED_FONT = re.compile(rb'\./static/media/SourceSans[^"]*\.woff2')
# Compressed, the document could not be read here; unchanged since, it would come without a body.
_UNWANTED = {b"accept-encoding", b"if-none-match", b"if-modified-since"}


class Document:
    """ASGI middleware around Streamlit's application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on; what comes back as a document is dressed on its way out."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if "text/html" in Headers(scope=scope).get("accept", ""):
            kept = [(name, value) for name, value in scope["headers"] if name not in _UNWANTED]
            scope = {**scope, "headers": kept}
        await self._app(scope, receive, _Answer(scope, send))


class _Answer:
    """One answer on its way out; a document is held back until it is whole."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope = scope
        self._send = send
        self._held: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            if headers.get("content-type", "").startswith("text/html"):
                self._held = message
                return
        elif self._held is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._held)
            return
        await self._send(message)

    async def _finish(self, start: Message) -> None:
        headers = MutableHeaders(scope=start)
        headers["Content-Security-Policy"] = policy(self._body)
        if self._scope["method"] == "GET":
            self._body = dressed(self._body, language(self._scope["query_string"]))
            headers["Content-Length"] = str(len(self._body))
            del headers["etag"], headers["last-modified"]
        self._held = None
        await self._send(start)
        await self._send({"type": "http.response.body", "body": self._body})


def list_pages_ourselves() -> None:
    """Keeps Streamlit from looking for pages in a folder called `pages`.

    Until `st.navigation` has run once in a server, it would: the first reader of a page's own
    address would be told that there is no such page.
    """
    PagesManager.uses_pages_directory = False


def language(query: bytes) -> str:
    """The language that an address asks for; Swedish where it names none that there is."""
    asked = parse_qs(query.decode("latin-1")).get("lang", [""])[-1]
    return asked if asked in LANGUAGES else LANGUAGES[0]


def dressed(document: bytes, language: str) -> bytes:
    """Streamlit's document with its language, the scripts of `static/` and the theme's font."""
    tags = "".join(
        f'<script defer src="./app/static/{name}?{_digest(name)}" '
        f'data-languages="{" ".join(LANGUAGES)}"></script>\n    '
        for name in SCRIPTS
    )
    document = document.replace(b'<html lang="en">', f'<html lang="{language}">'.encode(), 1)
    document = _PRELOADED_FONT.sub(f"./app/static/{FONT}".encode(), document, count=1)
    # Before Streamlit's own: what is deferred runs in the order of the document.
    return document.replace(b'<script type="module"', tags.encode() + b'<script type="module"', 1)


def policy(document: bytes) -> str:
    """What the document may load: from this server alone; its own inline scripts by their hash."""
    hashes = [f"'sha256-{_sha256(script)}'" for script in _INLINE_SCRIPT.findall(document)]
    rules = _POLICY | {"script-src": " ".join((_POLICY["script-src"], *hashes))}
    return "; ".join(_lines(rules.items()))


def _lines(rules: Iterable[tuple[str, str]]) -> Iterable[str]:
    return (f"{name} {value}" for name, value in rules)


def _sha256(content: bytes) -> str:
    return base64.b64encode(hashlib.sha256(content).digest()).decode()


def _digest(name: str) -> str:
    """Part of a script's address, so that no browser keeps an old one."""
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:8]


MIDDLEWARE = [Middleware(Document)]
