// A gateway over running subgraphs. Reads {subgraphs: [{name, url}], questions: [text]} from standard input, composes what each of them says
// of itself (`_service`), and writes the answers as a list, each {data, errors}.
import { createHash } from "node:crypto";
import { text } from "node:stream/consumers";
import { ApolloGateway, IntrospectAndCompose, RemoteGraphQLDataSource } from "@apollo/gateway";
import { parse } from "graphql";

// Composing keeps this process so busy that it would not see a server close a connection that it still means to use: each request has its own.
const fetcher = (url, { headers, ...rest }) => fetch(url, { ...rest, headers: { ...headers, connection: "close" } });

const asked = JSON.parse(await text(process.stdin));
const quiet = { debug() {}, info() {}, warn() {}, error: console.error };
const supergraphSdl = new IntrospectAndCompose({ subgraphs: asked.subgraphs });
const gateway = new ApolloGateway({ supergraphSdl, buildService: ({ url }) => new RemoteGraphQLDataSource({ url, fetcher }), logger: quiet });
const { executor, schema } = await gateway.load();
const answers = [];
for (const query of asked.questions) {
  const { data, errors } = await executor({
    request: { query, variables: {} },
    document: parse(query),
    queryHash: createHash("sha256").update(query).digest("hex"),
    operationName: null,
    operation: parse(query).definitions[0],
    context: {},
    cache: new Map(),
    logger: quiet,
    metrics: {},
    schema,
    overallCachePolicy: undefined,
  });
  answers.push({ data, errors: errors ?? [] });
}
await gateway.stop();
console.log(JSON.stringify(answers));
