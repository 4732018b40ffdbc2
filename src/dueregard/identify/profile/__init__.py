"""What a force says of its area, its communities, its past and its priorities."""
