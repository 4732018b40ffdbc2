"""Published papers that are not about one use, as the public door has them."""
