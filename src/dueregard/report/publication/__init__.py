"""The public record of a use: a projection of what we hold, then frozen."""
