"""What somebody is about to say in public, held against what is recorded."""
