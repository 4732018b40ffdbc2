"""Many uses read again at once, after what is asked and raised has changed."""
