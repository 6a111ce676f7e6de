"""How well the forecasts would have done: at each past quarter, of each later one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import mean

from s3metrics.targets.forecast import WINDOW, Growth, forecast


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One forecast from the past, beside what came."""

    made_after: int
    """Finished quarters when it was made."""
    ahead: int
    forecast: float
    lower: float
    upper: float
    came: float

    @property
    def is_inside(self) -> bool:
        """Whether what came lay in the interval."""
        return self.lower <= self.came <= self.upper

    @property
    def error_share(self) -> float:
        """(forecast − what came) ÷ what came."""
        return (self.forecast - self.came) / self.came


@dataclass(frozen=True, kw_only=True)
class Record:
    """How a number of trials went."""

    trials: int
    coverage: float
    """The share of the intervals that held what came; 0.8 is what they promise."""
    mean_error_share: float
    """Above 0: the forecasts were too high."""
    mean_absolute_error_share: float

    @classmethod
    def of(cls, trials: Iterable[Trial]) -> Record | None:
        """The record of the trials, None without any."""
        found = list(trials)
        if not found:
            return None
        errors = [trial.error_share for trial in found]
        return cls(
            trials=len(found),
            coverage=mean(trial.is_inside for trial in found),
            mean_error_share=mean(errors),
            mean_absolute_error_share=mean(map(abs, errors)),
        )


def backtest(growth: Growth) -> Iterator[Trial]:
    """A trial per past quarter and later quarter, where the data then known carried a forecast.

    What was accumulated is as known now: late reports are in it, as they were not then.
    """
    quarters = len(growth.ends)
    for known in range(WINDOW, quarters):
        past = growth.up_to(known)
        for ahead in range(1, quarters - known + 1):
            made = forecast(past, ahead, growth.ends[known + ahead - 1])
            if made is not None:
                yield Trial(
                    made_after=known,
                    ahead=ahead,
                    forecast=made.value,
                    lower=made.lower,
                    upper=made.upper,
                    came=growth.values[known + ahead],
                )
