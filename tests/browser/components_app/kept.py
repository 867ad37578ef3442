"""What the tiny server keeps: drafts, every save that came in, and how the test wants it to answer."""

import time

drafts = {}
saves = []
flags = []
mode = {"status": 200, "seconds_left": 1800.0}
holder = {"now": ""}


def save(message):
    saves.append(message)
    if mode["status"] != 200:
        return mode["status"], {"error": "told", "text": mode.get("text", "")}
    if message["holder"] != holder["now"]:
        return 409, {"error": "taken_over", "text": "x"}
    key = (message["attempt"], message["tool"], message["field"])
    if message["rev"] > drafts.get(key, {"rev": -1})["rev"]:
        drafts[key] = {"rev": message["rev"], "body": message["body"], "saved_at": int(time.time() * 1000)}
    now = int(time.time() * 1000)
    kept = drafts[key]
    reply = {"rev": kept["rev"], "saved_at": kept["saved_at"], "server_ms": now}
    return 200, reply | {"seconds_left": mode["seconds_left"], "chars": len(message["body"])}
