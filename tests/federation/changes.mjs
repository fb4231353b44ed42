// What changed from one schema to another. Reads {before, after} (SDL) from standard input, writes [{level, message}], level BREAKING,
// DANGEROUS or NON_BREAKING.
import { text } from "node:stream/consumers";
import { diff } from "@graphql-inspector/core";
import { buildSchema } from "graphql";

const { before, after } = JSON.parse(await text(process.stdin));
const changes = await diff(buildSchema(before), buildSchema(after));
console.log(JSON.stringify(changes.map(({ criticality, message }) => ({ level: criticality.level, message }))));
