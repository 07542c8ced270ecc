"""Events and their contests: what is held, when, and under which rules."""
