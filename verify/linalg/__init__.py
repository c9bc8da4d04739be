"""Spectra, norms, logarithmic norms, exponentials and matrix equations; float and certified.

Floats observe: `floats`, `norms`, and the float halves of `exponentials` and `lyapunov`. What
decides: `spectra` (enclosed eigenvalues), `balls` (enclosed norms), `definite`, `jordan`,
`certificates` (stability), `eigenvectors`, `pseudospectra`, `joint_radius`.
"""
