// urql: pages, and a subscription over graphql-transport-ws.
import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { CHANGES, PAGE } from './questions.mjs';
import { given, say } from './talk.mjs';

const { url, socket, after } = await given();
const sockets = createClient({ url: socket, webSocketImpl: WebSocket });
const forwardSubscription = ({ query, variables }) => ({
  subscribe: (sink) => ({ unsubscribe: sockets.subscribe({ query, variables }, sink) }),
});
const client = new Client({ url, exchanges: [fetchExchange, subscriptionExchange({ forwardSubscription })], preferGetMethod: false });
const page = async (variables) => {
  const { data, error } = await client.query(PAGE, variables).toPromise();
  if (error) throw error;
  return data.initiatives;
};

const first = await page({ first: 5 });
const second = await page({ first: 5, after: first.pageInfo.endCursor });
const back = await page({ last: 5, before: second.pageInfo.startCursor });
const changes = await new Promise((resolve, reject) => {
  const seen = [];
  const reading = client.subscription(CHANGES, { after }).subscribe(({ data, error }) => {
    if (error) return reject(error);
    seen.push(data.changes);
    if (seen.length === 3) { reading.unsubscribe(); resolve(seen); }
  });
});
say({ first, second, back, changes });
