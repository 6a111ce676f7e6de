"""Accessibility, for everybody: how accessible the pages are, what is lacking, whom to tell."""

from __future__ import annotations

from ui import accessibility, frame

frame.start("accessibility")
accessibility.show()
