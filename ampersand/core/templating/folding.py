"""Bases and included parts put in their places, and what hangs on nothing but the language turned into plain text.

That is: translations, addresses without arguments, hashes of static files, drawings.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.template import Context, Node, NodeList, Template
from django.template.base import FilterExpression, TextNode, VariableNode, render_value_in_context
from django.template.defaulttags import CommentNode, IfNode, LoadNode, URLNode
from django.template.library import SimpleNode
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.templatetags.i18n import BlockTranslateNode, GetCurrentLanguageNode, TranslateNode
from django.templatetags.static import StaticNode
from django.utils.translation import gettext, ngettext

NAMING = ("asvar", "target_var", "varname", "var_name", "variable")  # what tags call the names they give


def pure[**P, R](tag: Callable[P, R]) -> Callable[P, R]:
    """Marks a tag whose output hangs on nothing but its arguments."""
    tag.is_pure = True  # type: ignore[attr-defined]
    return tag


class Named(Node):
    """A value that is known beforehand, under the name by which the template asks for it."""

    child_nodelists = ()

    def __init__(self, name: str, value: Any) -> None:
        self.variable, self.value = name, value

    def render(self, context: Context) -> str:
        """Give the name, write nothing."""
        context[self.variable] = self.value
        return ""


class Part(Node):
    """An included template or a block in its place; the names it gives end with it."""

    def __init__(self, nodelist: NodeList, values: dict[str, FilterExpression]) -> None:
        self.nodelist, self.values = nodelist, values

    def render(self, context: Context) -> str:
        """The part with the values it is given."""
        with context.push(**{name: value.resolve(context) for name, value in self.values.items()}):
            return self.nodelist.render(context)


class Said(Node):
    """A translated sentence with gaps, looked up beforehand."""

    child_nodelists = ()

    def __init__(self, node: BlockTranslateNode) -> None:
        self.node = node
        self.one, names = node.render_token_list(node.singular)
        self.many, more = node.render_token_list(node.plural or [])
        self.names, self.text = {*names, *more}, gettext(self.one)

    def render(self, context: Context) -> str:
        """The sentence with its gaps filled, in the number that fits."""
        own, text = {name: value.resolve(context) for name, value in self.node.extra_context.items()}, self.text
        if self.node.counter and self.node.countervar:
            count = own[self.node.countervar] = self.node.counter.resolve(context)
            text = ngettext(self.one, self.many, count)
        values = {name: own[name] if name in own else context.get(name, "") for name in self.names}
        try:
            return text % {name: render_value_in_context(value, context) for name, value in values.items()}
        except (KeyError, ValueError):  # the translation has a fault
            return self.node.render(context)


class Folder:
    """Folds one template; `within` are the templates that it is being put into."""

    def __init__(self, read: Callable[[str], Template], template: Template, within: tuple[str, ...] = ()) -> None:
        self.read, self.template, self.within = read, template, (*within, str(template.name))
        self.blocks: dict[str, BlockNode] = {}

    def folded(self) -> NodeList:
        """The template's nodes, ready; as they were where one of its blocks asks for what it replaces."""
        root = self.template.nodelist
        while based := next((node for node in root if isinstance(node, ExtendsNode)), None):
            parent: Any = based.parent_name
            if not is_literal(parent) or _asks_for_base(based):
                return self.template.nodelist
            self.blocks = based.blocks | self.blocks
            root = self.read(parent.resolve(Context())).nodelist
        return self.fold(root)

    def fold(self, nodes: Iterable[Node]) -> NodeList:
        """These nodes with neighbouring texts joined."""
        kept = NodeList()
        for part in (part for node in nodes for part in self._ready(node)):
            if kept and isinstance(part, TextNode) and isinstance(kept[-1], TextNode):
                kept[-1] = TextNode(kept[-1].s + part.s)
            else:
                kept.append(part)
        return kept

    def _ready(self, node: Node) -> Iterable[Node]:
        match node:
            case LoadNode() | CommentNode():
                return ()
            case BlockNode():
                return _placed(self.fold(self.blocks.get(node.name, node).nodelist), {})
            case IncludeNode():
                return self._included(node)
            case BlockTranslateNode():
                return (_said(node),)
            case IfNode():
                node.conditions_nodelists = [(when, self.fold(then)) for when, then in node.conditions_nodelists]
            case _ if _is_known(node):
                return (_known(node),)
            case _:
                for name in node.child_nodelists:
                    if nodelist := getattr(node, name, None):
                        setattr(node, name, self.fold(nodelist))
        return (node,)

    def _included(self, node: IncludeNode) -> Iterable[Node]:
        name = node.template.resolve(Context()) if is_literal(node.template) else ""
        if not name or name.startswith(".") or name in self.within or node.isolated_context:
            return (node,)
        part = Folder(self.read, self.read(name), self.within).folded()
        return (node,) if any(isinstance(inner, ExtendsNode) for inner in part) else _placed(part, node.extra_context)


def _placed(part: NodeList, values: dict[str, FilterExpression]) -> Iterable[Node]:
    return (Part(part, values),) if values or any(_gives_name(node) for node in part) else part


def _said(node: BlockTranslateNode) -> Node:
    if node.asvar or node.message_context:
        return node
    said = Said(node)
    return said if said.names or node.counter else TextNode(said.text % {})


def _is_known(node: Node) -> bool:
    match node:
        case TranslateNode(message_context=None):
            return is_literal(node.filter_expression)
        case URLNode():
            return all(map(is_literal, (node.view_name, *node.args, *node.kwargs.values())))
        case StaticNode():
            return is_literal(node.path)
        case SimpleNode() if not node.takes_context:
            return getattr(node.func, "is_pure", False) and all(map(is_literal, (*node.args, *node.kwargs.values())))
        case _:
            return isinstance(node, GetCurrentLanguageNode)


def _known(node: Node) -> Node:
    context = Context()
    text = node.render(context)
    name = next((getattr(node, name) for name in NAMING if getattr(node, name, None)), None)
    return Named(name, context[name]) if name else TextNode(text)


def is_literal(said: FilterExpression) -> bool:
    """Whether a tag's argument is written out in the template."""
    return not said.filters and (not said.is_var or said.var.lookups is None)


def _gives_name(node: Node) -> bool:
    """Whether a tag sets a name that the tags after it may ask for."""
    if any(getattr(node, name, None) for name in NAMING):
        return True
    return not isinstance(node, Part) and any(map(_gives_name, _inner(node)))


def _inner(node: Node) -> Iterator[Node]:
    for name in node.child_nodelists:
        yield from getattr(node, name, None) or ()


def _asks_for_base(based: ExtendsNode) -> bool:
    asked: list[Any] = based.get_nodes_by_type(VariableNode)
    return any(getattr(node.filter_expression.var, "lookups", None) == ("block", "super") for node in asked)
