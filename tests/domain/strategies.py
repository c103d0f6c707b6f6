"""What the laws of the domain are tried on."""

from hypothesis import strategies as st

from bigcity_tui.domain.blocks import Block, BlockKind, Document

KINDS: tuple[BlockKind, ...] = (
    "title", "meta", "heading", "subheading", "text", "quote", "question", "hint", "own", "closing",
)  # fmt: skip

_LETTERS = st.sampled_from("aé서👩大e\u0301*.’-\u00a0\u3000_[")
_WORD = st.text(_LETTERS, min_size=1, max_size=12)
_SPACE = st.sampled_from([" ", "  ", " · ", "\n", "\n\n"])


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Paragraphs of words: wide and narrow, joined and marked, some longer than any line."""
    words = draw(st.lists(_WORD, max_size=12))
    return "".join(word + draw(_SPACE) for word in words).strip(" \n")


def documents() -> st.SearchStrategy[Document]:
    """Documents of any blocks."""
    blocks = st.lists(
        st.tuples(st.sampled_from(KINDS), texts()).map(lambda of: Block(*of)), max_size=6
    )
    return st.builds(Document, st.just("key"), st.just("title"), blocks.map(tuple))


def anything() -> st.SearchStrategy[str]:
    """Any text at all, with what steers terminals and half characters more often than by chance."""
    steering = st.sampled_from("\x00\x07\x08\t\n\r\x1b\x7f\x9b\xad\u200b\u200d\u202e\u2066\ufe0f")
    hard = st.sampled_from("\u0301\u0489\ud800\udcff\ufeff\U000e0041\U0001f468한가")
    letters = st.one_of(st.characters(codec=None), steering, hard)
    return st.text(letters, max_size=60)
