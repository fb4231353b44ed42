// Composes subgraphs with each composer that it is told. Reads {composers: [name], subgraphs: [{name, sdl}]} from standard input and
// writes {composer: [complaint]}: an empty list where they were composed.
import { text } from "node:stream/consumers";
import { parse } from "graphql";

const composers = {
  async apollo(subgraphs) {
    const { composeServices } = await import("@apollo/composition");
    return composeServices(subgraphs).errors;
  },
  async guild(subgraphs) {
    const { composeServices } = await import("@theguild/federation-composition");
    return composeServices(subgraphs).errors;
  },
  async wundergraph(subgraphs) {
    const { federateSubgraphs, LATEST_ROUTER_COMPATIBILITY_VERSION: version } = await import("@wundergraph/composition");
    const given = subgraphs.map(({ name, url, typeDefs }) => ({ name, url, definitions: typeDefs }));
    const composed = federateSubgraphs({ subgraphs: given, version });
    return composed.success ? [] : composed.errors;
  },
};

const asked = JSON.parse(await text(process.stdin));
const told = {};
for (const name of asked.composers) {
  const subgraphs = asked.subgraphs.map((one) => ({ name: one.name, url: `http://${one.name}.example/`, typeDefs: parse(one.sdl) }));
  told[name] = ((await composers[name](subgraphs)) ?? []).map((error) => error.message);
}
console.log(JSON.stringify(told));
