"""What people outside ask about a public record, looked at by a person and answered by a date."""
