"""The addresses elsewhere that our published pages send people to, and whether they answer."""
