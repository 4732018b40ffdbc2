"""Know what is in use, and what is known about it."""
