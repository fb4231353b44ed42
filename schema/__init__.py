"""What we promise: the GraphQL schema, described; reading is planned in hub/query."""
