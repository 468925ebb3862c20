"""The commands of `damda` that look at documents: verify and inspect."""
