"""Risk registers that a force keeps elsewhere: a grid to hand over, and rows to begin from."""
