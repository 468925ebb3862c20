"""A VC-API for other people's test suites: issuers with fresh keys, over HTTPS on loopback.

Started by ``make vc-api``. It keeps nothing, and its keys end with it.
"""
