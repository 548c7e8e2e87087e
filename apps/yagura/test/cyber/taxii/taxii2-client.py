"""Makes every call of the published client and prints what came of each, as JSON. Arguments: URL, user, password."""
import json
import sys
import time

import requests
from taxii2client.v21 import Server, as_pages

url, user, password = sys.argv[1:4]
server = Server(url, user=user, password=password)
root = server.default
collections = {collection.title: collection for collection in root.collections}
shared, own = collections["Shared"], collections["Contributions"]

begun = time.time()
ids = [o["id"] for page in as_pages(shared.get_objects, per_request=2000) for o in page.get("objects", [])]
read_s = time.time() - begun
manifest = [r["id"] for page in as_pages(shared.get_manifest, per_request=5000) for r in page.get("objects", [])]
indicator = {
    "type": "indicator",
    "spec_version": "2.1",
    "id": "indicator--3f2b1a70-1111-4222-8333-444455556666",
    "created": "2024-01-01T00:00:00.000Z",
    "modified": "2024-01-01T00:00:00.000Z",
    "pattern": "[url:value = 'http://x.example/']",
    "pattern_type": "stix",
    "valid_from": "2024-01-01T00:00:00Z",
}
status = own.add_objects({"objects": [indicator, {"type": "indicator", "id": "bad"}]})
told = root.get_status(status.id)
back = own.get_object(indicator["id"])
own.delete_object(indicator["id"])
try:
    own.get_object(indicator["id"])
    after = 200
except requests.exceptions.HTTPError as error:
    after = error.response.status_code

print(
    json.dumps(
        {
            "roots": len(server.api_roots),
            "collections": sorted(collections),
            "objects": len(ids),
            "distinct": len(set(ids)),
            "readS": read_s,
            "manifest": len(set(manifest)),
            "one": len(shared.get_object(ids[0])["objects"]),
            "versions": len(shared.object_versions(ids[0])["versions"]),
            "status": [status.status, status.total_count, status.success_count, status.failure_count, status.pending_count],
            "sameStatus": told.id == status.id and told.success_count == status.success_count,
            "back": len(back["objects"]),
            "afterDelete": after,
        }
    )
)
