"""What a person sees: terminal, JSON, notebook display."""
