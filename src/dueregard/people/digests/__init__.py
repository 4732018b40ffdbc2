"""Who wants a short letter of what waits for them, and how often. Nobody gets one unasked."""
