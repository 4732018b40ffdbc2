"""The newest list of what to do next over every use, as it was worked out."""
