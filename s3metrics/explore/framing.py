"""Messages between the dashboard and a worker: a JSON header and bytes, each with its length."""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

Header = dict[str, Any]

_LENGTHS = struct.Struct(">IQ")
MOST_HEADER = 16 * 1024 * 1024
"""Bytes: what no question and no error message reaches."""


class TooLong(Exception):
    """The other side announces more than was agreed upon."""


def write_frame(stream: BinaryIO, header: Header, body: bytes = b"") -> None:
    """Writes one message; lone surrogates survive as escapes."""
    text = json.dumps(header).encode("ascii")
    stream.write(_LENGTHS.pack(len(text), len(body)))
    stream.write(text)
    stream.write(body)
    stream.flush()


def read_frame(stream: BinaryIO, most: int) -> tuple[Header, bytes]:
    """One message with a body of at most `most` bytes.

    Raises EOFError where the other side is gone, and TooLong before anything of it is read.
    """
    header_length, body_length = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    if header_length > MOST_HEADER or body_length > most:
        raise TooLong(f"{header_length} + {body_length} bytes")
    header: Header = json.loads(_exactly(stream, header_length))
    return header, _exactly(stream, body_length)


def _exactly(stream: BinaryIO, length: int) -> bytes:
    found = stream.read(length)
    if len(found) < length:
        raise EOFError
    return found
