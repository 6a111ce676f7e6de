"""Decided funding, costs that follow time, and payments that follow costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from s3metrics.sample.initiatives import Initiative
from s3metrics.sample.records import Record, Records, Row
from s3metrics.sample.schedule import month_end, quarters
from s3metrics.sample.setting import Setting

_ORE = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class Share:
    """One funder's part of an initiative's budget."""

    funder: str
    source: str
    form: str
    budget_sek: int
    sender: str

    def row(self, initiative: Initiative, budget_sek: int) -> Row:
        """Its line in the sheet Finansiering."""
        return {
            "initiative_id": initiative.id,
            "funder": self.funder,
            "source": self.source,
            "form": self.form,
            "budget_sek": Decimal(budget_sek),
        }


def play_money(setting: Setting, initiatives: list[Initiative], records: Records) -> None:
    """The regions' lists of funding and bookings."""
    budget = setting.programme.budget_sek or setting.recipe.money.budget_sek
    # Shares are of what is carried through: an aborted initiative's money is decided, not spent.
    weights = sum(initiative.budget for initiative in initiatives if not initiative.aborted)
    for number, initiative in enumerate(initiatives):
        ledger = _Books(setting, initiative, records, number)
        ledger.play(budget * setting.recipe.money.decided * initiative.budget / weights)


class _Books:
    """One initiative's money."""

    def __init__(
        self, setting: Setting, initiative: Initiative, records: Records, number: int
    ) -> None:
        self._setting = setting
        self._recipe = setting.recipe.money
        self._initiative = initiative
        self._records = records
        self._number = number
        self._dice = setting.dice("money", initiative.id)
        self._lead = initiative.area.lead_region

    def play(self, total: float) -> None:
        """Decide the budget of `total` SEK, spend it, and have it paid."""
        shares = list(self._shares(total))
        for share in shares:
            self._decide(share)
        costs = list(self._costs(sum(share.budget_sek for share in shares)))
        for day, amount, category in costs:
            self._book(self._lead, day, "kostnad", amount, cost_category=category)
        for share in shares:
            if share.form == "kontant":
                self._pay(share, shares, [(day, amount) for day, amount, _ in costs])
        for share in shares:
            if share.form != "kontant":
                # Work that is given counts as paid in when it is done.
                self._pay(share, shares, [(day, amount) for day, amount, _ in costs])

    # --- decisions

    def _shares(self, total: float) -> Iterator[Share]:
        recipe, number, initiative = self._recipe, self._number, self._initiative
        ceiling = self._setting.programme.eu_share_ceiling
        eu_share = float(ceiling) if ceiling is not None else recipe.eu_share
        others = {
            (self._eu_funder(), "eruf", "kontant"): eu_share if initiative.has_eu_funding else 0.0,
            (recipe.municipal_funder, "kommun", "kontant"): recipe.municipal * (number % 2),
            (recipe.state_funder, "stat", "kontant"): recipe.state * (number % 3 == 1),
            (recipe.private_funder, "privat", "annat_an_pengar"): recipe.private_in_kind
            * (number % 2 == 0),
        }
        left = total
        for (funder, source, form), share in others.items():
            if amount := self._rounded(total * share):
                left -= amount
                yield self._share(funder, source, form, amount, self._lead)
        weights = {c: self._region_weight(c) for c in initiative.counties}
        for county, weight in weights.items():
            if amount := self._rounded(left * weight / sum(weights.values())):
                region = self._setting.programme.county(county).region.name
                yield self._share(region, "region", "kontant", amount, region)

    def _region_weight(self, county: str) -> float:
        """A region pays for those it hopes to reach, and something to be part of it."""
        weights = self._initiative.area.county_weights
        return weights[county] + 0.1 * sum(weights.values())

    def _share(self, funder: str, source: str, form: str, amount: int, sender: str) -> Share:
        return Share(funder=funder, source=source, form=form, budget_sek=amount, sender=sender)

    def _eu_funder(self) -> str:
        funders = (f.name for f in self._setting.programme.funders if f.source == "eruf")
        return next(funders, self._recipe.eu_funder)

    def _rounded(self, amount: float) -> int:
        return round(amount / self._recipe.rounding_sek) * self._recipe.rounding_sek

    def _decide(self, share: Share) -> Record:
        initiative = self._initiative
        final = (initiative.known_from, share.row(initiative, share.budget_sek))
        if share.source != "region" or not self._dice.chance(self._recipe.raised):
            return self._records.add("funding", share.sender, final)
        # Decided in two steps: the whole is there half a year into the initiative.
        first = self._rounded(share.budget_sek * 0.8)
        return self._records.add(
            "funding",
            share.sender,
            (initiative.known_from, share.row(initiative, first)),
            (initiative.start + timedelta(days=180), share.row(initiative, share.budget_sek)),
        )

    # --- costs

    def _costs(self, budget_sek: int) -> Iterator[tuple[date, Decimal, str]]:
        """Day, amount and category of each booking: quarter by quarter, a little uneven."""
        initiative, recipe = self._initiative, self._recipe
        planned_days = (initiative.first_end - initiative.start).days + 1
        pace = recipe.spent * initiative.area.words.pace
        categories = self._categories()
        for first, last in quarters(initiative.start, initiative.end):
            share = min(1.0, ((last - first).days + 1) / planned_days)
            spent = budget_sek * pace * share * self._dice.between(0.8, 1.15)
            for category, part in categories:
                day = month_end(last.year, last.month - self._dice.whole(0, 2) * (last.month > 2))
                day = min(last, max(first, day))
                amount = _ore(spent * part * self._dice.between(0.85, 1.15))
                yield day, amount, category
                yield from self._correction(day, amount, category)

    def _correction(
        self, day: date, amount: Decimal, category: str
    ) -> Iterator[tuple[date, Decimal, str]]:
        if self._dice.chance(self._recipe.corrected):
            later = day + timedelta(days=self._dice.whole(35, 80))
            # Booked twice or in the wrong place: some or all of it is taken back.
            part = 1.0 if self._dice.chance(0.2) else self._dice.between(0.05, 0.3)
            yield later, -_ore(float(amount) * part), category

    def _categories(self) -> list[tuple[str, float]]:
        names = [category.name.sv for category in self._setting.programme.cost_categories]
        shares = self._recipe.cost_shares
        named = list(zip(names or [self._recipe.cost_category], shares, strict=False))
        whole = sum(share for _, share in named)
        return [(name, share / whole) for name, share in named]

    # --- payments

    def _pay(self, share: Share, shares: list[Share], costs: list[tuple[date, Decimal]]) -> None:
        """Each half-year's costs are paid by those who pay in money, each its part."""
        part = share.budget_sek / sum(s.budget_sek for s in shares)
        recipe = self._recipe
        delay = (
            recipe.eu_payment_delay_days if share.source == "eruf" else recipe.payment_delay_days
        )
        halves: dict[date, Decimal] = {}
        for day, amount in costs:
            half = month_end(day.year, 6 if day.month <= 6 else 12)
            halves[half] = halves.get(half, Decimal(0)) + amount
        for half, cost in sorted(halves.items()):
            paid_on = half + timedelta(days=self._dice.within(delay))
            amount = _ore(float(cost) * part)
            if amount > 0 and paid_on <= self._setting.programme.period.end:
                self._book(
                    share.sender,
                    paid_on,
                    "inbetalning",
                    amount,
                    funder=share.funder,
                    form=share.form,
                )

    def _book(
        self,
        sender: str,
        day: date,
        kind: str,
        amount: Decimal,
        *,
        funder: str | None = None,
        cost_category: str | None = None,
        form: str | None = None,
    ) -> None:
        row: Row = {
            "initiative_id": self._initiative.id,
            "date": day,
            "kind": kind,
            "amount_sek": amount,
            "funder": funder,
            "cost_category": cost_category,
            "form": form,
        }
        self._records.add("booking", sender, (day, row))


def _ore(amount: float) -> Decimal:
    return Decimal(amount).quantize(_ORE, rounding=ROUND_HALF_EVEN)
