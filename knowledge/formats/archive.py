"""Opens the archive that a workbook or a Word file is, behind a size gate: nothing is unpacked that was not counted."""

import io
import zipfile
import zlib
from xml.sax.handler import ContentHandler

from knowledge.problems.report import Refused

MEGABYTE = 1_000_000
MOST_INFLATED = 20 * MEGABYTE
"""Bytes of all members together, unpacked."""
MOST_MEMBERS = 1_000
HIGHEST_RATIO = 100
"""How many times bigger than its file an archive may become; sheets of text become 5 to 20 times bigger."""
RATIO_FROM = 1 * MEGABYTE
"""Unpacked bytes below which the ratio says nothing."""
STEP = 64 * 1024
MOST_TAGS = 2_000_000
"""Of all members that are parsed; a hundred thousand cells have half a million."""
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of Office before 2007 begin, and newer ones with a password."""
MEMBER = b"PK\x01\x02"
"""What stands before each member in the directory of an archive."""
UNPACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
ENCRYPTED = 0x1
"""A flag of a member."""
CODE = "KB338"


class Archive:
    """The members of an archive, each unpacked when it is asked for; raises Refused when opened or read."""

    def __init__(self, data: bytes, save_as: str) -> None:
        """Open the archive; `save_as` is what to do about one that is no archive, such as "save it as .xlsx"."""
        self.save_as = save_as
        self.size = len(data)
        self.inflated = self.tags = 0
        if data.startswith(OLD_OFFICE):
            what = "this has a password, or is of an Office older than 2007"
            raise Refused(CODE, 1, what, f"take the password away and {save_as}")
        if data.count(MEMBER) > MOST_MEMBERS:
            raise self.bomb(f"more than {MOST_MEMBERS:,} members")
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
            raise self.broken() from None
        self.check_declared(self.zip.infolist())
        self.names = frozenset(self.zip.namelist())

    def check_declared(self, members: list[zipfile.ZipInfo]) -> None:
        """Refuse an archive whose own directory says that it is too big, or cannot be unpacked."""
        names = {each.filename for each in members}
        if len(names) < len(members):
            raise self.broken()
        if any(each.flag_bits & ENCRYPTED for each in members):
            raise Refused(CODE, 1, "this has a password", f"take the password away and {self.save_as}")
        if any(each.compress_type not in UNPACKED for each in members):
            raise self.broken()
        self.refuse_bomb(sum(each.file_size for each in members))

    def read(self, name: str) -> bytes:
        """Return a member's bytes, counted while they are unpacked, whatever the directory says; empty for none."""
        if name not in self.names:
            return b""
        member = self.zip.getinfo(name)
        member.file_size = MOST_INFLATED + STEP
        parts: list[bytes] = []
        try:
            with self.zip.open(member) as unpacking:
                while part := unpacking.read(STEP):
                    self.inflated += len(part)
                    self.refuse_bomb(self.inflated)
                    parts.append(part)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
            raise self.broken() from None
        return b"".join(parts)

    def parse(self, name: str, handler: ContentHandler) -> None:
        """Let a handler go over a member that is XML; document types, and with them entities, are refused."""
        from xml.sax import SAXException

        from defusedxml import DefusedXmlException, sax

        data = self.read(name)
        self.tags += data.count(b"<")
        if self.tags > MOST_TAGS:
            raise self.bomb(f"more than {MOST_TAGS:,} tags")
        try:
            sax.parseString(data, handler, forbid_dtd=True)
        except (SAXException, DefusedXmlException, ValueError, LookupError):
            raise self.broken() from None

    def refuse_bomb(self, inflated: int) -> None:
        """Refuse an archive that becomes this big."""
        if inflated > MOST_INFLATED:
            raise self.bomb(f"more than {MOST_INFLATED // MEGABYTE} MB unpacked")
        if inflated > RATIO_FROM and inflated > HIGHEST_RATIO * self.size:
            raise self.bomb(f"more than {HIGHEST_RATIO} times bigger unpacked")

    def bomb(self, what: str) -> Refused:
        """Return the refusal of an archive that is too big."""
        return Refused("KB105", 1, what, "split it into several files; empty cells far out count too")

    def broken(self) -> Refused:
        """Return the refusal of an archive that cannot be read."""
        return Refused(CODE, 1, "the file is broken", f"open it and {self.save_as} again")
