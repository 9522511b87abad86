"""What the checks share: where the program and the annotated articles are, and how a check runs the one and ends.

CHIDAO names the program; without it, target/release/chidao is taken. ../shared stands beside the project.
A check ends with one line that says what it looked at, or with its faults, one a line, and exit status 1.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
EVAL = PROJECT.parent / "shared" / "eval"
CHIDAO = Path(os.environ.get("CHIDAO") or PROJECT / "target" / "release" / "chidao").absolute()
SCORE = EVAL / "score.py"


def need(*paths):
    """Every input must be there: a check that finds nothing to look at has failed."""
    for path in (CHIDAO, *paths):
        if not path.exists():
            sys.exit(f"missing: {path}")


def texts(folder):
    """The articles below a folder; at least one."""
    found = sorted(folder.rglob("*.txt"))
    if not found:
        sys.exit(f"no .txt file below {folder}")
    return found


def run(*args, **more):
    """Runs the program; the result has the exit status, and standard output and error as bytes."""
    return subprocess.run([CHIDAO, *map(str, args)], capture_output=True, **more)


def done(*args, **more):
    """Runs the program, which must read every article; gives standard output. Other files in the folders may be skipped."""
    result = run(*args, **more)
    errors = [line for line in result.stderr.splitlines() if b" 0 inputs failed, " not in line]
    if result.returncode or errors:
        sys.exit(f"chidao {' '.join(map(str, args))[:200]}: exit {result.returncode}\n{result.stderr.decode()[:2000]}")
    return result.stdout


def records(facts):
    """The records of facts, by id."""
    rows = [json.loads(line) for line in facts.decode().splitlines() if line]
    return {row["doc"]["id"]: row for row in rows}


def end(faults, summary):
    """Ends the check."""
    for fault in faults[:50]:
        print(fault)
    if len(faults) > 50:
        print(f"... and {len(faults) - 50} more")
    print(summary if not faults else f"{len(faults)} faults; {summary}")
    sys.exit(bool(faults))
