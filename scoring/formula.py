"""The version of the formulas by which results are computed."""

FORMULA = "1"
"""Raised whenever the same inputs would give another mark, rank, medal or scale point; stands in every result."""
