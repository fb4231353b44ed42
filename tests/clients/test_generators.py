"""Code generators read the schema that the hub serves, and what they generate works against it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from hub.store import trusted
from tests.web.serving import Serving

QUESTION = """query PageOfInitiatives($first: Int!, $after: String) {
  initiatives(first: $first, after: $after) { nodes { ...Card } pageInfo { hasNextPage endCursor } }
}
fragment Card on Entity { id name kind ... on Initiative { status startedOn } }
"""
RELAY = """const { graphql } = require('react-relay');
graphql`
  query pageQuery($first: Int!, $after: String) { ...page_list @arguments(first: $first, after: $after) }
`;
graphql`
  fragment page_list on Query
  @argumentDefinitions(first: { type: "Int!" }, after: { type: "String" })
  @refetchable(queryName: "pagePaginationQuery") {
    initiatives(first: $first, after: $after) @connection(key: "page_initiatives") { edges { node { id name } } }
  }
`;
"""

pytestmark = [pytest.mark.clients, pytest.mark.timeout(300)]


@pytest.fixture
def project(hub: Serving, tmp_path: Path) -> Path:
    (tmp_path / "schema.graphql").write_text(httpx.get(f"{hub.url}/schema.graphql").text, encoding="utf-8")
    return tmp_path


def run(command: list[str], folder: Path, **environment: str) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False, env={**os.environ, **environment})
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_relay_compiler_takes_the_schema_and_its_artifact_pages(project: Path, npm: Path, hub: Serving) -> None:
    (project / "page.js").write_text(RELAY, encoding="utf-8")
    (project / "persisted.json").write_text("{}", encoding="utf-8")
    config = {"src": ".", "schema": "schema.graphql", "language": "javascript", "persistConfig": {"file": "persisted.json"}}
    (project / "relay.config.json").write_text(json.dumps(config), encoding="utf-8")
    run(["node", str(npm / "node_modules" / "relay-compiler" / "cli.js"), "relay.config.json"], project)
    documents = json.loads((project / "persisted.json").read_text(encoding="utf-8"))
    assert len(documents) == 2
    pages = [text for text in documents.values() if "pageQuery" in text]
    answer = httpx.post(f"{hub.url}/graphql", json={"query": pages[0], "variables": {"first": 3}}).json()
    assert len(answer["data"]["initiatives"]["edges"]) == 3


def test_graphql_codegen_writes_documents_that_are_registered_and_asked_by_id(project: Path, npm: Path, hub: Serving) -> None:
    (project / "page.graphql").write_text(QUESTION, encoding="utf-8")
    config = {
        "schema": "schema.graphql",
        "documents": ["page.graphql"],
        "generates": {"./made/": {"preset": "client", "presetConfig": {"persistedDocuments": {"hashAlgorithm": "sha256"}}}},
    }
    (project / "codegen.json").write_text(json.dumps(config), encoding="utf-8")
    (project / "node_modules").symlink_to(npm / "node_modules")
    run(["node", str(npm / "node_modules" / "@graphql-codegen" / "cli" / "cjs" / "bin.js"), "--config", "codegen.json"], project)
    assert "PageOfInitiativesQuery" in (project / "made" / "graphql.ts").read_text(encoding="utf-8")
    made = project / "made" / "persisted-documents.json"
    ((name, body),) = json.loads(made.read_text(encoding="utf-8")).items()
    run([sys.executable, "-m", "hub.cli", "documents", "register", str(made)], Path.cwd(), SAMGRAF_DATABASE_URL=database_of(hub))
    asked = {"documentId": trusted.check_id(name, body), "variables": {"first": 3}}
    answer = httpx.post(f"{hub.url}/graphql", json=asked).json()
    assert [one["kind"] for one in answer["data"]["initiatives"]["nodes"]] == ["INITIATIVE"] * 3


def database_of(hub: Serving) -> str:
    return f"sqlite:///{hub.said.with_suffix('.db')}"


def test_ariadne_codegen_writes_a_client_that_asks(project: Path, python: Path, hub: Serving, given: dict[str, Any]) -> None:
    (project / "page.graphql").write_text(QUESTION, encoding="utf-8")
    (project / "pyproject.toml").write_text(
        '[tool.ariadne-codegen]\nschema_path = "schema.graphql"\nqueries_path = "page.graphql"\ntarget_package_name = "made"\n',
        encoding="utf-8",
    )
    run([str(python.parent / "ariadne-codegen")], project)
    asking = (
        "import asyncio\nfrom made import Client\n"
        "async def main():\n"
        f"    async with Client(url={given['url']!r}) as client:\n"
        "        found = await client.page_of_initiatives(first=3)\n"
        "        print([one.kind.value for one in found.initiatives.nodes])\n"
        "asyncio.run(main())\n"
    )
    assert run([str(python), "-c", asking], project).strip() == str(["INITIATIVE"] * 3)


def test_the_introspection_of_the_running_hub_is_the_schema_that_it_serves(node: Callable[[str], Any]) -> None:
    assert node("introspect.mjs") == []
