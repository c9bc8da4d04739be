"""What goes wrong with input: each error gives the value, the rule, and the remedy."""

from __future__ import annotations


class FlowproofError(Exception):
    """The base of every error this package raises on purpose."""


class ClaimError(FlowproofError):
    """A claim breaks a rule of the claim model; the message names the rule and the remedy."""


class UnsupportedFunction(FlowproofError):
    """An expression holds a function that no arithmetic knows."""


class SelectionError(FlowproofError):
    """A selection names nothing; the message lists near ids."""
