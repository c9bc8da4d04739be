"""Workers, time limits, and what a run returns."""
