// The schema by introspection, as code generators ask for it, against the schema as text: what differs, but for what gateways ask.
import { buildClientSchema, buildSchema, findBreakingChanges, getIntrospectionQuery } from 'graphql';
import { given, say } from './talk.mjs';

const { url } = await given();
const headers = { 'content-type': 'application/json' };
const asked = { method: 'POST', headers, body: JSON.stringify({ query: getIntrospectionQuery({ oneOf: true, inputValueDeprecation: true }) }) };
const asked_for = buildClientSchema((await (await fetch(url, asked)).json()).data);
const told = buildSchema(await (await fetch(new URL('/schema.graphql', url))).text());
const differences = [...findBreakingChanges(told, asked_for), ...findBreakingChanges(asked_for, told)].map((one) => one.description);
say(differences.filter((one) => !/^(Query\.)?_(entities|service|Any|Entity|Service)\b/.test(one)));
