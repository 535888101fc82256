"""Making one of two records: what hangs on the one is moved to the other, and noted to be undone.

links.py     every table and field that points to a person or a household, of any floor
moving.py    moves the rows and writes down each; resolving.py, where two cannot both stay
going_back.py  what was added meanwhile and belongs with what goes back when it is undone
pairs.py     possible duplicates, of whom one was merged
widening.py  who sees more once the two are one, and whether that may be; in_both.py, of whoever
             stands in both households; partners.py, what partners see of one record, or will;
             restriction.py, where one of the two is restricted
places.py    what may not be undone before a later merge is
telling.py   whoever sees another value than before is told
sealed.py    seals what was moved under the key of the record that is kept
"""
