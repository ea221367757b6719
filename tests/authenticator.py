"""A passkey in software: answers what a browser's authenticator answers, so that tests can also answer wrongly."""

import json
import secrets
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

Flag = AuthenticatorData.FLAG


class Passkey:
    def __init__(self, origin="http://localhost:8000", rp_id="localhost"):
        self.origin, self.rp_id = origin, rp_id
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(32)
        self.owner = None

    def create(self, options, *, verified=True):
        """The answer to {"publicKey": ...} of a registration, as JSON."""
        public = options["publicKey"]
        self.owner = public["user"]["id"]
        credential = AttestedCredentialData.create(
            Aaguid.NONE, self.id, ES256.from_cryptography_key(self.key.public_key())
        )
        data = AuthenticatorData.create(
            sha256(self.rp_id.encode()).digest(),
            Flag.UP | Flag.AT | (Flag.UV if verified else 0),
            0,
            credential,
        )
        attestation = AttestationObject.create("none", data, {})
        client_data = self._client_data(CollectedClientData.TYPE.CREATE, public["challenge"])
        return self._answer(client_data, {"attestationObject": websafe_encode(attestation)})

    def get(self, options, *, verified=True):
        """The answer to {"publicKey": ...} of a sign-in, as JSON."""
        data = AuthenticatorData.create(
            sha256(self.rp_id.encode()).digest(), Flag.UP | (Flag.UV if verified else 0), 1
        )
        client_data = self._client_data(CollectedClientData.TYPE.GET, options["publicKey"]["challenge"])
        signature = self.key.sign(data + sha256(client_data).digest(), ec.ECDSA(SHA256()))
        parts = {"authenticatorData": data, "signature": signature}
        parts = {name: websafe_encode(value) for name, value in parts.items()}
        return self._answer(client_data, parts | {"userHandle": self.owner})

    def _client_data(self, kind, challenge):
        return CollectedClientData.create(kind, challenge, self.origin)

    def _answer(self, client_data, parts):
        return json.dumps(
            {
                "type": "public-key",
                "id": websafe_encode(self.id),
                "rawId": websafe_encode(self.id),
                "response": {"clientDataJSON": websafe_encode(client_data), **parts},
                "clientExtensionResults": {},
            }
        )
