"""Keys: with which a partner's own system asks under one agreement, and until when."""
