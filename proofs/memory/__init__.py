"""The essay on five stability conditions, the second chapter of the same author."""
