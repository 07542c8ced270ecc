"""Entrants: people, their entries, teams, and those who stand behind them."""
