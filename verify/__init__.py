"""State a theorem once; get a verdict that says how far the evidence goes."""
