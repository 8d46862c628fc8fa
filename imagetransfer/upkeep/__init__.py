"""What happens by itself, in every app: jobs of dead workers are queued again, and what is old is deleted."""
