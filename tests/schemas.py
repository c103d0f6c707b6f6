"""The JSON Schemas of a pack's files and of the export, made by pydantic from their dataclasses.

`python -m tests.schemas` renews the copies that are checked in, in `data`. What an author's editor
shows of each field, and the limits that `pack check` has, are in the tables here.
"""

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from bigcity_tui.domain.pack import Ask, Cast, Episode, Section, Thread, Vocabulary
from bigcity_tui.domain.series import Series
from bigcity_tui.interchange.own import Export
from bigcity_tui.pack import rules
from bigcity_tui.pack.location import LISTS, SCHEMAS
from bigcity_tui.pack.texts import LONGEST_LINE, PROSE

ROOT = Path(__file__).parent.parent

Schema = dict[str, Any]

ID: Schema = {"pattern": f"^(?!({rules._DEVICE.pattern})$){rules._ID.pattern}$"}
ID |= {"maxLength": rules.LONGEST_ID}
NUMBER = {"minimum": 1, "maximum": rules.MOST_EPISODES}
DAY = {"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "format": "date"}
MINUTES = {"minimum": 1, "maximum": rules.MOST_MINUTES}
PUBLIC = {"const": "before"}
SOME = {"minItems": 1}
SHOWN: Schema = {"pattern": "[^\\s\\u0000-\\u001f\\u200b-\\u200f\\u2060\\ufeff]"}
"""Something in a text can be seen."""

FIELDS: dict[str, dict[str, str | tuple[str, Schema]]] = {
    "Series": {
        "id": ("Names the series in the viewer's record: never change it once it is used.", ID),
        "unlock": ("Always before: all that is in this file is public.", PUBLIC),
        "title": "The title.",
        "original_title": "The title in the series' own country.",
        "country": "Where it was made.",
        "year": ("When it was first shown.", {"minimum": 1, "maximum": 9999}),
        "genre": "What kind of series it is.",
        "episodes": ("How many episodes there are.", NUMBER),
        "minutes": ("How long each is.", MINUTES),
        "lengths": (
            "How long all are, in order; null for one that is not known.",
            {"items": MINUTES},
        ),
        "aired": (
            "The days on which all come out, in order, while some have not; null: not out.",
            {"items": DAY},
        ),
        "seasons": "The parts that it has, in order.",
        "unit": "What one of the episodes is called.",
        "released": ("The day of its release, such as 2024-10-21.", DAY),
        "blurb": ("Paragraphs for somebody who knows nothing and wants to know no more.", SOME),
        "about": "Paragraphs of public facts: how it was made, and by whom.",
        "film": "Paragraphs on a film of the same material.",
        "novel": "The book that it adapts.",
        "directors": "Who directed which episodes.",
        "links": "Pages elsewhere.",
        "score": "What a reviewer gives it.",
        "format": ("The format of the pack's files.", {"const": rules.FORMAT}),
        "episode_ids": (
            "Names of the episodes in records, in their order, made at random; none, or all.",
            {"items": ID, "uniqueItems": True},
        ),
        "version": "The pack's own version.",
        "authors": "Who wrote the pack.",
        "license": "Under which license it may be passed on.",
        "language": (
            "The language of its texts, such as en.",
            {"pattern": f"^{rules._LANGUAGE.pattern}$"},
        ),
    },
    "Novel": {
        "writer": "Who wrote it.",
        "native_name": "The writer's name in their own script.",
        "honours": "A line on what it won.",
    },
    "Director": {
        "name": "Who directed.",
        "episodes": ("The numbers of the episodes.", {"items": NUMBER}),
    },
    "Link": {
        "site": "The site that has the page.",
        "title": "What the page is called.",
        "url": ("Its address, https.", {"pattern": f"^{rules._LINK.pattern}$"}),
    },
    "Season": {
        "name": "What it is called, such as Season 2.",
        "episodes": ("How many episodes it has.", NUMBER),
    },
    "Score": {
        "value": ("Out of 10.", {"minimum": 0, "maximum": rules.BEST_SCORE}),
        "by": "Whose score it is.",
    },
    "Cast": {
        "people": "The people of the story.",
        "relations": "What they are to each other.",
    },
    "Person": {
        "id": "What relations call them by; never shown.",
        "unlock": "The moment of their first appearance: they are absent before.",
        "name": "What they are called at first.",
        "facts": "What is told of them, in the order in which it opens.",
        "actors": "Who plays them.",
        "aliases": "Other spellings that a search finds; never shown.",
        "later_names": "What they are called from a moment on.",
        "later_aliases": "Other spellings that a search finds from a moment on.",
        "is_also": "Who they turn out to be.",
    },
    "Identity": {
        "unlock": "The moment when it turns out.",
        "person": "The id of that person.",
    },
    "Actor": {
        "name": "The actor's name.",
        "native_name": "The same in their own script.",
        "born": ("The actor's birthday, such as 1994-07-05.", DAY),
        "work": "Lines on what else the actor is known for.",
        "unlock": "From when the actor may be named; else with the person.",
    },
    "Text": {
        "unlock": "The moment from which it may be seen: before, start:N or end:N.",
        "text": "What it says: *word* is emphasis, and “> ” at its beginning makes a quotation.",
    },
    "Relation": {
        "unlock": "The moment from which it holds.",
        "people": ("The ids of two people.", {"uniqueItems": True}),
        "bond": "The short form, such as classmates.",
        "text": "A sentence of it.",
        "ended": "Whether it is over.",
    },
    "Episode": {
        "number": ("Its number, as in the file's name.", NUMBER),
        "unlock": ("Always before: that there is an episode is public.", PUBLIC),
        "heading": "What its page is called, from start:N on.",
        "recap": "All that came before, from end:N-1 on; none for the first episode.",
        "notes": "Short essays, from end:N on.",
        "questions": "Questions to talk about, in the order in which they open.",
    },
    "Note": {
        "id": "Its own id; never shown.",
        "unlock": "The moment from which it may be read: nearly always end:N.",
        "kind": "What it is about.",
        "heading": "Its heading.",
        "body": ("Its paragraphs.", SOME),
    },
    "Section": {
        "id": "Its own id; never shown.",
        "unlock": "The moment from which its heading may be seen.",
        "heading": "Its heading.",
        "paragraphs": ("Its paragraphs, each from a moment of its own.", SOME),
    },
    "Thread": {
        "id": "Its own id; never shown.",
        "unlock": "The moment from which its heading may be seen.",
        "heading": "What comes again and again.",
        "entries": ("What each episode adds to it, in order.", SOME),
    },
    "Entry": {
        "unlock": "The moment from which it may be read.",
        "episode": ("The number of the episode.", NUMBER),
        "text": "What the episode adds.",
    },
    "Ask": {
        "question": "A question that every viewer sees from the beginning.",
        "series": "The answer for the whole series.",
        "episodes": "Answers for single episodes.",
    },
    "Answer": {
        "answer": "Yes, no, or unknown where nothing of the kind is known.",
        "text": "The same in words, and no more than was asked.",
    },
    "EpisodeAnswer": {
        "episode": ("The number of the episode.", NUMBER),
        "answer": "Yes, no, or unknown where nothing of the kind is known.",
        "text": "The same in words, and no more than was asked.",
    },
    "Vocabulary": {
        "terms": "What no text may use before a moment.",
        "spellings": "How names are spelt.",
        "ignore": "Rules of style that this pack does not follow.",
    },
    "Term": {
        "term": "A word or words; with a capital letter, in that spelling alone.",
        "unlock": "The moment from which it may be used.",
    },
    "Spelling": {
        "right": "A name as it is written here.",
        "wrong": "Ways that are wrong.",
    },
}


def schema_of(kind: Any) -> Schema:
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect} | TypeAdapter(kind).json_schema()


def pack_schema(name: str, kind: Any) -> Schema:
    schema = schema_of(kind)
    for part in (schema, *schema.get("$defs", {}).values()):
        for field, found in part.get("properties", {}).items():
            about = FIELDS.get(part["title"], {}).get(field, "")
            text, limits = (about, {}) if isinstance(about, str) else about
            found.update({"description": text} if text else {})
            for form in found.get("anyOf", [found]):
                if form.get("type") != "null":
                    limit(form, field, limits)
    address = {"type": "string", "description": "Where this schema is, for an editor."}
    if name not in LISTS:
        schema["properties"]["$schema"] = address
        return schema
    # A list has no room for the address: it may stand beside it.
    found = {key: schema.pop(key) for key in ("items", "type")}
    key = name.removesuffix(".json")
    beside = {"type": "object", "additionalProperties": False, "required": [key]}
    beside["properties"] = {"$schema": address, key: found}
    return schema | {"anyOf": [found, beside]}


def limit(form: Schema, field: str, limits: Schema) -> None:
    """Put into a schema what `check` asks of every text, and of this field."""
    items = limits.get("items", {})
    if form.get("type") == "array":
        for each in (form.get("items", {}), *form.get("prefixItems", ())):
            limit(each, field, items)
        limits = {key: value for key, value in limits.items() if key != "items"}
    elif form.get("type") == "string" and not {"enum", "pattern", "const"} & form.keys():
        form.update(SHOWN)
        if field not in PROSE and field != "id":
            form["maxLength"] = LONGEST_LINE
    form.update(limits)


KINDS = {
    "series.json": Series,
    "cast.json": Cast,
    "review.json": tuple[Section, ...],
    "threads.json": tuple[Thread, ...],
    "asks.json": tuple[Ask, ...],
    "vocabulary.json": Vocabulary,
    "episode.json": Episode,
}
PACK = {name: pack_schema(name, KINDS[name]) for name in SCHEMAS}
FILES = {f"schema/{name}": schema for name, schema in PACK.items()}
FILES["export.schema.json"] = schema_of(Export)


def text_of(name: str) -> str:
    return json.dumps(FILES[name], ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    for name in FILES:
        (ROOT / "data" / name).parent.mkdir(exist_ok=True)
        (ROOT / "data" / name).write_text(text_of(name), encoding="utf-8", newline="\n")
