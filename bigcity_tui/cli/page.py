"""Writing a document as a page of text."""

from bigcity_tui.domain.typeset import typeset

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bigcity_tui.cli.output import Output
    from bigcity_tui.domain.blocks import Document

_STYLES = {
    "title": "bold",
    "heading": "bold",
    "subheading": "underline",
    "meta": "dim",
    "hint": "dim",
    "closing": "dim",
    "emphasis": "italic",
}
"""What the roles of a page look like where a terminal shows styles."""


def write(out: "Output", document: "Document") -> None:
    """Write a document, wrapped to the width of prose."""
    for line in typeset(document, out.width):
        out.line(*((span.text, _STYLES.get(span.role, "")) for span in line.spans))
