// What each client asks: two pages forward and one back, and the first changes of the feed.
export const PAGE = `query Page($first: Int, $after: String, $last: Int, $before: String) {
  initiatives(first: $first, after: $after, last: $last, before: $before) {
    totalCount
    edges { cursor node { id name } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

export const CHANGES = `subscription Changes($after: String) {
  changes(kinds: [INITIATIVE], after: $after) { cursor type entityId entity { id name } }
}`;
