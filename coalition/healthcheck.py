"""`python -m coalition.healthcheck`: does the web server in this container answer? For docker-compose.yml."""

import os
import sys
import urllib.request
from urllib.parse import urlparse

site = urlparse(os.environ["SITE_URL"])
# The name and the protocol that visitors use, or the portal refuses or redirects.
headers = {"Host": site.netloc, "X-Forwarded-Proto": site.scheme}
request = urllib.request.Request("http://127.0.0.1:8000/healthz", headers=headers)
with urllib.request.urlopen(request, timeout=4) as answer:
    sys.exit(answer.status != 200)
