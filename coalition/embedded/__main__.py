import sys

from coalition.embedded.launcher import main

sys.exit(main())
