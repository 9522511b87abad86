"""People are found without the list of people: dev is read with an empty people.tsv, and F1 of people falls by less than 0.01."""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

CHIDAO = os.environ["CHIDAO"]
EVAL = Path("../shared/eval")
ALLOWED = 0.01


def people(folder, *options):
    facts = folder / "facts.jsonl"
    command = [CHIDAO, *options, "extract", EVAL / "dev/text", "--meta", EVAL / "dev/meta.tsv", "-o", facts]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    table = subprocess.run(
        [sys.executable, EVAL / "score.py", EVAL / "dev/gold", facts, "--json"], check=True, capture_output=True, text=True
    ).stdout
    return json.loads(table[: table.rindex("}") + 1])["people"]["f1"]


with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    (folder / "words").mkdir()
    (folder / "words/people.tsv").write_text("name\n-*\n")
    with_list, without = people(folder), people(folder, "--gazetteers", folder / "words")
print(f"people F1 {with_list:.4f} with the list, {without:.4f} without")
sys.exit(0 if with_list - without < ALLOWED else 1)
