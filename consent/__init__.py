"""What families were told and what they agreed to share."""
