"""`damda did`: making, changing, ending, resolving and reading DIDs."""
