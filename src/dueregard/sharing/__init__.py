"""Whether something may be shared with a partner: terms, a decision with its reasons, a queue."""
