"""Reading the programme file: all faults in one go, each as a sentence that names its key."""

from __future__ import annotations

import hashlib
import tomllib
from decimal import Decimal
from pathlib import Path

from pydantic import ValidationError

from s3metrics.errors import ProgrammeError
from s3metrics.programme.checks import cross_faults
from s3metrics.programme.messages import field_faults, syntax_fault, unknown_key
from s3metrics.programme.model import Programme
from s3metrics.words import Text


def load(path: Path) -> Programme:
    """The programme that a TOML file describes.

    Raises `ProgrammeError` with one sentence per fault: of a key by itself (missing,
    misspelt, wrong kind of value), and of keys against each other (an area that a target names
    and the programme lacks). Sheets and indicators are checked by `check_names`.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise ProgrammeError(
            str(path),
            [
                Text(
                    "filen finns inte. Ange sökvägen till en TOML-fil.",
                    "there is no such file. Give the path of a TOML file.",
                )
            ],
        ) from None
    except OSError:
        fault = Text(
            "filen går inte att läsa. Ange sökvägen till en TOML-fil som du får läsa.",
            "the file cannot be read. Give the path of a TOML file that you may read.",
        )
        raise ProgrammeError(str(path), [fault]) from None
    return parse(content, name=str(path))


def parse(content: bytes, *, name: str) -> Programme:
    """The programme in the bytes of a TOML file; `name` is what the error message calls it."""
    tree = _tree(content, name)
    faults = [unknown_key(("sha256",), tree.pop("sha256"), Programme)] if "sha256" in tree else []
    programme = None
    try:
        programme = Programme.model_validate(
            {**tree, "sha256": hashlib.sha256(content).hexdigest()}
        )
    except ValidationError as error:
        faults += field_faults(error, Programme)
    faults += cross_faults(tree)
    if faults or programme is None:
        raise ProgrammeError(name, faults)
    return programme.with_text(content.decode())


def _tree(content: bytes, name: str) -> dict[str, object]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        fault = Text(
            f"rad {line}: filen är inte sparad som UTF-8. Spara den med teckenkodningen UTF-8.",
            f"line {line}: the file is not saved as UTF-8. Save it with the character encoding "
            "UTF-8.",
        )
        raise ProgrammeError(name, [fault]) from None
    try:
        # Decimal, so that 0.4 is four tenths and not the nearest binary fraction.
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise ProgrammeError(name, [syntax_fault(error, text)]) from None
    except RecursionError:
        fault = Text(
            "listor eller tabeller står i för många lager. Ta bort hakparenteser.",
            "lists or tables are nested too deeply. Remove brackets.",
        )
        raise ProgrammeError(name, [fault]) from None
