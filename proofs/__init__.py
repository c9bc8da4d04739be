"""The claims: one folder per source, one file per theorem."""
