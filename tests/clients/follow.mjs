// Asks one operation by a real client and prints each result as a line of JSON: node follow.mjs ws|sse URL DOCUMENT VARIABLES COUNT
import { createClient as overEvents } from "graphql-sse";
import { createClient as overSocket } from "graphql-ws";
import WebSocket from "ws";

const [way, url, query, variables, count] = process.argv.slice(2);
const client =
  way === "ws"
    ? overSocket({ url: url.replace("http", "ws"), webSocketImpl: WebSocket, retryAttempts: 0 })
    : overEvents({ url, retryAttempts: 0 });

let left = Number(count);
for await (const result of client.iterate({ query, variables: JSON.parse(variables) })) {
  console.log(JSON.stringify(result));
  left -= 1;
  if (left === 0) break;
}
await client.dispose();
