"""The one door to the lists: an engine as of a delivery."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from s3metrics.engine.register.asking import Asking
from s3metrics.engine.register.initiative_rows import InitiativeRows, initiative_rows
from s3metrics.engine.register.initiatives import Initiative, initiatives
from s3metrics.engine.register.leads import LeadTime, lead_times
from s3metrics.engine.register.levels import Level, levels
from s3metrics.engine.register.needs import Need, needs
from s3metrics.engine.register.principals import Principal, principals
from s3metrics.engine.register.solutions import Solution, solutions
from s3metrics.engine.selection import Selection, resolve
from s3metrics.errors import WrongCall
from s3metrics.words import Text, did_you_mean

if TYPE_CHECKING:
    from s3metrics.engine.engine import Engine

_WHOLE = Selection()


class Register:
    """Lists as known at one delivery. Each method raises WrongCall for an unknown selection.

    A selection confines a list by what its units have: areas and counties of initiatives and
    needs, areas of solutions, counties and sizes of companies.
    """

    def __init__(self, engine: Engine, as_of: int, today: date) -> None:
        self._engine = engine
        self._as_of = as_of
        self._today = today

    def initiatives(self, selection: Selection = _WHOLE) -> tuple[Initiative, ...]:
        """The initiatives, by start."""
        return initiatives(self._asking(selection))

    def initiative(self, id_: str, selection: Selection = _WHOLE) -> Initiative:
        """One initiative, whatever areas and counties are selected.

        Raises WrongCall for an id that no delivery holds.
        """
        everywhere = replace(selection, areas=(), counties=(), municipalities=(), sizes=())
        found = {one.id: one for one in self.initiatives(everywhere)}
        if id_ not in found:
            hint = did_you_mean(id_, found)
            raise WrongCall(
                Text(
                    f"Insatsen ”{id_}” finns inte.{hint.sv}",
                    f"There is no initiative “{id_}”.{hint.en}",
                )
            )
        return found[id_]

    def rows_of(self, id_: str, selection: Selection = _WHOLE) -> InitiativeRows:
        """Every row of one initiative. Raises as `initiative`."""
        area = self.initiative(id_, selection).area
        areas = (area,) if area in self._engine.programme.area_ids else ()
        return initiative_rows(
            self._asking(replace(selection, areas=areas, counties=(), municipalities=(), sizes=())),
            id_,
        )

    def principals(self, selection: Selection = _WHOLE) -> tuple[Principal, ...]:
        """The principals of initiatives active in the period."""
        return principals(self._asking(selection))

    def needs(self, selection: Selection = _WHOLE) -> tuple[Need, ...]:
        """The needs dated in the period."""
        return needs(self._asking(selection))

    def solutions(self, selection: Selection = _WHOLE) -> tuple[Solution, ...]:
        """The solutions on the handover ladder."""
        return solutions(self._asking(selection))

    def levels(self, selection: Selection = _WHOLE) -> tuple[Level, ...]:
        """The SMEs whose degree of innovation has been measured twice."""
        return levels(self._asking(selection))

    def lead_times(self, selection: Selection = _WHOLE) -> tuple[LeadTime, ...]:
        """The times between the links of the chain that have no indicator."""
        return lead_times(self._asking(selection))

    def lacks(self, table: str, selection: Selection = _WHOLE) -> bool:
        """True when nobody has delivered the table for the selection's areas."""
        return self._asking(selection).lacks(table)

    def _asking(self, selection: Selection) -> Asking:
        scope = resolve(selection, self._engine.programme, self._today)
        return Asking(engine=self._engine, scope=scope, as_of=self._as_of)
