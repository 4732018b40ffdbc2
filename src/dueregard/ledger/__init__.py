"""What was done, in order: an append-only chain that nobody can quietly change."""
