"""Who takes part: the council, its hubs, the partner organisations, and the people who sign in."""
