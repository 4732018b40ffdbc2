"""What an assessment lacks for weighing, how its options stand at the gates, and each weighing."""
