"""What a family says of the support.

These leave no event where the family gave no name: an event has a time, and whoever compares times
would find whose answer it is. Actions beside this folder leave one each (tests/consistency).

tickets.py    links that work once
answering.py  an answer, put with the family's record or without its name
"""
