"""The socket: what a connector sees of the hub, and nothing else."""
