"""The index of a large base: flat arrays that can be memory-mapped, and a cost per question that hardly grows."""
