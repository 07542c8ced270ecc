"""Accounts: who people are to the system, their roles, and their sessions."""
