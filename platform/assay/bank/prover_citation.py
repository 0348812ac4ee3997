"""Proof by a citation: the documentation of the installed version says so. See prover.py.

It may stand beside a proof that decides, never in place of one: documents can be wrong.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from packaging.utils import canonicalize_name

from assay.bank.package import Package, Proof
from assay.bank.prover_jobs import need
from assay.bank.runner import NoRunner

KIND = "citation"


class Releases(Protocol):
    """The sources of packages as they were released; what is behind this comes from outside."""

    def text(self, package: str, version: str, file: str) -> str | None:
        """The file's text, or None where there is no such file; NoRunner where it can't be told."""


class NoReleases:
    """Of a place that has none."""

    def text(self, package: str, version: str, file: str) -> str | None:
        raise NoRunner(f"there are no sources of {package} {version} here to be cited")


def cited(item: Package, proof: Proof, have: Mapping[str, str], releases: Releases) -> Any:
    """`have`: the installed packages, by the names that an index has for them."""
    decides = [one for one in item.proofs if one.kind != KIND]
    need(bool(decides), "a citation decides nothing: put a proof beside it that runs")
    version = have.get(canonicalize_name(proof.package))
    need(version is not None, f"{proof.package} is not installed")
    text = releases.text(proof.package, str(version), proof.file)
    where = f"{proof.file} of {proof.package} {version}"
    need(text is not None, f"there is no {where}")
    need(_flat(proof.phrase) in _flat(str(text)), f"{where} does not say {proof.phrase!r}")
    return {"file": where, "phrase": proof.phrase}


def _flat(text: str) -> str:
    return " ".join(text.split())
