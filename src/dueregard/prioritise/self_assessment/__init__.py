"""What the force says of itself under five headings, round by round, with evidence for each yes."""
