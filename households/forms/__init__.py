"""The forms of a household's pages."""
