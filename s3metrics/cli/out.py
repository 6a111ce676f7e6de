"""Where everything is written: data to stdout, narration to stderr."""

from __future__ import annotations

import errno
import json
import os
import re
import sys
from typing import Any

import click

from s3metrics.ledger.identity import Identity
from s3metrics.platform import Platform

SAMPLE_NOTICE = "EXEMPELDATA – inga riktiga uppgifter"

# All but the line feed: a name that somebody delivered must not steer the reader's terminal.
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
# Its secret is thrown away: what is masked here is what the caller wrote, not what is stored.
_MASKING = Identity.ephemeral()


def write(text: str) -> None:
    """Data, as it is, with a line feed at its end."""
    _echo(text, is_narration=False)


def write_json(value: Any) -> None:
    """Data for a program."""
    write(json.dumps(value, ensure_ascii=False, indent=2))


def tell(text: str) -> None:
    """Narration. Personal identity numbers are masked, whoever wrote them."""
    _echo(_MASKING.mask(tame(text)), is_narration=True)


def tell_sample(platform: Platform) -> None:
    """That nothing here is real, where it is not."""
    if platform.is_sample:
        tell(SAMPLE_NOTICE)


def tame(text: str) -> str:
    """The text without control characters; line feeds stay."""
    return _CONTROL.sub(" ", text)


def _echo(text: str, *, is_narration: bool) -> None:
    try:
        click.echo(text, err=is_narration)
        (sys.stderr if is_narration else sys.stdout).flush()
    except OSError as error:
        # The reader of the pipe has seen enough (Windows says EINVAL); the work goes on to its end.
        if error.errno not in {errno.EPIPE, errno.EINVAL}:
            raise
        descriptor = (sys.stderr if is_narration else sys.stdout).fileno()
        os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)
