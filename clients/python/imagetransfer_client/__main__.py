"""`python -m imagetransfer_client` is `imagetransfer`."""

import sys

from imagetransfer_client.command import main

sys.exit(main())
