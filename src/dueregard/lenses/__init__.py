"""The seven ways of looking: what we ask, how deep we look, and what we raise."""
