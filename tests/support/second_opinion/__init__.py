"""Canonicalization by PyLD, as a second opinion on our own expander. Tests only."""
