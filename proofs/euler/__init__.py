"""The essay on forward Euler as the curse of the transformer."""
