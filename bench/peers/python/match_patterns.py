"""Asks patterns of observed data by stix2-matcher, as often as told; prints the seconds and how many matched."""

import json
import sys
import time

from stix2matcher.matcher import Pattern

cases = json.load(open(sys.argv[1]))
rounds = int(sys.argv[2])


def run():
    matched = 0
    for case in cases:
        pattern = Pattern(case["pattern"], case["stix"])
        if pattern.match(case["observed"]):
            matched += 1
    return matched


run()
begun = time.perf_counter()
for _ in range(rounds):
    matched = run()
ms = (time.perf_counter() - begun) * 1000
print(json.dumps({"ms": ms, "matched": matched, "pairs": len(cases) * rounds}))
