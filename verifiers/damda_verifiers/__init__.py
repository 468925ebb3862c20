"""The verifier web service, and one folder per relying party."""
