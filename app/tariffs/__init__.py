"""Tariffs as people see them: browsing, checking and comparing."""
