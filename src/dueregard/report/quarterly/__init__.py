"""One page each quarter for the local policing body: figures, what is open, what we ask."""
