FROM python:3.12-slim AS build
WORKDIR /portal
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
COPY requirements.txt .
RUN pip install --quiet --require-hashes --requirement requirements.txt
COPY . .
RUN python -m compileall -q /opt/venv . \
    && python -m coalition.messages_catalogue

FROM python:3.12-slim
WORKDIR /portal
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONTZPATH= \
    PORTAL_ENV=production \
    DJANGO_SETTINGS_MODULE=coalition.settings \
    STATIC_ROOT=/portal/staticfiles \
    MEDIA_ROOT=/media/portal
RUN useradd --system --uid 10001 --create-home portal && install -d -o portal -g portal /media/portal
COPY --from=build /opt/venv /opt/venv
COPY --from=build /portal /portal
# The settings want every variable; collecting the static files uses none of these values.
RUN SECRET_KEY=build SITE_URL=https://build DATABASE_URL=postgres://build REDIS_URL=redis://build \
    EMAIL_URL=smtp://build DEFAULT_FROM_EMAIL=build@build python manage.py collectstatic --noinput --verbosity 0
USER portal
VOLUME /media/portal
EXPOSE 8000
CMD ["gunicorn", "coalition.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "3", \
     "--threads", "8", "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--access-logfile", "-"]
