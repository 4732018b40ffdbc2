"""What a measurement says, and how sure it is: the currency between instruments and everything."""
