"""The one primitive: look for a counterexample."""
