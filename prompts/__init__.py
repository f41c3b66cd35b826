"""Every word a language model reads: one Jinja2 file a call, strict about undefined names."""

import hashlib
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined


@lru_cache(maxsize=1)
def _environment() -> Environment:
    # Prompts are plain text: escaping HTML would change what the model reads.
    return Environment(  # noqa: S701
        loader=PackageLoader("prompts", package_path=""),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(name: str, **values: object) -> str:
    """Render ``prompts/<name>.j2``; raises jinja2.UndefinedError for a name that no value fills."""
    return _environment().get_template(f"{name}.j2").render(**values).strip()


def digest(*names: str) -> str:
    """12 hex digits that identify the wording of these prompts; stored with every answer they led to."""
    text = b"\0".join(files("prompts").joinpath(f"{name}.j2").read_bytes() for name in names)
    return hashlib.sha256(text).hexdigest()[:12]
