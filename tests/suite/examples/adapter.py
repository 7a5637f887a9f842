#!/usr/bin/env python3
"""An adapter to start from: it reads answers with Python's ElementTree. Put your client in its place."""

import base64
import json
import sys
import xml.etree.ElementTree as ElementTree

START = {
    "version": 2,
    "implementation": {"name": "ElementTree", "version": sys.version.split()[0], "language": "Python"},
    "ops": ["decode_response", "check_xml"],
    "operations": ["VerifyDomainDkim"],
    "omits": ["Detail"],
}


def main():
    for line in sys.stdin.buffer:
        request = json.loads(line)
        print(json.dumps({"id": request["id"], **answer(request)}), flush=True)


def answer(request):
    if request["op"] == "start":
        return START
    try:
        root = ElementTree.fromstring(base64.b64decode(request["body_b64"]))
        if request["op"] == "check_xml":
            return {"ok": {}}
        return decode(root, request["status"])
    except (ElementTree.ParseError, ValueError) as error:
        return {"reject": {"code": type(error).__name__, "message": str(error)}}


def decode(root, status):
    if (error := root.find("{*}Error")) is not None:
        fields = {child.tag.split("}")[-1]: child.text or "" for child in error}
        return {"error_response": {"status": status, "Error": fields}}
    if (result := root.find("{*}VerifyDomainDkimResult")) is None:
        raise ValueError(f"expected a VerifyDomainDkimResponse, found {root.tag}")
    tokens = [member.text or "" for member in result.findall("{*}DkimTokens/{*}member")]
    return {"ok": {"DkimTokens": tokens, "ResponseMetadata": {}}}


main()
