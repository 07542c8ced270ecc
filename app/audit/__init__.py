"""The audit chain: who did what to which thing, in an order nobody can change unseen."""
