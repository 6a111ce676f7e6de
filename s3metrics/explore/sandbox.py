"""The sandbox: analysts' questions, each in a worker process that cannot do harm.

A few workers at once, each with a copy opened and locked; one that overstays, falls or is changed
by a question is thrown away, and a new one is made ready meanwhile.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from s3metrics.errors import LedgerError, WrongCall
from s3metrics.explore.framing import Header
from s3metrics.explore.holding import holdable, validate
from s3metrics.explore.limits import Limits
from s3metrics.explore.process import Died, Opening, Overstayed, WorkerProcess
from s3metrics.explore.refusals import busy, out_of_memory, overstayed, refusal, stopped
from s3metrics.explore.tables_model import TableDoc
from s3metrics.explore.texts import checked_text
from s3metrics.explore.turns import NoTurn, Turns
from s3metrics.words import Text

AT_ONCE = max(1, min(4, (os.cpu_count() or 1) - 1))
"""Workers at work: one core is left to the pages, where there is more than one."""
PRIORITY_VARIABLE = "S3METRICS_SQL_PRIORITY"
"""`normal` where nobody reads pages beside: on a busy machine the lowest priority gets nothing."""
_MOST_WAITING = 100


class Sandbox:
    """Safe to share between threads.

    `has_system_limits` false leaves out what only some operating systems have, `yields` false the
    lowest priority: for tests of what remains, and of what time it takes.
    """

    def __init__(
        self, at_once: int = AT_ONCE, *, has_system_limits: bool = True, yields: bool = True
    ) -> None:
        self._turns = Turns(at_once, _MOST_WAITING)
        self._most_idle = at_once + 1
        self._has_system_limits = has_system_limits
        self._yields = yields
        self._idle: list[WorkerProcess] = []
        self._lock = threading.Lock()
        self._keeps_spare = False
        self._is_closed = False

    def run(
        self,
        query: str,
        values: Mapping[str, Any],
        base: Path,
        indicators: Mapping[str, Path],
        limits: Limits,
        *,
        who: str = "",
        tables: Sequence[TableDoc] = (),
        is_checked: bool = True,
    ) -> tuple[pa.Table, bool, float]:
        """(answer, whether rows were left out, seconds at work).

        `values` are bound to `$name`; `tables` have the names to suggest. With `is_checked` false,
        the text goes to the engine unread, which is for proving that nothing depends on reading
        it. Raises QueryError.
        """
        text = checked_text(query, limits) if is_checked else query
        bound = _bound(values)
        opening = Opening(
            base=base,
            indicators=dict(indicators),
            memory_mib=limits.memory_mib,
            threads=limits.threads,
            has_system_limits=self._has_system_limits,
        )
        try:
            with self._turns.turn(who, limits.wait_seconds):
                header, body = self._asked(opening, text, bound, limits, is_checked)
        except NoTurn:
            raise busy(limits) from None
        if header["status"] != "answered":
            raise refusal(header, text, limits, tables)
        return _table(body), header["is_cut"], header["seconds"]

    def warm(self) -> None:
        """Starts a spare worker, unless there is one, and from now on whenever it is used; it
        gets ready by itself. What asks only once does without."""
        self._keeps_spare = True
        with self._lock:
            has_spare = self._is_closed or any(one.opening is None for one in self._idle)
        if not has_spare:
            self._keep(WorkerProcess(yields=self._yields))

    @property
    def worker_pids(self) -> list[int]:
        """The processes that wait for work."""
        with self._lock:
            return [one.pid for one in self._idle]

    def close(self) -> None:
        """Ends the workers that wait for work."""
        with self._lock:
            self._is_closed = True
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.kill()

    def _asked(
        self, opening: Opening, text: str, bound: bytes, limits: Limits, is_checked: bool
    ) -> tuple[Header, bytes]:
        worker = self._worker(opening)
        try:
            header, body = worker.ask(text, bound, limits, is_checked=is_checked)
        except Overstayed:
            self.warm()
            raise overstayed(limits) from None
        except Died as death:
            self.warm()
            raise (out_of_memory if death.for_memory else stopped)(limits) from None
        except BaseException:
            # Whoever asked is gone, Streamlit's way to end a page: its worker must not work on.
            worker.kill()
            raise
        if header["is_spent"]:
            worker.kill()
            self.warm()
        else:
            self._keep(worker)
        return header, body

    def _worker(self, opening: Opening) -> WorkerProcess:
        """One that has the copy open, else one that has none open yet, else a new one."""
        for _ in range(2):
            worker = self._taken(opening) or WorkerProcess(yields=self._yields)
            if worker.opening is not None:
                return worker
            # A spare may have been killed by the system while it waited: once more with a new one.
            with suppress(Died, Overstayed):
                worker.open(opening)
                if self._keeps_spare:
                    self.warm()
                return worker
        raise LedgerError(
            Text(
                f"Kopian {opening.base} går inte att öppna i en egen process. Försök igen; hjälper "
                "inte det, kontrollera att det finns ledigt minne och att filen är hel.",
                f"The copy {opening.base} cannot be opened in a process of its own. Try again; "
                "if that does not help, check that there is free memory and the file is whole.",
            )
        )

    def _taken(self, opening: Opening) -> WorkerProcess | None:
        with self._lock:
            # Who waits is the first that a system without memory kills.
            self._idle = [one for one in self._idle if one.is_alive]
            opened = [one for one in self._idle if one.opening and one.opening.serves(opening)]
            blank = [one for one in self._idle if one.opening is None]
            if not opened and not blank:
                return None
            taken = (opened or blank)[-1]
            self._idle.remove(taken)
            return taken

    def _keep(self, worker: WorkerProcess) -> None:
        """The newest are kept: what was asked last is asked next."""
        with self._lock:
            self._idle.append(worker)
            most = 0 if self._is_closed else self._most_idle
            dismissed = [self._idle.pop(0) for _ in range(len(self._idle) - most)]
        for one in dismissed:
            one.kill()


@cache
def shared() -> Sandbox:
    """The process's one sandbox: what it allows at once is allowed for all."""
    return Sandbox(yields=os.environ.get(PRIORITY_VARIABLE) != "normal")


def _bound(values: Mapping[str, Any]) -> bytes:
    """One row of Arrow: every type that DuckDB knows, and nothing that can be run."""
    if not values:
        return b""
    columns = []
    for name, value in values.items():
        try:
            columns.append(pa.array([value]))
        except (pa.ArrowException, OverflowError, TypeError, ValueError) as error:
            kind = type(value).__name__
            raise WrongCall(
                Text(
                    f"Värdet för ${name} är av typen {kind}, som inte går att skicka med en fråga. "
                    "Ange text, tal, datum, ja/nej eller en lista av sådana.",
                    f"The value for ${name} is of type {kind}, which cannot go with a query. "
                    "Give text, a number, a date, true/false or a list of those.",
                )
            ) from error
    target = pa.BufferOutputStream()
    row = pa.record_batch(columns, names=list(values))
    with pa.ipc.new_stream(target, row.schema) as writer:
        writer.write_batch(row)
    return bytes(target.getvalue())


def _table(body: bytes) -> pa.Table:
    """Read as what a stranger sent: each buffer is looked at before anybody uses it; what Python
    cannot hold is text from here on."""
    table = pa.ipc.open_stream(body).read_all()
    validate(table)
    return holdable(table)
