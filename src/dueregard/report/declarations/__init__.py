"""What staff say that they use, asked without blame."""
