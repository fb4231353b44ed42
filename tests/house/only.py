"""A contract for import-linter: these modules may import only those.

A list of what is allowed keeps holding when new modules come; a list of what is forbidden has to be remembered.
Only direct imports count: what an allowed module leans on is that module's business.
"""

from __future__ import annotations

import sys

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OnlyContract(Contract):
    """Each source module, with what is inside it, imports only itself, the allowed ones and the standard library.

    Options: source_modules (a name, or `package.*` for each child by itself), allowed_modules, allow_external (other people's packages).
    A source that does not exist yet breaks nothing.
    """

    type_name = "only"

    source_modules = fields.SetField(subfield=fields.StringField())
    allowed_modules = fields.SetField(subfield=fields.StringField())
    allow_external = fields.BooleanField(required=False, default=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        ours = {root.partition(".")[0] for root in self.session_options["root_packages"]}
        broken = [
            (importer, imported)
            for source in self._sources(graph)
            for importer in sorted({source, *graph.find_descendants(source)})
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if not self._allows(source, imported, ours)
        ]
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def _sources(self, graph: ImportGraph) -> list[str]:
        found: set[str] = set()
        for expression in self.source_modules:
            package, star, _ = expression.partition(".*")
            if package in graph.modules:
                found |= graph.find_children(package) if star else {package}
        return sorted(found)

    def _allows(self, source: str, imported: str, ours: set[str]) -> bool:
        root = imported.partition(".")[0]
        if root not in ours and (root in sys.stdlib_module_names or self.allow_external):
            return True
        return any(imported == allowed or imported.startswith(f"{allowed}.") for allowed in {source, *self.allowed_modules})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["broken"]:
            output.print_error(f"{importer} imports {imported}; it may import only {', '.join(sorted(self.allowed_modules))}.", bold=False)
