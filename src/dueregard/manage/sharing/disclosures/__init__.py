"""What was given out under a request: to whom, which columns, its digest, receipt and recall."""
