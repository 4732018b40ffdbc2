"""When a key was last used: bookkeeping, and no deed of anybody's."""
