"""Makes every call of the published client and prints what came of each, as JSON. Arguments: URL, and how to sign in as JSON."""
import datetime
import json
import sys
import time

import requests
from taxii2client.v21 import ApiRoot, Collection, Server, Status, as_pages

url, signing_in = sys.argv[1], json.loads(sys.argv[2])
if "cert" in signing_in:
    signing_in["cert"] = tuple(signing_in["cert"])
server = Server(url, **signing_in)
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
told.refresh()
told.wait_until_final()
back = own.get_object(indicator["id"])
long_ago = datetime.datetime(2018, 1, 1, tzinfo=datetime.timezone.utc)
found = own.get_objects(type=["indicator", "tool"], id=indicator["id"], version="all", spec_version="2.1", added_after=long_ago)
other = own.get_objects(type="tool")
server.refresh()
root.refresh()
own.refresh()
alone = [
    ApiRoot(root.url, **signing_in).title,
    Collection(own.url, **signing_in).title,
    Status("{}status/{}/".format(root.url, status.id), **signing_in).status,
]
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
            "found": [len(found["objects"]), len(other.get("objects", []))],
            "alone": alone,
            "afterDelete": after,
        }
    )
)
