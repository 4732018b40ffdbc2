"""What the force buys, from the lists that it publishes."""
