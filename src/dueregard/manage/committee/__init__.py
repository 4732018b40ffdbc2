"""A matter put to the ethics committee, its advice, the reply and the decision, kept apart."""
