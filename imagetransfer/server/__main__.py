"""Start the web process."""

import resource
import signal

from imagetransfer import environment
from imagetransfer.pictures.decoders import decoders
from imagetransfer.server import application
from imagetransfer.server.freeing import freeing, give_back_what_is_freed, keep_what_is_loaded
from imagetransfer.server.listening import CONNECTIONS, server_on

_FILES_PER_CONNECTION = 3  # itself, what came in, what goes out


def main() -> None:
    """Serve on HOST and PORT."""
    give_back_what_is_freed()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, CONNECTIONS * _FILES_PER_CONNECTION + 1000), most))
    host, port = environment.text("HOST", "127.0.0.1"), environment.whole_number("PORT", 8000)
    server = server_on(freeing(application), host, port)
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, server.stop)
    decoders.start()
    print(f"ImageTransfer is at http://{host}:{port}/ (Ctrl-C stops it)", flush=True)
    keep_what_is_loaded()
    server.run()


if __name__ == "__main__":
    main()
