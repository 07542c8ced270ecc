"""Results: from marks to frozen placings, and the decisions people made on the way."""
