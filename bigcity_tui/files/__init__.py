"""Files that are not ours, read strictly, and the user's own, written whole or not at all.

`reading` has bytes, `json_text` JSON, `problems` the words for what is wrong in a file, and where;
`writing` puts files in place, `editor` lets the user write one. What is read is bounded and never
waited for; who asks says how large it may be. Nothing here knows what a file is about.
"""
