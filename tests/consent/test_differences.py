"""What changed between two versions is all there, and nothing else."""

from hypothesis import given, strategies as st

from consent.differences import differences

WORDS = ["we", "keep", "ask", "you", "share", "never", "six", "years"]
texts = st.lists(
    st.lists(
        st.sampled_from(["we", "keep", "ask", "you", "share", "never", "six", "years"]), min_size=1
    ).map(" ".join),
    max_size=6,
).map("\n\n".join)


def words(paragraphs, *kinds):
    return [
        word
        for paragraph in paragraphs
        for piece in paragraph.pieces
        if piece.kind in kinds
        for word in piece.words.split()
    ]


@given(before=texts, after=texts)
def test_both_versions_can_be_read_from_it(before, after):
    found = differences(before, after)
    assert words(found, "same", "added") == after.split()
    assert words(found, "same", "removed") == before.split()


@given(text=texts)
def test_a_version_does_not_differ_from_itself(text):
    assert not any(paragraph.is_changed for paragraph in differences(text, text))


def test_a_changed_word_is_shown_in_its_paragraph():
    (paragraph,) = differences("We keep it for five years.", "We keep it for six years.")
    assert [(piece.kind, piece.words) for piece in paragraph.pieces] == [
        ("same", "We keep it for "),
        ("removed", "five "),
        ("added", "six "),
        ("same", "years."),
    ]


def test_a_new_paragraph_stands_by_itself():
    found = differences("One.\n\nTwo.", "One.\n\nQuite another matter.\n\nTwo.")
    assert [[piece.kind for piece in paragraph.pieces] for paragraph in found] == [
        ["same"],
        ["added"],
        ["same"],
    ]
