"""What `judge` works with: the walk through questions, their order, files of judgements, what was judged."""
