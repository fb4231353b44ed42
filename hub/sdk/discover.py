"""Which connectors there are: every module of the `connectors` package, and nothing that has to be registered."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from difflib import get_close_matches

from pydantic import ValidationError

from hub.domain.source import Source
from hub.errors import ConfigError
from hub.sdk.connector import Connector


def connectors() -> dict[str, type[Connector]]:
    """Every connector by its name, in order of names. Raises ConfigError when two have one name."""
    package = importlib.import_module("connectors")
    found: dict[str, type[Connector]] = {}
    for module_info in pkgutil.iter_modules(package.__path__, "connectors."):
        for kind in _defined_in(module_info.name):
            if found.setdefault(kind.name, kind) is not kind:
                raise ConfigError(
                    f"two connectors are called {kind.name!r}: {found[kind.name].__module__} and {kind.__module__}; rename one"
                )
    return dict(sorted(found.items()))


def connector_named(name: str) -> type[Connector]:
    """The connector of that name. Raises ConfigError, with the name that was probably meant."""
    known = connectors()
    if name in known:
        return known[name]
    meant = get_close_matches(name, known, n=1)
    hint = f"did you mean {meant[0]!r}?" if meant else f"there are: {', '.join(known) or 'none'}"
    raise ConfigError(f"no connector is called {name[:60]!r}; {hint}")


def connector_for(source: Source) -> Connector:
    """The connector of a source, its settings checked. Raises ConfigError with one clause for each wrong setting."""
    kind = connector_named(source.connector)
    try:
        settings = kind.settings_model.model_validate(dict(source.settings))
    except ValidationError as error:
        faults = "; ".join(f"settings.{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors())
        raise ConfigError(f"source {source.key} (connector {source.connector}): {faults}") from None
    return kind(source, settings)


def _defined_in(module_name: str) -> list[type[Connector]]:
    module = importlib.import_module(module_name)
    return [
        kind
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, Connector) and not inspect.isabstract(kind) and (kind.__module__ + ".").startswith(f"{module_name}.")
    ]
