"""What was asked and what should be answered: labelled questions, judgements, the question log."""
