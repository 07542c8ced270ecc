"""Tariffs as data: a strict language for who is granted what, its loading, its evaluation and its trace."""
