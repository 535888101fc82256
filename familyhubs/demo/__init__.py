"""A synthetic council, made only through public actions. No real person is in it."""
