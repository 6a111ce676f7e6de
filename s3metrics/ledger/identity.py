"""Sole traders: their number is a personal identity number, only ever kept as a keyed hash.

The secret lies beside the database in a file of its own, readable by its owner alone. From it two
keys are derived: one for the hash that identifies the person in the ledger, one for the vault
where the clear number lies encrypted for the one export that needs it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
import unicodedata
from pathlib import Path

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from stdnum import luhn

from s3metrics.errors import LedgerError
from s3metrics.words import Text

PERSON_KEY_LENGTH = 25
_SECRET_BYTES = 32
_PERSON_KEY = re.compile(r"p[0-9a-f]{24}")
_MONTH = r"(0[1-9]|1[0-2])"
# A coordination number's day is 60 too high.
_DAY = r"(0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
_CENTURY = r"(?<!\d)(?:1[689]|20)?"
# As the authorities write it; the check digit is not asked for, since a mistyped number is
# somebody's number all the same.
_WRITTEN = re.compile(
    rf"{_CENTURY}(\d\d){_MONTH}{_DAY}\s?[-+\u2010-\u2015\u2212]?\s?(\d{{4}})(?!\d)"
)
# As people write it besides; much else looks like that, and the check digit tells it apart.
_BETWEEN = r"[\s.\-/_\u2010-\u2015\u2212]{0,3}"
_LOOSELY_WRITTEN = re.compile(
    rf"{_CENTURY}(\d\d){_BETWEEN}{_MONTH}{_BETWEEN}{_DAY}(?:{_BETWEEN}|\+)(\d{{4}})(?!\d)"
)


def is_person(ten_digits: str) -> bool:
    """True when the number is a person's: an organisation's third digit is at least 2."""
    return ten_digits[2] in "01"


def is_person_key(value: str) -> bool:
    """True for a stored keyed hash of a personal identity number."""
    return _PERSON_KEY.fullmatch(value) is not None


def shown(value: str) -> str:
    """How a stored number is shown: `556036-0793`, or a person's key shortened and marked."""
    if is_person_key(value):
        return f"personnummer·{value[1:7]}"
    if len(value) == 10 and value.isdigit():
        return f"{value[:6]}-{value[6:]}"
    return value


class SecretTakenError(LedgerError):
    """Another process made the secret first; what was read under one's own must be read again."""


class Identity:
    """Turns personal identity numbers into keys; remembers the clear ones for the vault."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._hash_key = _derived(secret, b"identity")
        self._fernet = Fernet(base64.urlsafe_b64encode(_derived(secret, b"vault")))
        self.fingerprint = hashlib.sha256(_derived(secret, b"fingerprint")).hexdigest()[:16]
        self._clear: dict[str, str] = {}

    @classmethod
    def ephemeral(cls) -> Identity:
        """An identity with a secret of its own, forgotten unless it is saved."""
        return cls(secrets.token_bytes(_SECRET_BYTES))

    @classmethod
    def open(cls, path: Path) -> Identity:
        """The identity whose secret is in `path`; a new one, not yet saved, if there is none."""
        if not path.exists():
            return cls.ephemeral()
        try:
            secret = base64.b64decode(path.read_bytes(), validate=True)
        except (OSError, ValueError) as error:
            raise LedgerError(
                Text(
                    f"Hemligheten i {path} kan inte läsas: {error}.",
                    f"The secret in {path} cannot be read: {error}.",
                )
            ) from error
        if len(secret) != _SECRET_BYTES:
            raise LedgerError(
                Text(
                    f"Hemligheten i {path} är skadad: {len(secret)} byte i stället för "
                    f"{_SECRET_BYTES}. Återställ filen från en säkerhetskopia.",
                    f"The secret in {path} is damaged: {len(secret)} bytes instead of "
                    f"{_SECRET_BYTES}. Restore the file from a backup.",
                )
            )
        return cls(secret)

    def save(self, path: Path) -> None:
        """Writes the secret to `path`, readable by its owner alone, if it is not there already.

        Raises SecretTakenError when another process has just made another one there.
        """
        if not path.exists():
            _write_secret(path, self._secret)
        if Identity.open(path).fingerprint != self.fingerprint:
            raise SecretTakenError(
                Text(
                    f"Ett annat program skapade just hemligheten {path}. Försök igen.",
                    f"Another program has just created the secret {path}. Try again.",
                )
            )

    def key(self, ten_digits: str, *, given: str | None = None) -> str:
        """The key of a person's number (10 digits): `p` and 24 hexadecimal digits.

        `given` is the number as it was delivered, where it holds a century; it is kept for the
        vault until `clear_numbers` is called.
        """
        digest = hmac.new(self._hash_key, ten_digits.encode(), hashlib.sha256).hexdigest()
        key = "p" + digest[:24]
        if given is not None or key not in self._clear:
            self._clear[key] = given or ten_digits
        return key

    def mask(self, text: str, *, only_valid: bool = False) -> str:
        """The text with every personal identity number in it replaced by its shown key.

        With `only_valid` only those whose check digit is right: for ids, in which a date and a
        serial number may look like one.
        """
        if len(text) < 10:
            return text
        text = _LOOSELY_WRITTEN.sub(self._masked_if_valid, text)
        return text if only_valid else _WRITTEN.sub(self._masked, text)

    def _masked_if_valid(self, match: re.Match[str]) -> str:
        return self._masked(match) if luhn.is_valid(_digits(match)) else match.group(0)

    def _masked(self, match: re.Match[str]) -> str:
        digest = hmac.new(self._hash_key, _digits(match).encode(), hashlib.sha256).hexdigest()
        return shown("p" + digest[:24])

    def clear_number(self, key: str) -> str | None:
        """The clear number behind a key seen by this object, or None."""
        return self._clear.get(key)

    def encrypt(self, text: str) -> str:
        """An encrypted, authenticated token of the text."""
        return self._fernet.encrypt(text.encode()).decode()

    def decrypt(self, token: str) -> str:
        """The text of a token; raises `cryptography.fernet.InvalidToken` when it is not ours."""
        return self._fernet.decrypt(token.encode()).decode()


def _digits(match: re.Match[str]) -> str:
    """The ten digits of a number found, as plain digits however they are drawn."""
    return unicodedata.normalize("NFKC", "".join(match.groups()))


def _derived(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"s3metrics " + purpose).derive(
        secret
    )


def _write_secret(path: Path, secret: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    content = base64.b64encode(secret)
    # A name of its own and a hard link: two processes that start at once agree on one secret.
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
