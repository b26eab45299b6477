"""What we say: pure dialogs, replies and effects. No botbuilder, HTTP, SQL or clock."""
