"""An authenticator without a device: WebAuthn, sections 5.8.1 and 6.1; ES256, no attestation."""

import hashlib
import json
import os
import struct

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes as from_text
from webauthn.helpers import bytes_to_base64url as to_text

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


class Authenticator:
    """Holds one key; `verified`: it was unlocked by finger, face or PIN."""

    def __init__(self, origin="http://localhost", verified=True):
        self.origin, self.verified = origin, verified
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.credential_id = os.urandom(32)
        self.user = b""
        self.count = 0

    def create(self, options):
        """The answer to what `navigator.credentials.create` is given."""
        self.user = from_text(options["user"]["id"])
        told = self._client("webauthn.create", options)
        credential = struct.pack(">H", 32) + self.credential_id + self._public()
        data = self._data(options["rp"]["id"], WITH_KEY) + bytes(16) + credential
        attested = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(clientDataJSON=told, attestationObject=attested)

    def get(self, options):
        """The answer to what `navigator.credentials.get` is given."""
        self.count += 1
        told = self._client("webauthn.get", options)
        data = self._data(options["rpId"])
        signature = self.key.sign(data + hashlib.sha256(told).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            clientDataJSON=told, authenticatorData=data, signature=signature, userHandle=self.user
        )

    def _client(self, kind, options):
        told = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps(told).encode()

    def _data(self, rp_id, flags=0):
        flags |= PRESENT | (VERIFIED if self.verified else 0)
        return hashlib.sha256(rp_id.encode()).digest() + struct.pack(">BI", flags, self.count)

    def _public(self):
        numbers = self.key.public_key().public_numbers()
        x, y = (n.to_bytes(32, "big") for n in (numbers.x, numbers.y))
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})

    def _answer(self, **response):
        return json.dumps(
            {
                "id": to_text(self.credential_id),
                "rawId": to_text(self.credential_id),
                "type": "public-key",
                "response": {name: to_text(value) for name, value in response.items()},
                "extensions": "{}",
            }
        )
