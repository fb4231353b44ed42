// The audits of GraphQL over HTTP (npm graphql-http) against a server: what each said.
import { auditServer } from 'graphql-http';
import { given, say } from './talk.mjs';

const { url } = await given();
const results = await auditServer({ url, fetchFn: fetch });
say(results.map(({ id, name, status, reason }) => ({ id, name, status, reason: reason ?? null })));
