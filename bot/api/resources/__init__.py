"""The resources of the API: accounts, cases, notices and problems, each with its models."""
