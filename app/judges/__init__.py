"""Judges and what each of them does in which contest."""
