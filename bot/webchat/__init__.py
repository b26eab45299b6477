"""The web chat: a Direct Line 3.0 endpoint, the official Web Chat client, and the page around it."""
