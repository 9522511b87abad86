#!/usr/bin/env python3
"""The seed article with its person, city and bodies renamed gives the same facts with the names changed.

The new cities lie in other provinces, which the article does not name: the posts inherit other places.
The new bodies exist elsewhere or are formed like those that exist; the people are invented.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from program import EVAL, PROJECT, SCORE, done, end, need, records

# What stands in the article or in its gold -> what takes its place. The longest goes first.
VARIANTS = {
    "vinh": {
        "Lê Anh Xuân": "Trịnh Bảo Khang",
        "Thanh Xuân": "Minh Tuệ",
        "Tỉnh ủy Thanh Hóa": "Tỉnh ủy Nghệ An",
        "Thanh Hóa": "Vinh",
        "phòng Nội vụ": "phòng Y tế",
        "phòng Tài chính – Kế hoạch": "phòng Giáo dục và Đào tạo",
        "hội Khuyến học": "hội Cựu giáo chức",
        "Hội nạn nhân chất độc da cam/ dioxin": "Hội Người cao tuổi",
        "hội Người tàn tật và Trẻ mồ côi": "hội Làm vườn và Trang trại",
    },
    "viet-tri": {
        "Lê Anh Xuân": "Nguyễn Thị Hồng Gấm",
        "Thanh Xuân": "Hải Đường",
        "Tỉnh ủy Thanh Hóa": "Tỉnh ủy Phú Thọ",
        "Thanh Hóa": "Việt Trì",
        "phòng Nội vụ": "phòng Tư pháp",
        "phòng Tài chính – Kế hoạch": "phòng Lao động – Thương binh và Xã hội",
        "hội Khuyến học": "hội Đông y",
        "Hội nạn nhân chất độc da cam/ dioxin": "Hội cựu thanh niên xung phong",
        "hội Người tàn tật và Trẻ mồ côi": "hội Bảo trợ người khuyết tật và Trẻ mồ côi",
    },
    "pleiku": {
        "Lê Anh Xuân": "Phùng Khắc Duy",
        "Thanh Xuân": "Gia Bảo",
        "Tỉnh ủy Thanh Hóa": "Tỉnh ủy Gia Lai",
        "Thanh Hóa": "Pleiku",
        "phòng Nội vụ": "phòng Kinh tế",
        "phòng Tài chính – Kế hoạch": "phòng Văn hóa – Thông tin",
        "hội Khuyến học": "hội Luật gia",
        "Hội nạn nhân chất độc da cam/ dioxin": "Hội Chữ thập đỏ",
        "hội Người tàn tật và Trẻ mồ côi": "hội Nông dân",
    },
}


def renamed(text, names):
    for old in sorted(names, key=len, reverse=True):
        # A mark keeps what has been put in from being renamed again.
        text = text.replace(old, f"\0{list(names).index(old)}\0")
    for at, new in enumerate(names.values()):
        text = text.replace(f"\0{at}\0", new)
    return text


def main():
    text, gold = EVAL / "seed/text/thanhhoa/000.txt", EVAL / "seed/gold/thanhhoa/000.json"
    need(text, gold, SCORE)
    faults = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for sub in ("text", "gold"):
            (folder / sub).mkdir()
        for variant, names in VARIANTS.items():
            article = renamed(text.read_text("utf-8"), names)
            if "Thanh Hóa" in article or "Lê Anh Xuân" in article:
                faults.append(f"{variant}: an old name is left")
            (folder / "text" / f"{variant}.txt").write_text(article, "utf-8")
            facts = json.loads(renamed(gold.read_text("utf-8"), names))
            facts["id"] = variant
            (folder / "gold" / f"{variant}.json").write_text(json.dumps(facts, ensure_ascii=False), "utf-8")
        out = done("extract", folder / "text")
        (folder / "facts.jsonl").write_bytes(out)
        for variant, record in records(out).items():
            if record["doc"]["copies"] != 2:
                faults.append(f"{variant}: doc.copies is {record['doc']['copies']}, not 2")
        score = subprocess.run(
            [sys.executable, SCORE, folder / "gold", folder / "facts.jsonl", "--text", folder / "text", "--errors",
             "--min", PROJECT / ".ci/bars/seed.json"], capture_output=True, text=True)
        if score.returncode:
            faults += (score.stdout + score.stderr).splitlines()
    end(faults, f"{len(VARIANTS)} renamed copies of the seed: the same facts")


main()
