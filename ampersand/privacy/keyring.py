"""The key ring: master keys in a file outside the database. Losing it loses every sealed text."""

import base64
import hashlib
import hmac
import json
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12


class KeyRingError(Exception):
    """The key ring is missing, unreadable, or lacks the key that was asked for."""


@dataclass(frozen=True)
class KeyRing:
    """Master keys by name; `current` wraps what is new, older ones still unwrap."""

    path: Path
    current: str
    keys: dict[str, bytes]
    root: bytes

    @classmethod
    def load_or_create(cls, path: Path) -> "KeyRing":
        """Read the ring; make one (mode 600) where there is none yet; raises KeyRingError if it is damaged."""
        if not path.exists():
            fresh = cls(path, "k1", {"k1": secrets.token_bytes(32)}, secrets.token_bytes(32))
            fresh._write(replace=False)
        return cls.load(path)

    @classmethod
    def load(cls, path: Path) -> "KeyRing":
        """Read the ring; raises KeyRingError if it is missing or damaged."""
        try:
            data = json.loads(path.read_text(encoding="ascii"))
            keys = {name: base64.b64decode(value) for name, value in data["keys"].items()}
            ring = cls(path, data["current"], keys, base64.b64decode(data["root"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise KeyRingError(f"The key ring {path} cannot be read: {error}") from error
        if ring.current not in keys or any(len(key) != 32 for key in (*keys.values(), ring.root)):
            raise KeyRingError(f"The key ring {path} is damaged.")
        return ring

    def with_new_key(self) -> "KeyRing":
        """A ring with one more master key as the current one, written to the same file."""
        name = f"k{max(int(key[1:]) for key in self.keys) + 1}"
        ring = KeyRing(self.path, name, {**self.keys, name: secrets.token_bytes(32)}, self.root)
        ring._write(replace=True)
        return ring

    def without(self, name: str) -> "KeyRing":
        """A ring without one retired master key; raises KeyRingError for the current or an unknown one."""
        if name == self.current or name not in self.keys:
            raise KeyRingError(f"The key {name} is in use or not on the ring.")
        ring = KeyRing(self.path, self.current, {k: v for k, v in self.keys.items() if k != name}, self.root)
        ring._write(replace=True)
        return ring

    def secret(self, purpose: str) -> bytes:
        """32 bytes for one purpose, always the same for one ring."""
        return hmac.digest(self.root, purpose.encode(), hashlib.sha256)

    def wrap(self, key: bytes, bound_to: bytes) -> tuple[str, bytes]:
        """A data key under the current master key, with that key's name."""
        nonce = os.urandom(NONCE)
        return self.current, nonce + AESGCM(self.keys[self.current]).encrypt(nonce, key, bound_to)

    def unwrap(self, name: str, wrapped: bytes, bound_to: bytes) -> bytes:
        """The data key again; raises KeyRingError when the master key is gone or the bytes were changed."""
        if name not in self.keys:
            raise KeyRingError(f"The key {name} is not on the ring.")
        try:
            return AESGCM(self.keys[name]).decrypt(wrapped[:NONCE], wrapped[NONCE:], bound_to)
        except Exception as error:
            raise KeyRingError("A data key was changed or belongs elsewhere.") from error

    def _write(self, *, replace: bool) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        text = json.dumps(
            {
                "current": self.current,
                "keys": {name: base64.b64encode(key).decode() for name, key in self.keys.items()},
                "root": base64.b64encode(self.root).decode(),
            },
            indent=1,
        )
        handle, name = tempfile.mkstemp(dir=self.path.parent)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            os.replace(name, self.path)
            return
        try:
            os.link(name, self.path)  # of two first starts at once, one makes the ring and both use it
        except FileExistsError:
            pass
        finally:
            os.unlink(name)
