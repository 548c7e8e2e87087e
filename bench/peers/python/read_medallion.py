"""Serves the first objects of a bundle of STIX 2.1 by medallion out of its memory and reads them by taxii2-client."""

import json
import os
import sys
import tempfile
import threading

import medallion
from read_taxii import read
from taxii2client.v21 import Collection
from werkzeug.serving import make_server

collection_id = "365fed99-08fa-4dcd-a1b3-fb247eb41d01"
media_type = "application/taxii+json;version=2.1"
with open(sys.argv[1]) as file:
    objects = json.load(file)["objects"][: int(sys.argv[2])]
server = make_server("127.0.0.1", 0, medallion.application_instance, threaded=True)
root = f"http://127.0.0.1:{server.server_port}/root/"
information = {"title": "Bench", "versions": [media_type], "max_content_length": 100_000_000}
collection = {
    "id": collection_id,
    "title": "Bench",
    "can_read": True,
    "can_write": True,
    "media_types": ["application/stix+json;version=2.1"],
    "objects": [],
    "manifest": [],
}
data = {
    "/discovery": {"title": "Bench", "default": root, "api_roots": [root]},
    "root": {"information": information, "status": [], "collections": [collection]},
}
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "data.json")
    with open(path, "w") as file:
        json.dump(data, file)
    configuration = {
        "users": {"bench": "bench"},
        "taxii": {"max_page_size": 1000},
        "backend": {
            "module": "medallion.backends.memory_backend",
            "module_class": "MemoryBackend",
            "filename": path,
        },
    }
    for name in ("users", "taxii", "backend"):
        medallion.set_config(medallion.application_instance, name, configuration)
    medallion.register_blueprints(medallion.application_instance)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"{root}collections/{collection_id}/"
    writer = Collection(url, user="bench", password="bench")
    for begin in range(0, len(objects), 500):
        writer.add_objects({"objects": objects[begin : begin + 500]}, wait_for_completion=False)
    read(url, "bench", "bench", 1000)
