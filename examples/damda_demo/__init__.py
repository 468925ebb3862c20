"""The demo: everything on one machine, and a story that it plays."""
