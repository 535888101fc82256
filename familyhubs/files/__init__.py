"""Attachments: sealed under a subject's data key, in a folder that no web server serves.

    def clean...            letter = AttachmentField(label="Letter")     (fields.py)
    an action               name = storage.store(letter.content, subject.data_key, label)
    a view, after the same access check as the page
                            return download.answer(storage.read(name, data_key, label), ...)
    disposal, correction    outbox.doom([name]), inside the transaction that deletes the row

Knows nobody's models: what a file belongs to is kept by whoever stored it.
"""
