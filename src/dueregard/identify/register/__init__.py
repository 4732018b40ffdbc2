"""A Use of technology or data: the spine on which everything hangs."""
