"""The sample programme: invented deliveries, sent through the intake like any other."""

from __future__ import annotations

from s3metrics.sample.deliveries import SampleDelivery, sample_deliveries
from s3metrics.sample.seals import SampleSeal, sample_seals

__all__ = ["SampleDelivery", "SampleSeal", "sample_deliveries", "sample_seals"]
