"""Certificates as documents: what they say, how they look, and their PDF, free of the web and of databases."""
