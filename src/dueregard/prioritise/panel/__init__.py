"""Three or more people who each give ranges alone, talk about where they differ, and give again."""
