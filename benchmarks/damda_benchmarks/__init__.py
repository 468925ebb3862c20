"""Damda's speed beside its peers': interleaved rounds of the same jobs, in CPU time."""
