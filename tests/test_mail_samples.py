"""x"""
import pytest
from coalition.outbox.samples import all_samples
pytestmark = pytest.mark.django_db
def test_x():
    bad=[]
    for key,s in all_samples().items():
        for l in ("en","fr"):
            try:
                m=s.message(l)
            except BaseException as e:
                bad.append((key,l,repr(e)[:200]))
    assert not bad, "\n".join(map(str,bad))
