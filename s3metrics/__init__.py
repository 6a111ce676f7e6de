"""Follow-up of a smart-specialisation programme: partners' files in, figures that open out."""

from __future__ import annotations

__version__ = "0.1.0"
