"""What people think that this force uses, wave by wave, and what it tells them of the gaps."""
