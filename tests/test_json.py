"""JSON for scripts: golden documents on made-up knowledge, and every document against its printed schema.

After a wanted change: pytest tests/test_json.py --force-regen, then read the difference.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from crampcli import __version__
from crampcli.render.documents import SHAPES
from tests.support import GOOD, cramp, on_terminal, script

GOLDEN = Path(__file__).parent / "golden"

DOCUMENTS = [
    ("match", "answer", "--json my nee wont bend, no pain"),
    ("unsure", "answer", "--json will not bend or turn"),
    ("none", "answer", "--json best pizza in town"),
    ("explain", "answer", "--json --explain --region NZ my knee will not bend"),
    ("error", "answer", "--json ask ?"),
    ("show", "show", "--json show stiff-knee"),
    ("list", "list", "--json list"),
    ("check", "check", "--json check"),
]


def schema(name: str) -> Any:
    return cramp(f"schema {name}").json


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize(("name", "shape", "line"), DOCUMENTS, ids=[name for name, _, _ in DOCUMENTS])
def test_golden_document(name: str, shape: str, line: str, file_regression: FileRegressionFixture) -> None:
    text = cramp(line).stdout
    document = json.loads(text)
    jsonschema.validate(document, schema(shape), cls=jsonschema.Draft202012Validator)
    if name == "check":
        text = text.replace(str(GOOD), "GOOD")
    text = text.replace(f'"cramp_version": "{__version__}"', '"cramp_version": "VERSION"')
    file_regression.check(text, fullpath=GOLDEN / f"{name}.json", encoding="utf-8")


@pytest.mark.parametrize("name", SHAPES)
def test_each_printed_schema_is_one(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))


def test_the_bundled_files_fit_their_printed_schemas() -> None:
    from crampcli import store

    data = store.bundled_folder()
    for file in store.topic_files(data):
        jsonschema.validate(json.loads(file.read_bytes()), schema("topic"))
    for name in ("sources", "lexicon", "regions"):
        jsonschema.validate(json.loads((data / f"{name}.json").read_bytes()), schema(name))


@pytest.mark.parametrize(
    "line", ["my calf seized up in bed", "cramp", "best pizza", "show restless-legs", "list"]
)
def test_bundled_documents_fit_their_printed_schemas(line: str) -> None:
    shape = line.split(maxsplit=1)[0] if line.startswith(("show", "list")) else "answer"
    jsonschema.validate(cramp(f"--json {line}").json, schema(shape))


def test_a_document_that_is_wrong_does_not_fit() -> None:
    document = cramp("--json cramp").json
    document["status"] = "perhaps"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schema("answer"))


def test_the_same_input_gives_the_same_bytes() -> None:
    line = ("--json", "--explain", "calf", "cramp", "caf\u00e9", "in", "bed")
    assert script(*line, PYTHONHASHSEED="1") == script(*line, PYTHONHASHSEED="2")


def test_json_is_ascii_and_without_colour_whatever_the_environment() -> None:
    line = ("--json", "calf", "cramp", "\u00e0", "lit")
    text = on_terminal(*line, FORCE_COLOR="1", COLUMNS="20").stdout
    assert text.isascii()
    assert "\x1b" not in text
    assert json.loads(text)["query"]["text"] == "calf cramp \u00e0 lit"
    assert script(*line, PYTHONIOENCODING="cp1252").stdout == text


def test_lists_are_there_even_when_empty() -> None:
    document = cramp("--json best pizza in town").json
    assert document["alarms"] == document["results"] == []
    assert document["query"]["repaired"] == document["query"]["negated"] == []


def test_each_source_key_is_resolved() -> None:
    topic = cramp("--json show night-leg-cramps").json["topic"]
    source = topic["relief"][0]["sources"][0]
    assert {"key", "title", "publisher", "url", "read"} <= source.keys()


def test_codes_are_a_codeable_concept() -> None:
    code = cramp("--json calf cramp in bed").json["results"][0]["code"]
    assert code["text"] == "Leg cramp at night or at rest"
    assert {
        "system": "http://hl7.org/fhir/sid/icd-10-cm",
        "code": "G47.62",
        "display": "Sleep related leg cramps",
    } in (code["coding"])
