"""The verifier web service: OpenID4VP 1.0 towards wallets, pages and an API towards people."""
