"""Damda's core: credentials, proofs, DIDs, status and verdicts. Pure, synchronous, no I/O.

The use cases are in :mod:`damda.issue`, :mod:`damda.present` and :mod:`damda.verify`;
the seams to the outside are in :mod:`damda.protocols`; the errors in :mod:`damda.errors`.
"""
