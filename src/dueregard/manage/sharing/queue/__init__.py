"""What waits, in which order, how late it is, and what is told back to senders and by group."""
