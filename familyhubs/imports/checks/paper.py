"""Paper files, by the rules of their page (`retention.actions.paper`)."""

from familyhubs.imports.checks.telling import Content, Telling


def check(line: Content, telling: Telling) -> None:
    """Each is of this household, or of one person of it, and there once."""
    labels: dict[str, int] = {}
    for place, file in enumerate(line["paper_files"]):
        path = f"paper_files[{place}]"
        telling.past(path, file, "registered_on")
        if file["person"]:
            telling.key(f"{path}.person", line, file["person"])
        if file["hub"] and (wrong := telling.known.no_hub(file["hub"])):
            telling.tell(f"{path}.hub", wrong)
        label = file["label"].casefold()
        if label in labels:
            telling.tell(f"{path}.label", f"paper_files[{labels[label]}] has the same label")
        labels.setdefault(label, place)
