"""Spectra, norms, logarithmic norms, exponentials and matrix equations; float and certified."""
