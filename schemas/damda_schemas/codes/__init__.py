"""Korean code systems as pure functions: form, check digit, meaning. No tables fetched, no I/O."""
