"""What was asked of a use: who does it, by when, and how anyone will know."""
