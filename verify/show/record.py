"""A run as JSON, schema 1: keys may be added, none is renamed or left out.

Two runs with one seed give the same record but for the times in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from verify.discover import Problem
from verify.files.cards import Card, Listed
from verify.result import AblationResult, ControlResult, MutantResult
from verify.run.engine import version_of
from verify.run.session import Outcome, Run
from verify.run.snapshots import SCHEMA
from verify.show.statements import statement_latex
from verify.verdict import Evidence, Step, Witness, Worst


def record(run: Run) -> dict[str, Any]:
    """Return a run as plain dictionaries, lists, strings and numbers."""
    return {
        "schema": SCHEMA,
        "version": version_of("flowproof"),
        "seed": run.effort.seed,
        "effort": asdict(run.effort),
        "selection": list(run.selection),
        "environment": dict(run.versions),
        "interrupted": run.interrupted,
        "unfinished": list(run.unfinished),
        "problems": [_problem(problem) for problem in run.problems],
        "claims": [_claim(outcome) for outcome in run.outcomes],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.file,
        "line": problem.line,
        "claim": problem.claim,
        "message": problem.message,
    }


def _claim(outcome: Outcome) -> dict[str, Any]:
    found, result = outcome.found, outcome.result
    source = found.source
    return {
        "id": found.id,
        "reading": found.reading,
        "repairs": found.repairs,
        **({"also_repairs": list(found.also_repairs)} if found.also_repairs else {}),
        "uses": list(found.uses),
        "source": {"key": source.key, "where": source.where} if source else None,
        "statement": result.statement or statement_of(found),
        "assumptions": list(found.assumptions),
        "verdict": str(result.verdict),
        "expects": None if found.expects is None else str(found.expects),
        "met": outcome.met,
        "attempted": result.attempted,
        "transitive": str(outcome.transitive.verdict),
        "through": outcome.transitive.through or None,
        "because": result.because,
        "scope": result.scope,
        "witness": _values(result.witness),
        "worst": _worst(result.worst),
        "seconds": round(result.seconds, 3),
        "digest": result.digest,
        "evidence": [_evidence(item) for item in result.evidence],
        "ablation": [_ablation(row) for row in result.ablation],
        "controls": [_control(row) for row in result.controls],
        "mutants": [_mutant(row) for row in result.mutants],
    }


def statement_of(found: Listed) -> str:
    """Return what a claim says, in LaTeX; "" when its file was not read."""
    if isinstance(found, Card):
        return ""
    return statement_latex(found.subject, found.claim)


def _values(witness: Witness | None) -> dict[str, str] | None:
    return dict(witness.values) if witness else None


def _details(witness: Witness | None) -> dict[str, Any] | None:
    if witness is None:
        return None
    return {
        "replayed": witness.replayed,
        "gap": witness.gap,
        "robust": witness.robust,
        "size": witness.size,
    }


def _worst(worst: Worst | None) -> dict[str, Any] | None:
    return {"margin": worst.margin, "point": dict(worst.point)} if worst else None


def _evidence(item: Evidence) -> dict[str, Any]:
    return {
        "check": item.check,
        "verdict": str(item.verdict),
        "because": item.because,
        "part": item.part,
        "scope": item.scope,
        "witness": _values(item.witness),
        "witness_details": _details(item.witness),
        "worst": _worst(item.worst),
        "tried": item.tried,
        "undecided": item.undecided,
        "guard": item.guard,
        "seconds": round(item.seconds, 3),
        "steps": [_step(step) for step in item.steps],
    }


def _step(step: Step) -> dict[str, str]:
    return {
        "says": step.says,
        "method": step.method,
        "identity": step.identity,
        "language": step.language,
    }


def _ablation(row: AblationResult) -> dict[str, Any]:
    return {
        "assumption": row.assumption,
        "result": row.result,
        "because": row.because,
        "witness": _values(row.witness),
        "witness_details": _details(row.witness),
    }


def _control(row: ControlResult) -> dict[str, Any]:
    return {
        "name": row.name,
        "fell": row.fell,
        "in_floats": row.in_floats,
        "because": row.because,
        "witness": _values(row.witness),
        "witness_details": _details(row.witness),
    }


def _mutant(row: MutantResult) -> dict[str, Any]:
    verdicts: Mapping[str, str] = {check: str(verdict) for check, verdict in row.verdicts}
    return {
        "name": row.name,
        "statement": row.statement,
        "fate": row.fate,
        "verdicts": verdicts,
        "because": row.because,
    }
