"""What a use could do for and against people: its risks, opportunities and do-nothing risks."""
