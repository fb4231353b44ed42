"""Who asked to be told of changes is told, by webhooks."""
