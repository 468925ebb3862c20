"""What of the published suites passes, and what is refused by name: the numbers of a page."""
