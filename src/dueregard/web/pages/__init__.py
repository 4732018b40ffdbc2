"""One file a noun: each page translates a request into one call, and the answer into a page."""
