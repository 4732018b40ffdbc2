"""What the public door shows, and nothing else: published documents alone."""
