"""A server that keeps each request and answers with the given replies."""

import contextlib
import http.server
import threading

EMPTY_MAP = (
    "<GetIdentityDkimAttributesResponse><GetIdentityDkimAttributesResult/>"
    "</GetIdentityDkimAttributesResponse>"
)


class Recorder(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers["Content-Length"])
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.requests.append((self.path, headers, self.rfile.read(length)))
        status, body = self.server.replies.pop(0) if self.server.replies else (200, EMPTY_MAP)
        body = body.encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def recorder(*replies):
    """Serves the replies, each a status and a body. After the last one it serves empty maps."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Recorder) as server:
        server.requests = []
        server.replies = list(replies)
        server.host = "%s:%s" % server.server_address[:2]
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
