"""Reads a bundle of STIX by the stix2 library, each object checked and made an instance; prints the milliseconds."""

import json
import sys
import time

import stix2

begun = time.perf_counter()
with open(sys.argv[1]) as file:
    objects = json.load(file)["objects"]
for each in objects:
    stix2.parse(each, allow_custom=True, version=sys.argv[2])
print(json.dumps({"ms": (time.perf_counter() - begun) * 1000, "objects": len(objects)}))
