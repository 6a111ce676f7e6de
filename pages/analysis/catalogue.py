"""The catalogue, for analysts: every indicator with its rule, unit, breakdowns, sources, owner."""

from __future__ import annotations

from ui import frame
from ui.wording import definitions

frame.start("catalogue")
theme = definitions.choose_theme()
for indicator in definitions.of_theme(theme):
    definitions.entry(indicator)
