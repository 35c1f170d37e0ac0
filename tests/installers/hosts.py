"""The package index: example.org in what is kept, the addresses of pip itself where a build needs them."""

from pip._internal.models.index import PyPI

INDEX = "https://example.org/simple"
FILES = "https://example.org/packages/"


def to_index(text: str) -> str:
    """A kept text with the addresses that an installer can reach."""
    return text.replace(INDEX, PyPI.simple_url).replace(FILES, f"https://{PyPI.file_storage_domain}/packages/")


def to_example(text: str) -> str:
    """A text that a tool wrote, with the addresses that are kept."""
    return text.replace(PyPI.simple_url, INDEX).replace(f"https://{PyPI.file_storage_domain}/packages/", FILES)
