"""The REST API under /api/v1: what a partner's or a vendor's own portal asks and does, in the words of the desk."""
