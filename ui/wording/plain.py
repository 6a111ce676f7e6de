"""Texts that others wrote, shown as they stand.

Streamlit reads Markdown in nearly everything it shows: a company, a file or a link named
`![](http://…)` would otherwise make every reader's browser ask that address.
"""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>:$&])")
_BARE_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|www)\b")
_WORD_JOINER = "\u2060"


def plain(text: str) -> str:
    """The text with Markdown's marks taken literally; lines stay lines."""
    # Without the joiner, a bare address would become a link in spite of its escaped marks.
    parted = _BARE_ADDRESS.sub(lambda found: f"{found[0][0]}{_WORD_JOINER}{found[0][1:]}", text)
    return _MARKS.sub(r"\\\1", parted).replace("\n", "  \n")
