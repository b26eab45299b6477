"""What was agreed: who is promised what, by which hours; the policy and the settings of its files."""
