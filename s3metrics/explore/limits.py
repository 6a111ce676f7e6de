"""How much a question may take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from s3metrics.errors import WrongCall
from s3metrics.words import Text

TEMPORARY_DISK_MIB = 0
"""Nothing is written to disk, by nobody: what does not fit into memory is refused."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one question is held to; each at least its smallest useful value."""

    seconds: float = 10.0
    """From the moment a worker takes it; the worker is killed then."""
    wait_seconds: float = 20.0
    """In the queue before that, while others' questions run."""
    memory_mib: int = 512
    """Of the engine, and of the address space that the worker may add to its own."""
    threads: int = 1
    rows: int = 100_000
    """Of the answer: the rest is left out, which the answer says."""
    result_mib: int = 32
    """Of the answer, as rows."""
    query_characters: int = 100_000

    def __post_init__(self) -> None:
        for field in fields(self):
            given = getattr(self, field.name)
            if not given > 0:
                raise WrongCall(
                    Text(
                        f"Gränsen {field.name} är {given}. Ange ett tal som är större än noll.",
                        f"The limit {field.name} is {given}. Give a number greater than zero.",
                    )
                )

    def as_json(self) -> Mapping[str, float]:
        """Every limit by its name, for a stamp."""
        return {**asdict(self), "temporary_disk_mib": TEMPORARY_DISK_MIB}
