"""What a supplier was asked about a use, what it said, and what a person made of it."""
