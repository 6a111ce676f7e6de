"""Figures, and what stands beside them: coverage, targets, the rows behind.

Every question takes `as_of`: a delivery's number, an edition's name, or None for what is known
now. An edition brings its own programme file, and its period's last day as "today".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from s3metrics.doors.public import Public
from s3metrics.engine.context import PopulationRow, populations
from s3metrics.engine.coverage import Coverage
from s3metrics.engine.engine import Engine
from s3metrics.engine.entities import Entities
from s3metrics.engine.rates import Rates, per_thousand
from s3metrics.engine.register import Register
from s3metrics.engine.result import Result
from s3metrics.engine.selection import Selection
from s3metrics.engine.shared import Shared, shared_entities, shared_units
from s3metrics.errors import WrongCall
from s3metrics.indicators import find_indicator
from s3metrics.targets import TargetStatus, county_targets, evaluate_targets, status_of
from s3metrics.targets.history import History, Place, place_of
from s3metrics.words import Text

AsOf = int | str | None
"""A delivery's number, an edition's name, or None for now."""
_NO_SELECTION = Selection()
_KEPT_TARGETS = 8


class Figures(Public):
    """The door for figures."""

    _targets: dict[tuple[Engine, int, date], list[TargetStatus]] | None = None

    def compute(
        self,
        indicator: str,
        selection: Selection = _NO_SELECTION,
        by: Sequence[str] = (),
        as_of: AsOf = None,
        *,
        public: bool = False,
        alternatives: bool = False,
    ) -> Result:
        """A figure in every level of its breakdown, as of a delivery (default: the latest) or as
        reported in an edition.

        With `alternatives` the same cells under the other rules that apply stand beside it. With
        `public` only an edition's fixed tables (default: of the latest that stands), without what
        would tell of too few companies: see docs/public.md.

        Raises WrongCall for what does not exist, and for public figures of anything else;
        LedgerError when there is no data.
        """
        if public:
            if alternatives:
                raise WrongCall(
                    Text(
                        "Offentliga siffror visas bara enligt indikatorns egen regel. Utelämna "
                        "--alternatives, eller --public.",
                        "Public figures are shown by the indicator's own rule only. Leave out "
                        "--alternatives, or --public.",
                    )
                )
            return self._compute_public(find_indicator(indicator), selection, by, as_of)
        clock = self.at(as_of)
        return clock.engine.compute(
            find_indicator(indicator),
            selection,
            tuple(by),
            clock.delivery,
            clock.today,
            alternatives=alternatives,
        )

    def coverage(
        self, indicator: str, selection: Selection = _NO_SELECTION, as_of: AsOf = None
    ) -> Coverage:
        """What is missing behind the figure of the whole selection. Raises as `compute`."""
        clock = self.at(as_of)
        wanted = find_indicator(indicator)
        return clock.engine.coverage(wanted, selection, clock.delivery, clock.today)

    def targets(self, as_of: AsOf = None) -> list[TargetStatus]:
        """Every target of the programme file, in its order: standing, pace and forecast."""
        clock = self.at(as_of)
        key = (clock.engine, clock.delivery, clock.today)
        known = self._targets or {}
        if key not in known:
            # Those of older data go, or their files would stay open.
            current = [(k, v) for k, v in known.items() if k[0].reader is clock.engine.reader]
            known = {**dict(current[1 - _KEPT_TARGETS :]), key: evaluate_targets(*key)}
            self._targets = known
        return list(known[key])

    def targets_of(
        self,
        indicator: str,
        area: str | None = None,
        county: str | None = None,
        as_of: AsOf = None,
    ) -> list[TargetStatus]:
        """The targets of one figure, of the programme or of an area or county, by id or name.

        Without any in the programme file: its value, pace and forecast, as `no_target`. Raises
        WrongCall for an area or county that the programme lacks.
        """
        wanted, clock = find_indicator(indicator), self.at(as_of)
        place = place_of(clock.engine, area, county)
        found = [
            status
            for status in self.targets(as_of)
            if (status.indicator, Place(status.area, status.county)) == (wanted, place)
        ]
        if found:
            return found
        history = History(clock.engine, clock.delivery, clock.today)
        return [status_of(history, wanted, place, None)]

    def county_targets(self, indicator: str, as_of: AsOf = None) -> dict[str, TargetStatus]:
        """County → its next target for an indicator; counties without one are left out."""
        today = self.at(as_of).today
        return county_targets(self.targets(as_of), find_indicator(indicator).id, today)

    def per_thousand(
        self,
        indicator: str,
        selection: Selection = _NO_SELECTION,
        by: Sequence[str] = (),
        as_of: AsOf = None,
    ) -> Rates:
        """A count or sum per 1 000 SMEs by county, municipality or size. Raises as `compute`."""
        clock = self.at(as_of)
        asked = (find_indicator(indicator), selection, by)
        return per_thousand(clock.engine, *asked, clock.delivery, clock.today)

    def shared(
        self, indicator: str, selection: Selection, dimension: str, as_of: AsOf = None
    ) -> Shared:
        """How many units of a figure lie in which parts of a breakdown. Raises as `compute`."""
        clock = self.at(as_of)
        asked = (find_indicator(indicator), selection, dimension)
        return shared_units(clock.engine, *asked, clock.delivery, clock.today)

    def shared_entities(
        self,
        indicator: str,
        selection: Selection,
        dimension: str,
        parts: tuple[str, ...] = (),
        as_of: AsOf = None,
    ) -> Entities:
        """The units that lie in exactly these parts, or in several, and their rows."""
        clock = self.at(as_of)
        asked = (find_indicator(indicator), selection, dimension, parts)
        return shared_entities(clock.engine, *asked, clock.delivery, clock.today)

    def populations(self, as_of: AsOf = None) -> list[PopulationRow]:
        """The companies there are, as partners have delivered them, with source and year."""
        clock = self.at(as_of)
        return list(populations(clock.engine, clock.delivery))

    def register(self, as_of: AsOf = None) -> Register:
        """The lists beside the figures, as known at a delivery: initiatives, needs, solutions."""
        clock = self.at(as_of)
        return Register(clock.engine, clock.delivery, clock.today)

    def entities(
        self,
        indicator: str,
        selection: Selection = _NO_SELECTION,
        cell: Mapping[str, str] | None = None,
        as_of: AsOf = None,
    ) -> Entities:
        """The units and rows behind one cell of a figure. Raises as `compute`."""
        clock = self.at(as_of)
        wanted = find_indicator(indicator)
        return clock.engine.entities(wanted, selection, cell or {}, clock.delivery, clock.today)
