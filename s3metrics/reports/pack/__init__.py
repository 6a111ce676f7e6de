"""The steering group's pack: a few pages or slides that say how the programme stands."""

from __future__ import annotations

from s3metrics.errors import WrongCall
from s3metrics.reports.pack.asking import AsOf, FigureSource
from s3metrics.reports.pack.content import content_of
from s3metrics.reports.pack.pdf import as_pdf
from s3metrics.reports.pack.slides import as_pptx
from s3metrics.words import LANGUAGES, Text, any_of, did_you_mean

FORMATS = ("pdf", "pptx")


def pack(
    source: FigureSource,
    as_of: AsOf = None,
    lang: str = "sv",
    *,
    format: str = "pdf",
    since: AsOf = None,
) -> bytes:
    """The pack as a file's bytes, as known now, at a delivery (its number) or in an edition.

    `source` is the platform. `since` is what the changes are told against: an edition or a
    delivery, by default the edition before. The same data on the same day give the same bytes.

    Raises WrongCall for a clock, language or format that does not exist, LedgerError when there is
    no data.
    """
    for what, given, allowed in (
        (Text("Språket", "The language"), lang, LANGUAGES),
        (Text("Formatet", "The format"), format, FORMATS),
    ):
        if given not in allowed:
            hint, there = did_you_mean(given, allowed), any_of(allowed)
            raise WrongCall(
                Text(
                    f"{what.sv} är ”{given}”.{hint.sv} Tillåtet är {there.sv}.",
                    f"{what.en} is “{given}”.{hint.en} Allowed: {there.en}.",
                )
            )
    content = content_of(source, as_of, lang, since)
    day = source.at(as_of).today
    return as_pdf(content, day) if format == "pdf" else as_pptx(content, day)


__all__ = ["FORMATS", "pack"]
