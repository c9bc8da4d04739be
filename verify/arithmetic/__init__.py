"""One expression, several arithmetics: floats observe, balls decide."""
