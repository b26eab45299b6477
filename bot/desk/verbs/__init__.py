"""The verbs on a case: who may do what, when it is legal, and the change that it makes."""
