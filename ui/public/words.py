"""What the public view says of editions, periods and what is hidden."""

from __future__ import annotations

from s3metrics.editions.model import Edition, Span
from s3metrics.programme import Programme
from ui.i18n import _
from ui.wording import numbers
from ui.wording.plain import plain


def name(edition: Edition) -> str:
    """An edition in a list."""
    told = _("Utgåva {name}").format(name=edition.name)
    return _("{edition} (ersatt)").format(edition=told) if edition.replaced_by else told


def edition(shown: Edition) -> str:
    """What is shown, and since when it stands; a page's text."""
    told = _("**Utgåva {name}.** Perioden {start} – {end}, förseglad {sealed}.").format(
        name=plain(shown.name),
        start=numbers.day(shown.period_start),
        end=numbers.day(shown.period_end),
        sealed=numbers.day(shown.sealed_at.date()),
    )
    if shown.replaced_by:
        told += " " + _("Utgåvan är ersatt av {name}.").format(name=plain(shown.replaced_by))
    return told


def edition_in_words(shown: Edition) -> str:
    """The same for a file."""
    return _("Utgåva {name}: så som det rapporterades, förseglat {day}.").format(
        name=shown.name, day=numbers.day(shown.sealed_at.date())
    )


def span(found: Span, shown: Edition) -> str:
    """The days that a table covers."""
    if found is Span.PERIOD:
        return _("Perioden: {start} – {end}").format(
            start=numbers.short_day(shown.period_start), end=numbers.short_day(shown.period_end)
        )
    return _("Ackumulerat: {start} – {end}").format(
        start=numbers.short_day(shown.programme_start), end=numbers.short_day(shown.period_end)
    )


def rule(programme: Programme) -> str:
    """Why a number is hidden, in a sentence."""
    return _(
        "Dolt: siffran gäller färre än {n} företag, eller skulle avslöja en sådan siffra om den "
        "visades."
    ).format(n=programme.rules.suppression_threshold)
