#!/usr/bin/env python3
"""An adapter to start from: it connects client.py to the suite and answers its HTTP calls."""

import base64
import io
import json
import sys
import urllib.error
import urllib.request

import client

START = {
    "version": 2,
    "implementation": {"name": "client.py", "version": "1", "language": "Python"},
    "ops": ["encode_request", "decode_response"],
    "operations": ["VerifyDomainDkim"],
    "omits": ["Type", "Detail", "RequestId", "body"],
}


def main():
    for line in sys.stdin.buffer:
        request = json.loads(line)
        print(json.dumps({"id": request["id"], **answer(request)}), flush=True)


def answer(request):
    if request["op"] == "start":
        return START
    sent = []

    def urlopen(url, form):
        sent.append(form)
        status, body = request.get("status", 200), io.BytesIO(base64.b64decode(request.get("body_b64", "")))
        if status >= 300:
            raise urllib.error.HTTPError(url, status, "", {}, body)
        return body

    urllib.request.urlopen = urlopen
    try:
        domain = request.get("request", {"Domain": "example.com"})["Domain"]
        result = {"ok": {"DkimTokens": client.verify_domain_dkim(domain)}}
    except client.SesError as error:
        fields = {"Code": error.code, "Message": error.message}
        result = {"error_response": {"status": error.status, "Error": fields}}
    except Exception as error:
        result = {"reject": {"code": type(error).__name__, "message": str(error)}}
    return {"ok": {"body": sent[0].decode()}} if request["op"] == "encode_request" else result


main()
