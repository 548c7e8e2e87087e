"""Reads all objects of a collection by an unmodified taxii2-client; prints the milliseconds and how many came."""

import json
import sys
import time

from taxii2client.v21 import Collection, as_pages


def read(url, user, password, per_request):
    collection = Collection(url, user=user, password=password)
    begun = time.perf_counter()
    ids = []
    for page in as_pages(collection.get_objects, per_request=per_request):
        ids.extend(each["id"] for each in page.get("objects", []))
    ms = (time.perf_counter() - begun) * 1000
    print(json.dumps({"ms": ms, "objects": len(ids), "different": len(set(ids))}))


if __name__ == "__main__":
    read(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
