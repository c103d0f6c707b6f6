"""The README of a new pack: what the files hold, what moments are, and how to go on."""

from bigcity_tui.pack.lint_shape import NOTE_WORDS, NOTES, QUESTIONS, RECAP_WORDS

README = "README.md"
"""The name of its file."""


def guide(title: str) -> str:
    """The text of the README, in Markdown."""
    return _TEXT.format(
        title=title,
        notes=f"{NOTES[0]} to {NOTES[-1]}",
        note_words=f"{NOTE_WORDS[0]} to {NOTE_WORDS[-1]}",
        recap_words=f"{RECAP_WORDS[0]} to {RECAP_WORDS[-1]}",
        questions=QUESTIONS[0],
    )


_TEXT = """\
# {title}: a pack for bigcity-tui

All that the companion knows of a series, in JSON files. Each text in them says what belongs in
its place: replace them one by one. From the folder above this one, with its name for PACK:

    bigcity-tui pack check PACK       what is wrong, file by file and place by place
    bigcity-tui --pack PACK           the app, with this pack; the record is kept by the pack's id
    bigcity-tui pack schema           the JSON Schema of each file, for an editor that takes it

`pack check` says *invalid* where the pack cannot be opened, *error* where a text misleads or
spoils, and *style* where it differs from what the bundled pack keeps to. A new pack has many
findings of style and no other: its texts are still too short. They need not all be mended. Places
are counted from 0, so that `notes[0]` is the first note of its file.

## Moments

Every text has a moment from which it may be seen:

- `before`: from the beginning. For what anybody may know who has watched nothing.
- `start:2`: when episode 2 is begun. For its heading, and for the people whom it introduces, with
  no more said of them than the scene gives, so that "who is this?" has an answer while watching.
- `end:2`: when episode 2 is over, and all before it. For what happens: nearly everything.

A text has the moment in its own `unlock`, or else that of the record around it; what is inside
never opens before what is around it. The question to ask of each sentence: could it be read aloud
to somebody who stopped watching at its moment, without telling or hinting at what comes?

## Files

`series.json`: public from the beginning, so nothing in it may spoil. `id` names the series in the
viewer's record: small letters, digits and hyphens; never change it once somebody uses the pack.
`title`, `original_title`, `country`, `year`, `genre`; `episodes` (how many) and `minutes` (each);
`released` (a date such as 2024-10-21); `blurb`, and if there is something to say `about` and
`film`, in paragraphs. If known: `novel` (`writer`, the same in `hangul`, `honours`), `directors`
(`name`, `episodes`), `links` (`site`, `title`, `url`), and a reviewer's `score` (`value` from 0
to 10, `by`).

`cast.json`: `people`, each absent until `unlock`, with `id`, `name`, `facts` in the order in
which they open, the `actor` (`name`, and if known `hangul`, `born`, `work`) and `aliases`, other
spellings that a search should find. `relations` between two `people` (their ids): a short `bond`,
a sentence, and `ended` where it is over; a later one of the same two takes the place of the
earlier.

`episodes/01.json` to the last, one for each episode: `number`, `heading` (from `start:N`), a
`recap` of all that came before ({recap_words} words, from `end:N-1`), {notes} `notes`
({note_words} words: `id`, `kind`, which is theme, character, symbol or review, `heading`, and a
`body` of paragraphs), and {questions} `questions` to talk about.

`review.json`: sections with `id`, `heading` and `paragraphs` that open one by one.

`threads.json`: motifs that run across episodes, with `id`, `heading` and `entries` (`episode`,
`text`).

`asks.json`: closed questions that may be asked before watching. Every viewer sees each
`question`, so mix those with yes and no. `series` answers for the whole (`mentioned`, `text`),
`episodes` for single ones (`episode`, `text`).

`vocabulary.json`: for `pack check` alone. `terms` that no text may use before a moment (each a
`term` and its `unlock`): names, places, turns of the plot. `spellings`: a name as it is `right`,
and `wrong`.

## Changing it later

The viewer's record keeps the `id` of the series and the numbers of episodes, and nothing else of a
pack. So an added episode is unwatched; what was marked, rated and written of one that is gone is
kept, counts for nothing, and counts again should it return; a text that is rewritten or stamped
later shows as it is now. Under another `id` the record begins anew, and the old one waits.

## Writing

Plain text. `*word*` is emphasis; a paragraph that begins with `> ` is a quotation. Write “ ” ‘ ’
– and … rather than what the keyboard has. Ids (`id`) are never shown; each is used once. Save as
UTF-8.
"""
