"""XML as trees that keep every name, prefix and space of what other programs wrote: the one door to lxml.

lxml is imported where a tree is made: commands and screens know this room without having it loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from lxml import etree

    Element: TypeAlias = etree._Element


class NotXmlError(ValueError):
    """Bytes that are no XML, or XML with a document type."""


def node(name: str, attributes: Mapping[str, str], prefixes: Mapping[str | None, str]) -> Element:
    """An element; names stand with their namespaces."""
    from lxml import etree

    return etree.Element(name, dict(attributes), nsmap=dict(prefixes))


def child(parent: Element, name: str, attributes: Mapping[str, str] | None = None) -> Element:
    """A new last element of another one."""
    from lxml import etree

    return etree.SubElement(parent, name, dict(attributes or {}))


def fragment(text: str) -> Element:
    """The element that a text of our own is."""
    from lxml import etree

    return etree.fromstring(text)


def parsed(data: bytes) -> Element:
    """The root of an XML part, in which nothing stands for something else, here or on another computer.

    Raises:
        NotXmlError: it cannot be read, nests deeper than any document, or has a document type.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise NotXmlError(str(error)) from error
    if root.getroottree().docinfo.doctype:
        raise NotXmlError("document type")
    return root


def unparse(root: Element) -> bytes:
    """The bytes of an XML part."""
    from lxml import etree

    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data
