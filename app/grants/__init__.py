"""Grants: what the applied tariffs give, to whom, why, and who pays."""
