"""The commands of `app.py`: the table of all, and those that need the bot, each imported when it runs."""
