"""Faults of keys against each other.

They are looked for in the file's tree, not in the finished model: a file with one misspelt key
should still hear of its overlapping periods. What is missing or of the wrong kind is passed over
here, since the model's own fault about it has been told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from s3metrics import codes
from s3metrics.programme.messages import shown
from s3metrics.programme.tree import Entry, Tree, dotted
from s3metrics.words import did_you_mean, fold, listed

UNKNOWN_MEMBER = "okand"
"""The member that gathers what has no area; no area may take its name."""
PROJECT_BANK_STATUSES = ("avslutad", "pagaende")


def cross_faults(tree: Tree) -> list[str]:
    """One Swedish sentence per contradiction in the file's tree; empty when there is none."""
    root = Entry("", tree)
    return [fault for check in _CHECKS for fault in check(root)]


def _unknown(path: str, given: str, allowed: Iterable[str], what: str) -> str:
    words = list(dict.fromkeys(allowed))
    return (
        f"{path}: {shown(given)} är {what}.{did_you_mean(given, words)} "
        f"Tillåtet är {listed(words, 'eller') or 'inget, eftersom filen saknar sådana'}."
    )


def _ids(root: Entry, key: str) -> list[str]:
    return [text for entry in root.children(key) if (text := entry.text("id")) is not None]


def _period(root: Entry) -> Iterator[str]:
    yield from _reversed(root.child("period"))


def _bounds(entry: Entry) -> tuple[date | None, date | None]:
    """First and last day; neither when they are reversed, since that has been told."""
    start, end = entry.day("start"), entry.day("end")
    return (None, None) if start and end and end < start else (start, end)


def _reversed(entry: Entry) -> Iterator[str]:
    start, end = entry.day("start"), entry.day("end")
    if start and end and end < start:
        yield f"{entry.path}.end: ”{end}” är före start. Ange ett datum från {start}."


def _nuts2(root: Entry) -> Iterator[str]:
    given = root.text("nuts2")
    known = sorted({county.nuts3[:4] for county in codes.COUNTIES})
    if given is not None and given not in known:
        yield _unknown("nuts2", given, known, "ingen svensk NUTS 2-kod")


def _counties(root: Entry) -> Iterator[str]:
    known = {county.code: county for county in codes.COUNTIES}
    for entry in root.children("counties"):
        given = entry.text("id")
        if given is None:
            continue
        if given not in known:
            yield _unknown_county(entry, given)
            continue
        county, name, nuts3 = known[given], entry.text("name"), entry.text("nuts3")
        if name is not None and codes.find_county(name) != county:
            yield f"{entry.path}.name: ”{name}” är inte länet {given}. Ange ”{county.name}”."
        if nuts3 is not None and nuts3 != county.nuts3:
            yield f"{entry.path}.nuts3: ”{nuts3}” är inte länet {given}. Ange ”{county.nuts3}”."


def _unknown_county(entry: Entry, given: str) -> str:
    name = entry.text("name")
    meant = codes.find_county(given) or codes.find_county(name or "")
    hint = f" Menade du ”{meant.code}” ({meant.name})?" if meant else ""
    allowed = listed((county.code for county in codes.COUNTIES), "eller")
    return f"{entry.path}.id: ”{given}” är ingen svensk länskod.{hint} Tillåtet är {allowed}."


def _doubles(key: str, word: str, what: str) -> Callable[[Entry], Iterator[str]]:
    def check(root: Entry) -> Iterator[str]:
        first: dict[str, str] = {}
        for entry in root.children(key):
            given = entry.text(word)
            if given is None:
                continue
            earlier = first.setdefault(fold(given), entry.path)
            if earlier != entry.path:
                yield (
                    f"{entry.path}.{word}: {shown(given)} står redan i {earlier}. "
                    f"Ange varje {what} en gång."
                )

    return check


def _area_words(root: Entry) -> Iterator[str]:
    """A word in a cell must mean one area: ids and names are compared as cells are."""
    areas = root.children("areas")
    owner = {fold(entry.text("id") or ""): entry.path for entry in reversed(areas)}
    for entry in areas:
        if entry.text("id") == UNKNOWN_MEMBER:
            yield (
                f"{entry.path}.id: ”{UNKNOWN_MEMBER}” är upptaget av det som saknar område. "
                "Ange ett annat id."
            )
        name = entry.child("name")
        for path, word in (
            (f"{entry.path}.name.{language}", name.text(language)) for language in ("sv", "en")
        ):
            earlier = owner.setdefault(fold(word), entry.path) if word else entry.path
            if earlier != entry.path:
                yield (
                    f"{path}: ”{word}” betyder redan {earlier}. "
                    "Ange ett namn som inget annat område har."
                )


def _funding(root: Entry) -> Iterator[str]:
    budget = root.number("budget_sek")
    parts = [entry.number("budget_sek") or 0 for entry in root.children("funders")]
    if budget is not None and sum(parts) > budget:
        yield (
            f"funders: finansiärernas belopp är ”{sum(parts)}” tillsammans. "
            f"Ange högst programmets budget_sek, {budget}."
        )


def _de_minimis(root: Entry) -> Iterator[str]:
    rules = root.child("rules")
    if rules.number("de_minimis_ceiling_eur") and "eur_sek_rate" not in rules.fields:
        yield (
            "rules.eur_sek_rate: uppgiften saknas, fast de_minimis_ceiling_eur är angivet. "
            "Ange kronor per euro, t.ex. 11.4."
        )


def _reporting_periods(root: Entry) -> Iterator[str]:
    first, last = _bounds(root.child("period"))
    latest: tuple[str, date] | None = None
    for entry in root.children("reporting_periods"):
        yield from _reversed(entry)
        (start, end), due = _bounds(entry), entry.day("due")
        if start and first and start < first:
            yield f"{entry.path}.start: ”{start}” är före programmet. Ange ett datum från {first}."
        if end and last and end > last:
            yield f"{entry.path}.end: ”{end}” är efter programmet. Ange ett datum till {last}."
        if end and due and due < end:
            yield f"{entry.path}.due: ”{due}” är före periodens slut. Ange ett datum från {end}."
        if start and latest and start <= latest[1]:
            yield (
                f"{entry.path}.start: ”{start}” är inte efter {latest[0]}, som slutar {latest[1]}. "
                "Ange perioderna i tidsordning utan överlapp."
            )
        if end and (latest is None or end > latest[1]):
            latest = (entry.path, end)


def _targets(root: Entry) -> Iterator[str]:
    areas, counties = _ids(root, "areas"), _ids(root, "counties")
    first, _ = _bounds(root.child("period"))
    seen: dict[tuple[object, ...], str] = {}
    for entry in root.children("targets"):
        area, county, day = entry.text("area"), entry.text("county"), entry.day("date")
        if area is not None and area not in areas:
            yield _unknown(f"{entry.path}.area", area, areas, "inget av programmets områden")
        if county is not None and county not in counties:
            yield _unknown(f"{entry.path}.county", county, counties, "inget av programmets län")
        if day and first and day < first:
            yield f"{entry.path}.date: ”{day}” är före programmet. Ange ett datum från {first}."
        key = (entry.text("indicator"), area, county, day)
        earlier = seen.setdefault(key, entry.path)
        if None not in (key[0], key[3]) and earlier != entry.path:
            yield (
                f"{entry.path}: ”{key[0]}” har redan ett mål för samma dag, område och län i "
                f"{earlier}. Ange ett mål."
            )


def _senders(root: Entry) -> Iterator[str]:
    areas = _ids(root, "areas")
    for entry in root.children("senders"):
        for path, area in entry.texts("areas"):
            if area not in areas:
                yield _unknown(path, area, areas, "inget av programmets områden")


def _project_bank(root: Entry) -> Iterator[str]:
    if "project_bank" not in root.fields:
        return
    areas = _ids(root, "areas")
    mapping = root.child("project_bank").child("areas")
    for priority in mapping.fields:
        area = mapping.text(priority)
        if area is not None and area not in areas:
            yield _unknown(
                f"{mapping.path}.{dotted(priority)}", area, areas, "inget av programmets områden"
            )
    statuses = _ids(root, "statuses")
    for status in PROJECT_BANK_STATUSES:
        if statuses and status not in statuses:
            yield (
                f"statuses: läget ”{status}” saknas. "
                "Ange det, eftersom projektbankens insatser får det."
            )


_CHECKS: tuple[Callable[[Entry], Iterator[str]], ...] = (
    _period,
    _nuts2,
    _counties,
    _doubles("counties", "id", "län"),
    _doubles("areas", "id", "id"),
    _area_words,
    _funding,
    _de_minimis,
    _doubles("reporting_periods", "id", "id"),
    _reporting_periods,
    _targets,
    _doubles("statuses", "id", "id"),
    _doubles("cost_categories", "id", "id"),
    _doubles("initiative_kinds", "id", "id"),
    _doubles("senders", "name", "namn"),
    _senders,
    _project_bank,
)
