"""Sampled matrices with known properties, each with its certificate."""
