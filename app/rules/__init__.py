"""The scoring rules of a contest in forms that show their effect on invented results."""
