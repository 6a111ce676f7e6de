"""The pack's content: its sections in order, at one clock and in one language."""

from __future__ import annotations

from s3metrics.reports.pack import changes, crossing, headlines, money, places, sources
from s3metrics.reports.pack.asking import Asking, AsOf, FigureSource
from s3metrics.reports.pack.model import Pack
from s3metrics.reports.pack.wording import Wording


def content_of(source: FigureSource, as_of: AsOf, language: str, since: AsOf) -> Pack:
    """Everything that the pack says. Raises as the source's `compute`."""
    asking = Asking(source, as_of, Wording(language))
    words = asking.words
    sections = (
        headlines.where_it_stands(asking),
        places.areas_and_counties(asking),
        crossing.across_borders(asking),
        money.funding(asking),
        changes.since_last_edition(asking, since),
    )
    return Pack(
        language=language,
        title=words.say("Styrgruppens underlag", "The steering group's pack"),
        programme=words.of(asking.programme.name),
        clock=_clock(asking),
        made=words.say(
            f"Siffror till {words.day(asking.to)}", f"Figures to {words.day(asking.to)}"
        ),
        sample=words.say(
            "EXEMPELDATA – inga riktiga uppgifter", "SAMPLE DATA – nothing here is real"
        )
        if source.is_sample
        else "",
        eu_statement=words.say(
            "Medfinansieras av Europeiska unionen", "Co-funded by the European Union"
        ),
        eu_alt=words.say("EU:s flagga", "The flag of the EU"),
        page_of=words.say("Sida {page} av {pages}", "Page {page} of {pages}"),
        receipt_word=words.say("Kvitto", "Receipt"),
        # Last: it tells of every figure that the others asked for.
        sections=(*sections, sources.definitions(asking)),
    )


def _clock(asking: Asking) -> str:
    """Which edition, or what is known as of which delivery, and since when."""
    words, clock = asking.words, asking.clock
    if clock.edition is not None:
        sealed = words.day(clock.edition.sealed_at.date())
        return words.say(
            f"Som rapporterat i utgåva {clock.edition.name}, förseglad {sealed}",
            f"As reported in edition {clock.edition.name}, sealed {sealed}",
        )
    received = next(
        one.received_at for one in asking.source.deliveries() if one.delivery == clock.delivery
    )
    came = words.day(received.date())
    if asking.as_of is None:
        return words.say(
            f"Som känt i dag: leverans {clock.delivery}, {came}",
            f"As known today: delivery {clock.delivery}, {came}",
        )
    return words.say(
        f"Som känt vid leverans {clock.delivery}, {came}",
        f"As known at delivery {clock.delivery}, {came}",
    )
