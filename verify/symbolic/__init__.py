"""Exact routes: normal forms and zero tests, signs, SMT, abstract vectors, boxes."""
