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
from s3metrics.words import NOTHING, Text, any_of, did_you_mean, fold

UNKNOWN_MEMBER = "okand"
"""The member that gathers what has no area; no area may take its name."""
_NONE_THERE = Text(
    "inget, eftersom filen saknar sådana", "nothing, since the file has none of them"
)
_NO_AREA = Text("inget av programmets områden", "none of the programme's areas")
PROJECT_BANK_STATUSES = ("avslutad", "pagaende")


def cross_faults(tree: Tree) -> list[Text]:
    """One sentence per contradiction in the file's tree; empty when there is none."""
    root = Entry("", tree)
    return [fault for check in _CHECKS for fault in check(root)]


def _unknown(path: str, given: str, allowed: Iterable[str], what: Text) -> Text:
    words = list(dict.fromkeys(allowed))
    value, hint = shown(given), did_you_mean(given, words)
    there = any_of(words) if words else _NONE_THERE
    return Text(
        f"{path}: {value.sv} är {what.sv}.{hint.sv} Tillåtet är {there.sv}.",
        f"{path}: {value.en} is {what.en}.{hint.en} Allowed: {there.en}.",
    )


def _ids(root: Entry, key: str) -> list[str]:
    return [text for entry in root.children(key) if (text := entry.text("id")) is not None]


def _period(root: Entry) -> Iterator[Text]:
    yield from _reversed(root.child("period"))


def _bounds(entry: Entry) -> tuple[date | None, date | None]:
    """First and last day; neither when they are reversed, since that has been told."""
    start, end = entry.day("start"), entry.day("end")
    return (None, None) if start and end and end < start else (start, end)


def _reversed(entry: Entry) -> Iterator[Text]:
    start, end = entry.day("start"), entry.day("end")
    if start and end and end < start:
        yield Text(
            f"{entry.path}.end: ”{end}” är före start. Ange ett datum från {start}.",
            f"{entry.path}.end: “{end}” is before start. Give a date from {start}.",
        )


def _nuts2(root: Entry) -> Iterator[Text]:
    given = root.text("nuts2")
    known = sorted({county.nuts3[:4] for county in codes.COUNTIES})
    if given is not None and given not in known:
        yield _unknown(
            "nuts2", given, known, Text("ingen svensk NUTS 2-kod", "no Swedish NUTS 2 code")
        )


def _counties(root: Entry) -> Iterator[Text]:
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
            yield Text(
                f"{entry.path}.name: ”{name}” är inte länet {given}. Ange ”{county.name}”.",
                f"{entry.path}.name: “{name}” is not the county {given}. Give “{county.name}”.",
            )
        if nuts3 is not None and nuts3 != county.nuts3:
            yield Text(
                f"{entry.path}.nuts3: ”{nuts3}” är inte länet {given}. Ange ”{county.nuts3}”.",
                f"{entry.path}.nuts3: “{nuts3}” is not the county {given}. Give “{county.nuts3}”.",
            )


def _unknown_county(entry: Entry, given: str) -> Text:
    name = entry.text("name")
    meant = codes.find_county(given) or codes.find_county(name or "")
    hint = NOTHING
    if meant:
        hint = Text(
            f" Menade du ”{meant.code}” ({meant.name})?",
            f" Did you mean “{meant.code}” ({meant.name})?",
        )
    allowed = any_of(county.code for county in codes.COUNTIES)
    return Text(
        f"{entry.path}.id: ”{given}” är ingen svensk länskod.{hint.sv} Tillåtet är {allowed.sv}.",
        f"{entry.path}.id: “{given}” is no Swedish county code.{hint.en} Allowed: {allowed.en}.",
    )


def _doubles(key: str, word: str, what: Text) -> Callable[[Entry], Iterator[Text]]:
    def check(root: Entry) -> Iterator[Text]:
        first: dict[str, str] = {}
        for entry in root.children(key):
            given = entry.text(word)
            if given is None:
                continue
            earlier = first.setdefault(fold(given), entry.path)
            if earlier != entry.path:
                value = shown(given)
                yield (
                    Text(
                        f"{entry.path}.{word}: {value.sv} står redan i {earlier}. Ange varje "
                        f"{what.sv} en gång.",
                        f"{entry.path}.{word}: {value.en} stands already in {earlier}. Give each "
                        f"{what.en} once.",
                    )
                )

    return check


def _area_words(root: Entry) -> Iterator[Text]:
    """A word in a cell must mean one area: ids and names are compared as cells are."""
    areas = root.children("areas")
    owner = {fold(entry.text("id") or ""): entry.path for entry in reversed(areas)}
    for entry in areas:
        if entry.text("id") == UNKNOWN_MEMBER:
            yield (
                Text(
                    f"{entry.path}.id: ”{UNKNOWN_MEMBER}” är upptaget av det som saknar område. "
                    "Ange ett annat id.",
                    f"{entry.path}.id: “{UNKNOWN_MEMBER}” is taken by what has no area. Give "
                    "another id.",
                )
            )
        name = entry.child("name")
        for path, word in (
            (f"{entry.path}.name.{language}", name.text(language)) for language in ("sv", "en")
        ):
            earlier = owner.setdefault(fold(word), entry.path) if word else entry.path
            if earlier != entry.path:
                yield (
                    Text(
                        f"{path}: ”{word}” betyder redan {earlier}. Ange ett namn som inget annat "
                        "område har.",
                        f"{path}: “{word}” means {earlier} already. Give a name that no other area "
                        "has.",
                    )
                )


def _funding(root: Entry) -> Iterator[Text]:
    budget = root.number("budget_sek")
    parts = [entry.number("budget_sek") or 0 for entry in root.children("funders")]
    if budget is not None and sum(parts) > budget:
        yield (
            Text(
                f"funders: finansiärernas belopp är ”{sum(parts)}” tillsammans. Ange högst "
                f"programmets budget_sek, {budget}.",
                f"funders: the funders' amounts are “{sum(parts)}” together. Give at most the "
                f"programme's budget_sek, {budget}.",
            )
        )


def _de_minimis(root: Entry) -> Iterator[Text]:
    rules = root.child("rules")
    if rules.number("de_minimis_ceiling_eur") and "eur_sek_rate" not in rules.fields:
        yield (
            Text(
                "rules.eur_sek_rate: uppgiften saknas, fast de_minimis_ceiling_eur är angivet. "
                "Ange kronor per euro, t.ex. 11.4.",
                "rules.eur_sek_rate: the value is missing, though de_minimis_ceiling_eur is "
                "given. Give kronor per euro, e.g. 11.4.",
            )
        )


def _reporting_periods(root: Entry) -> Iterator[Text]:
    first, last = _bounds(root.child("period"))
    latest: tuple[str, date] | None = None
    for entry in root.children("reporting_periods"):
        yield from _reversed(entry)
        (start, end), due = _bounds(entry), entry.day("due")
        if start and first and start < first:
            yield Text(
                f"{entry.path}.start: ”{start}” är före programmet. Ange ett datum från {first}.",
                f"{entry.path}.start: “{start}” is before the programme. Give a date from {first}.",
            )
        if end and last and end > last:
            yield Text(
                f"{entry.path}.end: ”{end}” är efter programmet. Ange ett datum till {last}.",
                f"{entry.path}.end: “{end}” is after the programme. Give a date to {last}.",
            )
        if end and due and due < end:
            yield Text(
                f"{entry.path}.due: ”{due}” är före periodens slut. Ange ett datum från {end}.",
                f"{entry.path}.due: “{due}” is before the end of the period. Give a date from "
                f"{end}.",
            )
        if start and latest and start <= latest[1]:
            yield (
                Text(
                    f"{entry.path}.start: ”{start}” är inte efter {latest[0]}, som slutar "
                    f"{latest[1]}. Ange perioderna i tidsordning utan överlapp.",
                    f"{entry.path}.start: “{start}” is not after {latest[0]}, which ends "
                    f"{latest[1]}. Give the periods in order of time without overlap.",
                )
            )
        if end and (latest is None or end > latest[1]):
            latest = (entry.path, end)


def _targets(root: Entry) -> Iterator[Text]:
    areas, counties = _ids(root, "areas"), _ids(root, "counties")
    first, _ = _bounds(root.child("period"))
    seen: dict[tuple[object, ...], str] = {}
    for entry in root.children("targets"):
        area, county, day = entry.text("area"), entry.text("county"), entry.day("date")
        if area is not None and area not in areas:
            yield _unknown(f"{entry.path}.area", area, areas, _NO_AREA)
        if county is not None and county not in counties:
            yield _unknown(
                f"{entry.path}.county",
                county,
                counties,
                Text("inget av programmets län", "none of the programme's counties"),
            )
        if day and first and day < first:
            yield Text(
                f"{entry.path}.date: ”{day}” är före programmet. Ange ett datum från {first}.",
                f"{entry.path}.date: “{day}” is before the programme. Give a date from {first}.",
            )
        key = (entry.text("indicator"), area, county, day)
        earlier = seen.setdefault(key, entry.path)
        if None not in (key[0], key[3]) and earlier != entry.path:
            yield (
                Text(
                    f"{entry.path}: ”{key[0]}” har redan ett mål för samma dag, område och län i "
                    f"{earlier}. Ange ett mål.",
                    f"{entry.path}: “{key[0]}” already has a target for the same day, area and "
                    f"county in {earlier}. Give one target.",
                )
            )


def _senders(root: Entry) -> Iterator[Text]:
    areas = _ids(root, "areas")
    for entry in root.children("senders"):
        for path, area in entry.texts("areas"):
            if area not in areas:
                yield _unknown(path, area, areas, _NO_AREA)


def _project_bank(root: Entry) -> Iterator[Text]:
    if "project_bank" not in root.fields:
        return
    areas = _ids(root, "areas")
    mapping = root.child("project_bank").child("areas")
    for priority in mapping.fields:
        area = mapping.text(priority)
        if area is not None and area not in areas:
            yield _unknown(f"{mapping.path}.{dotted(priority)}", area, areas, _NO_AREA)
    statuses = _ids(root, "statuses")
    for status in PROJECT_BANK_STATUSES:
        if statuses and status not in statuses:
            yield (
                Text(
                    f"statuses: läget ”{status}” saknas. Ange det, eftersom projektbankens "
                    "insatser får det.",
                    f"statuses: the status “{status}” is missing. Give it, since the project "
                    "bank's initiatives get it.",
                )
            )


_CHECKS: tuple[Callable[[Entry], Iterator[Text]], ...] = (
    _period,
    _nuts2,
    _counties,
    _doubles("counties", "id", Text("län", "county")),
    _doubles("areas", "id", Text("id", "id")),
    _area_words,
    _funding,
    _de_minimis,
    _doubles("reporting_periods", "id", Text("id", "id")),
    _reporting_periods,
    _targets,
    _doubles("statuses", "id", Text("id", "id")),
    _doubles("cost_categories", "id", Text("id", "id")),
    _doubles("initiative_kinds", "id", Text("id", "id")),
    _doubles("senders", "name", Text("namn", "name")),
    _senders,
    _project_bank,
)
