"""The library as everybody reads it: found by words in both languages, narrowed, counted, followed, printed, cited."""

import json
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from practices.models import Practice

from . import make
from .pdf_structure import text_of  # noqa: F401
