"""Long work that shows its progress."""
