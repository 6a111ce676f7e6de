"""The sample programme: invented deliveries, sent through the intake like any other."""

from __future__ import annotations

from s3metrics.sample.deliveries import SampleDelivery, sample_deliveries

__all__ = ["SampleDelivery", "sample_deliveries"]
