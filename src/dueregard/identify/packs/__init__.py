"""What is asked and raised about each technology: shipped with the software, or brought in."""
