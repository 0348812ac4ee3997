"""An answer of files, held against what is hidden, through a Runner; and the share it earns. Pure.

The runner comes from outside. Marking and proving come here both, so that an item is marked by
just what it was proved with.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from assay.bank.code_keys import Behaviour, CodeKey, SuiteKey
from assay.bank.content import Content, File
from assay.bank.runner import Files, Grade, Limits, Runner, Spec, SuiteGrade

Verdict = Grade | SuiteGrade
FilesKey = CodeKey | SuiteKey


def submitted(content: Content, answer: Mapping[str, str]) -> Files:
    """Every given file; of the answer only what may be changed is taken."""
    return {
        file.name: (answer.get(file.name, file.text) if file.editable else file.text).encode()
        for file in content.files
    }


def held(
    runner: Runner,
    content: Content,
    key: FilesKey,
    answer: Mapping[str, str],
    *,
    seed: int,
    only: Sequence[str] = (),
) -> Verdict:
    """The answer against the hidden tests, or against right and faulty applications.

    `only` some of the hidden tests are run where they are named.
    """
    files = submitted(content, answer)
    if isinstance(key, SuiteKey):
        return runner.grade_suite(
            files,
            {name: as_files(variant) for name, variant in key.references.items()},
            {name: as_files(variant) for name, variant in key.mutants.items()},
            Spec(entry=content.entry, probes=False, seed=seed),
            limits_of(key),
        )
    manifest = [one.id for one in key.manifest]
    return runner.grade(
        files,
        as_files(key.tests),
        Spec(entry=content.entry, manifest=manifest, only=only, seed=seed),
        limits_of(key),
    )


def tried(runner: Runner, content: Content, key: FilesKey, answer: Mapping[str, str]) -> Grade:
    """The answer with what the candidate sees: the visible tests, or a right application.

    All that is told of it may be shown to who wrote the answer, but for `application_output`
    where the application is not theirs.
    """
    files, limits = submitted(content, answer), limits_of(key)
    if isinstance(key, SuiteKey):
        right = as_files(next(iter(key.references.values())))
        return runner.grade(right, files, Spec(entry=content.entry, probes=False), limits)
    return runner.grade(files, as_files(content.visible), Spec(entry=content.entry), limits)


def limits_of(key: FilesKey) -> Limits:
    return Limits(seconds=key.seconds)


def holds(key: FilesKey, verdict: Verdict) -> dict[str, bool]:
    """Of everything in the manifest: did the test pass, was the fault caught?"""
    if isinstance(verdict, SuiteGrade):
        caught = set(verdict.killed) if verdict.valid else set()
        return {one.id: one.id in caught for one in key.manifest}
    told = verdict.tests
    return {one.id: one.id in told and told[one.id].verdict == "passed" for one in key.manifest}


def missed_gates(key: FilesKey, verdict: Verdict) -> list[Behaviour]:
    held_ = holds(key, verdict)
    return [one for one in key.manifest if one.gate and not held_[one.id]]


def share(key: FilesKey, verdict: Verdict) -> Fraction:
    """What of all weights was earned; nothing where a gate does not hold."""
    if missed_gates(key, verdict):
        return Fraction(0)
    held_ = holds(key, verdict)
    earned = sum(one.weight for one in key.manifest if held_[one.id])
    return Fraction(earned, sum(one.weight for one in key.manifest))


def as_files(files: Sequence[File]) -> Files:
    return {file.name: file.text.encode() for file in files}
