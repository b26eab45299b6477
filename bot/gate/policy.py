"""What the gate goes by, as the settings say it."""

from dataclasses import dataclass

OPENID_URL = "https://login.botframework.com/v1/.well-known/openidconfiguration"
TOKEN_URL = "https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token"  # noqa: S105 - an address
LOCAL_CHANNELS = frozenset({"msteams", "emulator", "webchat", "directline"})


@dataclass(frozen=True, slots=True)
class GatePolicy:
    """Who may speak, and where replies may go."""

    app_id: str = ""
    """The bot's app id; empty: nobody proves anything, so only this machine may speak."""
    channels: frozenset[str] = LOCAL_CHANNELS
    service_hosts: frozenset[str] = frozenset()
    """Hosts that replies may go to beside the Bot Framework's, as `host` or `host:port`."""
    tenants: frozenset[str] = frozenset()
    """The only tenants that may speak; empty: every tenant."""
    openid_url: str = OPENID_URL
    token_url: str = TOKEN_URL
