"""What the public is told of a use that no other record holds: how often, what went wrong."""
