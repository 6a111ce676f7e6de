"""Ad hoc questions, for analysts: in SQL or built without, with the figures' own tables and rules.

In Swedish and English. The queries run fenced in, on a read-only copy without persons, and their
answers are marked as not official.
"""

from __future__ import annotations

import streamlit as st

from ui import data, frame
from ui.explore import beside, saved, ways

frame.start("explore")
# So that the first question need not wait for its worker.
data.platform().prepare_sql()
left, right = st.columns([1, 2], gap="medium")
with left:
    beside.show()
    saved.listed()
with right:
    asked = ways.ask()
ways.answer(asked)
