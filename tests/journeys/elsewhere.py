"""The neutral page that the way out leads to: another site, which notes what it is told about where one came from."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Elsewhere:
    """Another site on this machine."""

    address: str = ""
    referrers: list[str] = field(default_factory=list)


@contextmanager
def open_site() -> Iterator[Elsewhere]:
    """Answer until the end."""
    site = Elsewhere()

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/":
                site.referrers.append(self.headers.get("Referer", ""))
            body = b"<!doctype html><html lang=en><title>The weather</title><link rel=icon href=data:,><h1>Sun</h1>"
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    site.address = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
