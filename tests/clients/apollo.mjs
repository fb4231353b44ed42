// Apollo Client: pages with its relay-style cache, and a subscription over graphql-transport-ws.
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { CHANGES, PAGE } from './questions.mjs';
import { given, say } from './talk.mjs';

const { url, socket, after } = await given();
const sockets = new GraphQLWsLink(createClient({ url: socket, webSocketImpl: WebSocket }));
const link = ApolloLink.split(({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION, sockets, new HttpLink({ uri: url }));
const client = new ApolloClient({ link, cache: new InMemoryCache() });
const page = async (variables) => (await client.query({ query: gql(PAGE), variables })).data.initiatives;

const first = await page({ first: 5 });
const second = await page({ first: 5, after: first.pageInfo.endCursor });
const back = await page({ last: 5, before: second.pageInfo.startCursor });
const changes = await new Promise((resolve, reject) => {
  const seen = [];
  const reading = client.subscribe({ query: gql(CHANGES), variables: { after } }).subscribe({
    next: ({ data, error }) => {
      if (error) return reject(error);
      seen.push(data.changes);
      if (seen.length === 3) { reading.unsubscribe(); resolve(seen); }
    },
    error: reject,
  });
});
say({ first, second, back, changes });
