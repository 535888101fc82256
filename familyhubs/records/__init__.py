"""What every record has: history with who and why, a version, and a class for each field."""
