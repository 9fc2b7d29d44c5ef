"""What is wrong with the shape of a knowledge file: all of it at once, with what would be right.

``msgspec`` refuses a file at its first fault, quickly. Once it has, this walks
the same description (``model.py``) and names every fault in plain words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from msgspec import inspect

from crampcli.errors import Problem

_NAMES = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    str: "text",
    list: "a list",
    dict: "an object",
}


def shape_problems(value: Any, shape: Any, file: str) -> Iterator[Problem]:
    """Yield a problem for each place at which a decoded JSON value departs from a type of ``model.py``."""
    for field, wrong, right in _faults(value, inspect.type_info(shape), ""):
        yield Problem(file, field, "shape", wrong, right)


_Fault = tuple[str, str, str]


def _faults(value: Any, shape: inspect.Type, at: str) -> Iterator[_Fault]:
    match shape:
        case inspect.Metadata():
            yield from _faults(value, shape.type, at)
        case inspect.UnionType():
            if value is not None:
                yield from _faults(value, _without_none(shape), at)
        case inspect.StructType():
            yield from _struct_faults(value, shape, at)
        case inspect.VarTupleType():
            yield from _list_faults(value, shape, at)
        case inspect.DictType():
            yield from _dict_faults(value, shape, at)
        case inspect.LiteralType():
            yield from _choice_faults(value, shape, at)
        case inspect.StrType():
            yield from _text_faults(value, shape, at)
        case inspect.IntType():
            yield from _number_faults(value, shape, at)


def _without_none(shape: inspect.UnionType) -> inspect.Type:
    return next(kind for kind in shape.types if not isinstance(kind, inspect.NoneType))


def _struct_faults(value: Any, shape: inspect.StructType, at: str) -> Iterator[_Fault]:
    if not isinstance(value, dict):
        yield at, f"is {_kind(value)}", "write an object in braces"
        return
    fields = {field.encode_name: field for field in shape.fields}
    for name, field in fields.items():
        if name in value:
            yield from _faults(value[name], field.type, _join(at, name))
        elif field.required:
            yield _join(at, name), "is missing", f'add "{name}": {_wanted(field.type)}'
    for name in value.keys() - fields.keys():
        near = get_close_matches(name, fields, 1)
        right = f'did you mean "{near[0]}"?' if near else f"known here: {', '.join(fields)}"
        yield _join(at, name), "is not a field of this format", right


def _list_faults(value: Any, shape: inspect.VarTupleType, at: str) -> Iterator[_Fault]:
    if not isinstance(value, list):
        yield at, f"is {_kind(value)}", "write a list in brackets"
        return
    if len(value) < (shape.min_length or 0):
        yield at, "is empty", f"give at least {shape.min_length}"
    if shape.max_length is not None and len(value) > shape.max_length:
        yield at, f"has {len(value)} entries", f"give at most {shape.max_length}"
    for number, item in enumerate(value):
        yield from _faults(item, shape.item_type, f"{at}[{number}]")


def _dict_faults(value: Any, shape: inspect.DictType, at: str) -> Iterator[_Fault]:
    if not isinstance(value, dict):
        yield at, f"is {_kind(value)}", "write an object in braces"
        return
    for name, item in value.items():
        yield from _faults(item, shape.value_type, _join(at, name))


def _text_faults(value: Any, shape: inspect.StrType, at: str) -> Iterator[_Fault]:
    if not isinstance(value, str):
        yield at, f"is {_kind(value)}", "write text in double quotes"
    elif len(value) < (shape.min_length or 0):
        yield at, "is empty", "write something, or leave the field out if it may be"
    elif shape.pattern and not re.search(shape.pattern, value):
        yield at, f"is {_shown(value)}", f"write something that fits {shape.pattern}"


def _choice_faults(value: Any, shape: inspect.LiteralType, at: str) -> Iterator[_Fault]:
    if value not in shape.values:
        yield at, f"is {_shown(value)}", f"write one of: {', '.join(map(str, shape.values))}"


def _number_faults(value: Any, shape: inspect.IntType, at: str) -> Iterator[_Fault]:
    if isinstance(value, bool) or not isinstance(value, int):
        yield at, f"is {_kind(value)}", "write a whole number"
    elif (shape.ge is not None and value < shape.ge) or (shape.le is not None and value > shape.le):
        yield at, f"is {value}", f"write a number from {shape.ge} to {shape.le}"


def _wanted(shape: inspect.Type) -> str:
    match shape:
        case inspect.Metadata():
            return _wanted(shape.type)
        case inspect.StrType():
            return '"..."'
        case inspect.VarTupleType():
            return "[...]"
        case inspect.LiteralType():
            return f"one of {', '.join(map(str, shape.values))}"
        case _:
            return "{...}"


def _join(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name


def _kind(value: Any) -> str:
    return _NAMES.get(type(value), "null")


def _shown(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else _kind(value)
