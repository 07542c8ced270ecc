"""Home pages: what each person finds first."""
