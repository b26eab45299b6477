"""What we know: entries, matching, confidence, the directory. No botbuilder, aiohttp, SQL, clock or conversation."""
