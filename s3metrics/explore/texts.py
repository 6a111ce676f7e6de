"""A question's text before it is sent to a worker: nothing that is no text, and not endless."""

from __future__ import annotations

from s3metrics.explore.limits import Limits
from s3metrics.explore.refusals import Kind, QueryError, position_of
from s3metrics.words import Text


def checked_text(query: str, limits: Limits) -> str:
    """The text itself. Raises QueryError for what is too long or holds what is no character."""
    if len(query) > limits.query_characters:
        raise QueryError(
            Kind.SIZE,
            Text(
                f"Frågan är {len(query)} tecken lång; högst {limits.query_characters} tas emot. "
                "Korta den.",
                f"The query has {len(query)} characters; at most {limits.query_characters} are "
                "accepted. Shorten it.",
            ),
        )
    for number, character in enumerate(query):
        if character == "\0" or "\ud800" <= character <= "\udfff":
            raise QueryError(
                Kind.SYNTAX,
                Text(
                    f"Tecken {number + 1} i frågan är inget tecken (0x{ord(character):02x}). "
                    "Spara frågan som utf-8 eller skriv om den.",
                    f"Character {number + 1} of the query is no character "
                    f"(0x{ord(character):02x}). Save the query as utf-8, or write it anew.",
                ),
                position_of(query, len(query[:number].encode("utf-8"))),
            )
    return query
