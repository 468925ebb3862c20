"""How claims become a credential: one module per profile, and the literal table of them.

A profile module has ``TABLES`` (tables of its own in a definition), ``read``, ``problem_with``
(why a claim can't go where its path says), ``is_own_term``, ``build`` and ``schema``.
"""

from __future__ import annotations

from types import MappingProxyType, ModuleType

from . import open_badge_3

PROFILES: MappingProxyType[str, ModuleType] = MappingProxyType({"open-badge-3": open_badge_3})
