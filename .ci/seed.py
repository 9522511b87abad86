#!/usr/bin/env python3
"""The seed article: one record with two copies, its time of publication, and a byline that takes no part."""

from program import EVAL, done, end, need, records

seed = EVAL / "seed" / "text"
need(seed)
found = records(done("extract", seed))
faults = []


def expect(what, value, wanted):
    if value != wanted:
        faults.append(f"{what} is {value!r}, not {wanted!r}")


expect("the list of articles", list(found), ["thanhhoa/000"])
record = found.get("thanhhoa/000", {"doc": {}, "entities": [], "roles": [], "events": []})
expect("doc.copies", record["doc"].get("copies"), 2)
expect("doc.published", record["doc"].get("published"), "2020-10-10T06:43:10+07:00")
expect("doc.byline", record["doc"].get("byline"), "Thanh Xuân")

signed = {e["id"] for e in record["entities"] if "Thanh Xuân" in (e["name"], *e.get("aliases", []))}
expect("what the byline does", [e["type"] for e in record["events"] if signed & {e["agent"], e["target"]}], [])
expect("the posts of the byline", [r["title"] for r in record["roles"] if r["person"] in signed], [])

end(faults, "the seed: copies, published, byline")
