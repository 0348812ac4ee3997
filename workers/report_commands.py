"""`flask report`: verify a file offline, change the signing key, list the certificates."""

from pathlib import Path

import click
from flask import current_app

from assay.core.parts import Parts
from workers.keyring import Keyring


@click.group()
def report() -> None:
    """Signed reports and the key that signs them."""


@report.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def verify(file: Path) -> None:
    """Say whether FILE is a report of this installation, unchanged; 1 where it is not.

    Needs the certificates of the key folder, and neither the database nor a network.
    """
    from workers.verifying import verified

    told = verified(file.read_bytes(), _keys().certificates())
    click.echo(told.words)
    if told.certificate:
        click.echo(f"signed {told.signed_at:%Y-%m-%d %H:%M} UTC (the signer's clock)")
        click.echo(f"certificate {told.certificate}")
    raise SystemExit(0 if told.is_genuine else 1)


@report.command("rotate-key")
def rotate_key() -> None:
    """Sign with a new key from now on. Reports that were signed before stay verifiable."""
    before, now = _keys().rotate()
    click.echo(f"before  {before or 'none'}")
    click.echo(f"now     {now}")
    click.echo("The former private key is destroyed; its certificate stays. No restart is needed.")


@report.command()
@click.option("--pem", is_flag=True, help="The certificates themselves, for a PDF reader to trust.")
def certificates(pem: bool) -> None:
    """List the certificates that reports were signed with; the one in use is marked."""
    keys = _keys()
    active = keys.active().fingerprint
    for fingerprint, certificate in keys.certificates().items():
        click.echo(f"{'*' if fingerprint == active else ' '} {fingerprint}")
        if pem:
            click.echo(_pem(certificate))


def _keys() -> Keyring:
    parts: Parts = current_app.extensions["assay"]
    return Keyring(parts.settings.key_folder)


def _pem(certificate: bytes) -> str:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    return x509.load_der_x509_certificate(certificate).public_bytes(Encoding.PEM).decode().strip()
