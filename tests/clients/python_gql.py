"""gql: pages over HTTP, and a subscription over graphql-transport-ws. Reads one JSON value, says one."""

from __future__ import annotations

import asyncio
import json
import sys

from gql import Client, GraphQLRequest
from gql.transport.httpx import HTTPXAsyncTransport
from gql.transport.websockets import WebsocketsTransport

PAGE = """query Page($first: Int, $after: String, $last: Int, $before: String) {
  initiatives(first: $first, after: $after, last: $last, before: $before) {
    totalCount edges { cursor node { id name } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""
CHANGES = """subscription Changes($after: String) {
  changes(kinds: [INITIATIVE], after: $after) { cursor type entityId entity { id name } } }"""


async def main() -> None:
    given = json.load(sys.stdin)
    async with Client(transport=HTTPXAsyncTransport(url=given["url"]), fetch_schema_from_transport=True) as session:

        async def page(**variables: object) -> dict[str, object]:
            return (await session.execute(GraphQLRequest(PAGE, variable_values=variables)))["initiatives"]

        first = await page(first=5)
        second = await page(first=5, after=first["pageInfo"]["endCursor"])
        back = await page(last=5, before=second["pageInfo"]["startCursor"])
    changes = []
    async with Client(transport=WebsocketsTransport(url=given["socket"])) as session:
        async for one in session.subscribe(GraphQLRequest(CHANGES, variable_values={"after": given["after"]})):
            changes.append(one["changes"])
            if len(changes) == 3:
                break
    sys.stdout.write(json.dumps({"first": first, "second": second, "back": back, "changes": changes}))


asyncio.run(main())
