"""What is kept back from a public record: which field, for which reason, until when."""
