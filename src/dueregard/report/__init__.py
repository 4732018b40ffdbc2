"""Answer for it: the public record."""
