"""OpenID4VCI 1.0 and OpenID4VP 1.0: messages are parsed, built and checked here. No HTTP.

What a counterpart got wrong is an `OpenIdError` with the code of its registry, or MalformedInput.
"""
