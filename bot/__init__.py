"""The edge: everything touched by machines. Knows everything inward; never decides what to answer."""
