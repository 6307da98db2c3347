"""What can be compared, counted and read off a text without a model, and the one number made of it."""
