"""A small, typical client: urllib sends the form, ElementTree reads the answer."""

import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ElementTree

NAMESPACE = "{http://ses.amazonaws.com/doc/2010-12-01/}"


class SesError(Exception):
    def __init__(self, status, body):
        self.status, root = status, ElementTree.fromstring(body)
        self.code, self.message = (root.findtext(f".//{NAMESPACE}{name}") for name in ("Code", "Message"))


def verify_domain_dkim(domain, endpoint="https://email.us-east-1.amazonaws.com/"):
    form = {"Action": "VerifyDomainDkim", "Version": "2010-12-01", "Domain": domain}
    try:
        with urllib.request.urlopen(endpoint, urllib.parse.urlencode(form).encode()) as reply:
            return [token.text for token in ElementTree.fromstring(reply.read()).iter(f"{NAMESPACE}member")]
    except urllib.error.HTTPError as error:
        raise SesError(error.code, error.read()) from error
