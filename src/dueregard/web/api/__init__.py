"""The partners' door: what a partner's own system may ask, over HTTP, with a key."""
