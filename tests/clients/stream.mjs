// graphql-sse in the mode of distinct connections: a question and a subscription.
import { createClient } from 'graphql-sse';
import { CHANGES, PAGE } from './questions.mjs';
import { given, say } from './talk.mjs';

const { url, after } = await given();
const client = createClient({ url });
const read = async (request, most) => {
  const seen = [];
  for await (const { data, errors } of client.iterate(request)) {
    if (errors) throw new Error(JSON.stringify(errors));
    seen.push(data);
    if (seen.length === most) break;
  }
  return seen;
};

const [{ initiatives }] = await read({ query: PAGE, variables: { first: 5 } }, 1);
const changes = await read({ query: CHANGES, variables: { after } }, 3);
say({ first: initiatives, changes: changes.map((one) => one.changes) });
