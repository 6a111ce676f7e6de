"""The analysts' own questions: how they are asked, what comes back, what is kept of it."""
