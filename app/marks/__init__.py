"""Marks: score sheets and every version of every mark."""
