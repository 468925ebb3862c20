"""Selective disclosure of a real training badge, by pairs of mandatory and selective pointers."""
