"""The yearly report on the technology in use: what the record holds, and what a year adds."""
