"""Questions at the public door: asked there, kept until they are fetched, shown when moderated."""
