"""What a person sees first, and search."""
