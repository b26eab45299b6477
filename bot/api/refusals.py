"""How the API says no: a status, a code for programs, a sentence for people, and facts beside them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

NOTHING: Mapping[str, Any] = MappingProxyType({})

REALM = 'Bearer realm="spot"'


class ApiRefusal(Exception):
    """A request is not done; the message is the sentence."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        more: Mapping[str, Any] = NOTHING,
        headers: Mapping[str, str] = NOTHING,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.more = more
        """Further keys of the body's top level, such as `missing`, `reason` and `who`."""
        self.headers = headers

    @property
    def body(self) -> dict[str, Any]:
        return {"error": {"code": self.code, "message": self.message}, **self.more}


def unauthorized(code: str, message: str) -> ApiRefusal:
    """Return the refusal of somebody who proves nothing; one that brought a token hears that it is not good."""
    fault = "" if code == "no_token" else f', error="invalid_token", error_description="{message}"'
    return ApiRefusal(401, code, message, headers={"WWW-Authenticate": REALM + fault})


def lacking(scope: str) -> ApiRefusal:
    """Return the refusal of a token that is good, and not for this."""
    header = f'{REALM}, error="insufficient_scope", scope="{scope}"'
    return ApiRefusal(
        403, "scope", f"this token may not do that: it needs {scope}", headers={"WWW-Authenticate": header}
    )


def no_case(name: str) -> ApiRefusal:
    """Return the refusal of a case that there is none of, or none that this caller may know of."""
    return ApiRefusal(404, "not_found", f"there is no case {name}")
