"""Reports and criteria → verdicts, every answer explained."""

from litsieve.screen.explain import RuleExplanation, explain
from litsieve.screen.lint import Finding, lint
from litsieve.screen.rule_tests import TestResult, run_tests
from litsieve.screen.run import Screened, screen

__all__ = [
    "Finding",
    "RuleExplanation",
    "Screened",
    "TestResult",
    "explain",
    "lint",
    "run_tests",
    "screen",
]
