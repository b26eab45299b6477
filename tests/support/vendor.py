"""Fetch a folder's vendored files anew: `python tests/support/vendor.py bot/webchat/static/vendor`.

SOURCES.toml says which file comes from which version of which npm package, the package's integrity hash and the file's
own checksum. A package that is not the one named there is refused; a file that changed is said, and SOURCES.toml is a
person's to change.
"""

import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path


def pack(package, version, into):
    """Return the path of the package's tarball, as npm fetched it."""
    told = subprocess.run(
        ["npm", "pack", "--silent", "--json", f"{package}@{version}"],
        cwd=into,
        check=True,
        capture_output=True,
        text=True,
    )
    return Path(into) / json.loads(told.stdout)[0]["filename"].lstrip("@").replace("/", "-")


def integrity(path):
    """Return a file's hash as npm writes it."""
    return "sha512-" + base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()


def refresh(folder):
    """Write every file that SOURCES.toml names; return the names of those whose checksum is another."""
    changed = []
    tarballs = {}
    sources = tomllib.loads((folder / "SOURCES.toml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as into:
        for name, source in sources.items():
            key = (source["package"], source["version"])
            if key not in tarballs:
                tarballs[key] = pack(*key, into)
            if integrity(tarballs[key]) != source["integrity"]:
                raise SystemExit(f"{folder}/SOURCES.toml: {key[0]}@{key[1]} is not the package named there")
            with tarfile.open(tarballs[key]) as tarball:
                content = tarball.extractfile(f"package/{source['path']}").read()
            (folder / name).write_bytes(content)
            if hashlib.sha256(content).hexdigest() != source["sha256"]:
                changed.append(name)
    return changed


if __name__ == "__main__":
    others = refresh(Path(sys.argv[1]))
    print("\n".join(f"{name}: another checksum than SOURCES.toml has" for name in others) or "all as SOURCES.toml says")
    sys.exit(1 if others else 0)
