"""A folded template as plain functions: what Django asks of many small objects at every look is asked here once.

Only what templates mostly do is done here: say a value, choose, go through a list, put a part in its place. Everything
else is left to Django's own node, and so is every name that is not simply there: a method, an index, a lazy thing.
"""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from django.template import Context, Node, NodeList
from django.template.base import (
    FilterExpression,
    TextNode,
    Variable,
    VariableDoesNotExist,
    VariableNode,
    render_value_in_context,
)
from django.template.defaulttags import CsrfTokenNode, ForNode, IfNode, TemplateLiteral, URLNode
from django.template.smartif import TokenBase
from django.utils.safestring import SafeString

from ampersand.core.addresses import address
from ampersand.core.templating.folding import Part, is_literal

type Say = Callable[[Context], str]
type Look = Callable[[Context], Any]
ABSENT, UNSURE = object(), object()


class Ready(Node):
    """Nodes as one function."""

    child_nodelists = ()

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.say = said(nodes)

    def render(self, context: Context) -> str:
        """What the nodes say."""
        return self.say(context)


class Quick(Variable):
    """A name that is looked up directly where it is simply there."""

    __slots__ = ()

    def _resolve_lookup(self, context: Context) -> Any:
        found = find(context, self.lookups or ())
        return super()._resolve_lookup(context) if found is ABSENT or found is UNSURE else found  # type: ignore[misc]


def find(context: Context, names: Sequence[str]) -> Any:
    """What a dotted name stands for: ABSENT when it begins with no known name, UNSURE when Django must be asked."""
    for layer in reversed(context.dicts):
        if names[0] in layer:
            found = layer[names[0]]
            break
    else:
        return UNSURE if hasattr(Context, names[0]) else ABSENT
    for step in names[1:]:
        if type(found) is dict:
            found = found.get(step, UNSURE)
        elif hasattr(type(found), "__getitem__") or callable(found):
            return UNSURE
        else:
            found = getattr(found, step, UNSURE)
    return UNSURE if callable(found) else found


def said(nodes: Sequence[Node]) -> Say:
    """One function for all of these nodes."""
    parts: list[str | Say] = [node.s if isinstance(node, TextNode) else _said(node) for node in nodes]

    def say(context: Context) -> str:
        return "".join([part if isinstance(part, str) else part(context) for part in parts])

    return say


def _said(node: Node) -> Say:
    match node:
        case VariableNode():
            return _value(node)
        case IfNode():
            return _choice(node)
        case ForNode():
            return _list(node)
        case Part():
            return _part(node)
        case URLNode(asvar=None) if is_literal(node.view_name) and not node.kwargs:
            return _address(node)
        case CsrfTokenNode():
            return _token
    hasten(vars(node))
    for name in node.child_nodelists:
        if nodelist := getattr(node, name, None):
            setattr(node, name, NodeList([Ready(nodelist)]))
    return node.render


def _value(node: VariableNode) -> Say:
    look = _look(node.filter_expression, missing="")

    def say(context: Context) -> str:
        value = look(context)
        if isinstance(value, SafeString):
            return value
        if type(value) is str:
            return escape(value) if context.autoescape else value
        return render_value_in_context(value, context)

    return say


def _choice(node: IfNode) -> Say:
    ways = [(_test(when), said(then)) for when, then in node.conditions_nodelists]

    def say(context: Context) -> str:
        for test, then in ways:
            try:
                chosen = test(context)
            except VariableDoesNotExist:
                continue
            if chosen:
                return then(context)
        return ""

    return say


def _test(when: Any) -> Look:
    if when is None:
        return lambda context: True
    if isinstance(when, TemplateLiteral):
        return _look(when.value, missing=None)
    hasten(when)
    look: Look = when.eval
    return look


def _list(node: Any) -> Say:
    names, each, empty = node.loopvars, said(node.nodelist_loop), said(node.nodelist_empty)
    look = _look(node.sequence, missing=None)

    def say(context: Context) -> str:
        values = look(context)
        values = [] if values is None else values if hasattr(values, "__len__") else list(values)
        count, outer = len(values), context.get("forloop", {})
        loop: dict[str, Any] = {"parentloop": outer, "length": count}
        told = []
        with context.push(forloop=loop) as layer:
            if not count:
                return empty(context)
            for place, value in enumerate(reversed(values) if node.is_reversed else values):
                loop["counter0"], loop["counter"], loop["first"] = place, place + 1, place == 0
                loop["revcounter0"], loop["revcounter"], loop["last"] = (
                    count - place - 1,
                    count - place,
                    place == count - 1,
                )
                if len(names) == 1:
                    layer[names[0]] = value
                    told.append(each(context))
                else:
                    with context.push(**dict(zip(names, value, strict=True))):
                        told.append(each(context))
        return "".join(told)

    return say


def _part(node: Part) -> Say:
    looks = {name: _look(value, missing="") for name, value in node.values.items()}
    inner = said(node.nodelist)

    def say(context: Context) -> str:
        with context.push(**{name: look(context) for name, look in looks.items()}):
            return inner(context)

    return say


def _address(node: URLNode) -> Say:
    name, looks = node.view_name.resolve(Context()), [_look(part, missing="") for part in node.args]
    return lambda context: escape(address(name, *[look(context) for look in looks]))


def _token(context: Context) -> str:
    token = context.get("csrf_token")
    return f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">' if token else ""


def _look(expression: Any, *, missing: str | None) -> Look:
    """A function for a value with its filters; `missing` stands for what is not there."""
    hasten(expression)
    names = expression.var.lookups if isinstance(expression.var, Quick) and not expression.filters else None

    def look(context: Context) -> Any:
        found = find(context, names) if names else UNSURE
        if found is UNSURE:
            return expression.resolve(context, ignore_failures=missing is None)
        return missing if found is ABSENT else found

    return look


def hasten(thing: Any) -> None:
    """Make every name in a tag's arguments a quick one."""
    if isinstance(thing, FilterExpression):
        thing.var = _quick(thing.var)
        thing.filters = [
            (change, [(looked_up, _quick(value)) for looked_up, value in values]) for change, values in thing.filters
        ]
    elif isinstance(thing, TemplateLiteral):
        hasten(thing.value)
    elif isinstance(thing, TokenBase):
        hasten((thing.first, thing.second))
    elif isinstance(thing, dict | list | tuple):
        for part in thing.values() if isinstance(thing, dict) else thing:
            hasten(part)


def _quick(value: Any) -> Any:
    return Quick(value.var) if type(value) is Variable and value.lookups else value
