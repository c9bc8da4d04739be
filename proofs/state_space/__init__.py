"""What the second essay says of state space models: modes, energy, matrices."""
