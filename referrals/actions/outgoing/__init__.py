"""Emails on their way out, by the worker, asked every half minute.

A row is claimed before it is sent and marked after. Claiming it puts off when it is tried next, so
that a second worker, or the same task delivered twice, passes it by. While the mail server is down
it is tried again, later each time, for a week.

A worker that is killed between handing an email over and marking it leaves a row that was perhaps
sent. It is tried again a quarter of an hour later, because a lost message is worse than a second
one that says nothing of anybody. GOV.UK Notify is asked first whether it has it; a mail server
cannot be asked, and is given it again under the same Message-ID.

letters.py     what an email says, and to whom
sending.py     claims, sends, marks
digests.py     one email a day for those who chose it
forgetting.py  what is about no household goes after its time, marks of unmet needs too
"""
