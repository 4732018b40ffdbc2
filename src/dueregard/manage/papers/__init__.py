"""Papers written from the record, so that no fact is typed twice."""
