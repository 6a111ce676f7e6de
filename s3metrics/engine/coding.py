"""Members as small whole numbers: what the large tables hold, so that grouping them is cheap."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from s3metrics import codes
from s3metrics.engine.query import ALL
from s3metrics.programme import Programme
from s3metrics.programme.checks import UNKNOWN_MEMBER

UNKNOWN_CODE = 0
"""The number of `okand`, in every dimension."""


@dataclass(frozen=True, eq=False)
class Coding:
    """Member ↔ number, per dimension, under one programme file."""

    programme: Programme

    @cached_property
    def lists(self) -> Mapping[str, tuple[str, ...]]:
        """The members that are numbered by their place, from 1."""
        sizes = self.programme.choices("size")
        return {
            "area": self.programme.area_ids,
            "size": tuple(size for size in sizes if size != UNKNOWN_MEMBER),
            "support": tuple(self.programme.choices("support")),
        }

    @cached_property
    def numbers(self) -> Mapping[str, Mapping[str, int]]:
        """Dimension → member → number; places by SCB's code, lists by their order from 1."""
        county = {c.code: int(c.code) for c in codes.COUNTIES}
        known = {
            "county": county,
            "county_a": county,
            "county_b": county,
            "municipality": {m.code: int(m.code) for m in codes.MUNICIPALITIES},
            **{name: {m: i for i, m in enumerate(ms, start=1)} for name, ms in self.lists.items()},
        }
        return {name: {**members, UNKNOWN_MEMBER: UNKNOWN_CODE} for name, members in known.items()}

    @cached_property
    def members(self) -> Mapping[str, Mapping[int, str]]:
        """Dimension → number → member."""
        return {
            dimension: {number: member for member, number in members.items()}
            for dimension, members in self.numbers.items()
        }

    @cached_property
    def members_or_all(self) -> Mapping[str, Mapping[int | None, str]]:
        """The same, with `*` for null: a level that leaves the dimension out."""
        return {
            dimension: dict([(None, ALL), *members.items()])
            for dimension, members in self.members.items()
        }

    @cached_property
    def basis(self) -> str:
        """A fingerprint of all in the programme file that the kept tables depend on."""
        programme, rules = self.programme, self.programme.rules
        content = {
            "numbers": {name: dict(members) for name, members in self.numbers.items()},
            "counties": programme.county_ids,
            "active": programme.active_statuses,
            "statuses": [status.id for status in programme.statuses],
            "minimum_hours": str(rules.minimum_hours or 0),
            "minimum_value_sek": str(rules.minimum_value_sek or 0),
            "new_enterprise_years": rules.new_enterprise_years,
        }
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
