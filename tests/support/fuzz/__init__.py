"""Fuzzing what reads other people's bytes: `make fuzz`, and a little of it in every test run."""
