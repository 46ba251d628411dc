"""What torch offers: modules and functions with their signatures, read from a shipped file."""
