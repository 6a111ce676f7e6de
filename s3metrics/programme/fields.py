"""The kinds of value in the programme file, and what is said of them when one is wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError
from stdnum.se import orgnr as swedish_orgnr

from s3metrics.words import Text

Source = Literal["eruf", "region", "kommun", "stat", "annan_eu", "privat", "ovrig"]
"""Where money comes from; a test holds it equal to the code list `source`."""


ParticipantColumn = Literal[
    "orgnr",
    "name",
    "contact_email",
    "municipality",
    "county",
    "size",
    "sni",
    "areas",
    "initiatives",
    "first_date",
    "last_date",
    "participations",
    "hours",
    "value_sek",
    "certificate_date",
    "decision_date",
    "note",
]
"""What the list of participants can tell of a company."""


class Help(str):
    """What may stand at a key, as pydantic keeps it: a text, in Swedish, that knows its English."""

    text: Text

    def __new__(cls, sv: str, en: str) -> Self:
        """Of the same text in both languages."""
        made = super().__new__(cls, sv)
        made.text = Text(sv, en)
        return made


def described(description: str) -> Text:
    """The help of a field in both languages; of one without, its key."""
    return description.text if isinstance(description, Help) else Text(description, description)


def _checked_orgnr(value: str) -> str:
    """Ten digits; a programme's parties are organisations, so a person's number is refused."""
    digits = swedish_orgnr.compact(value)
    if len(digits) == 12 and digits.startswith("16"):
        digits = digits[2:]
    if not swedish_orgnr.is_valid(digits) or digits[2] in "01":
        raise PydanticCustomError("orgnr", "no organisation's number")
    return digits


def _unquoted(value: object) -> object:
    if isinstance(value, bool | str):
        raise PydanticCustomError("number", "not a number")
    return value


def _both_languages(text: Text) -> Text:
    if not (text.sv.strip() and text.en.strip()):
        raise PydanticCustomError("name", "a language is empty")
    return text


Day = Annotated[date, Field(strict=True)]
"""A TOML date; a quoted one is refused, so that every check sees the same days."""
Number = Annotated[Decimal, BeforeValidator(_unquoted)]
Name = Annotated[Text, AfterValidator(_both_languages)]
Word = Annotated[str, Field(min_length=1, pattern=r"\S")]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
PeriodId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]
Orgnr = Annotated[str, AfterValidator(_checked_orgnr)]
Sek = Annotated[int, Field(strict=True, ge=0)]
Flag = Annotated[bool, Field(strict=True)]

ID_HELP = Help(
    "ett id av små bokstäver a–z, siffror och _, t.ex. ”nytt_id”",
    "an id of small letters a–z, digits and _, e.g. “nytt_id”",
)
NAME_HELP = Help(
    'en text på svenska och en på engelska: { sv = "…", en = "…" }',
    'a text in Swedish and one in English: { sv = "…", en = "…" }',
)
DAY_HELP = Help(
    "ett datum utan citattecken, t.ex. 2024-04-01",
    "a date without quotation marks, e.g. 2024-04-01",
)
ORGNR_HELP = Help(
    "ett organisationsnummer med tio siffror och rätt kontrollsiffra, t.ex. ”556036-0793”",
    "an organisation number of ten digits with the right check digit, e.g. “556036-0793”",
)
SEK_HELP = Help(
    "hela kronor, minst 0, utan citattecken; utelämna det som inte är känt",
    "whole kronor, at least 0, without quotation marks; leave out what is not known",
)
