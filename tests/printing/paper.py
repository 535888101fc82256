"""What stands on a PDF, as a reader finds it."""

import io
import re
import unicodedata

from pypdf import PdfReader


class Paper:
    """Its words, its tags and what it says of itself."""

    def __init__(self, made):
        self.reader = PdfReader(io.BytesIO(made))
        self.root = self.reader.trailer["/Root"]
        self.text = "\n".join(page.extract_text() for page in self.reader.pages)

    @property
    def words(self):
        """The text without line breaks, marks that are not seen, and with letters as typed."""
        seen = "".join(c for c in self.text if unicodedata.category(c) != "Cf")
        return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", seen))

    @property
    def about(self):
        """Its metadata (XMP)."""
        return self.root["/Metadata"].get_object().get_data().decode()

    @property
    def tags(self):
        found = []

        def walk(node):
            node = node.get_object() if hasattr(node, "get_object") else node
            if isinstance(node, list):
                for part in node:
                    walk(part)
            elif isinstance(node, dict):
                if "/S" in node:
                    found.append(node["/S"])
                walk(node.get("/K", []))

        walk(self.root["/StructTreeRoot"])
        return found
