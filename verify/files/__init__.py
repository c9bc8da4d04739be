"""Claim files: where they are, how they are read, what their claims are called."""
