# Django processes must know the Celery app before the first task is rung.
from coalition.celery import app as celery_app

__all__ = ["celery_app"]
