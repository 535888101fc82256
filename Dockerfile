# One image for the web, the worker, the clock and the commands. docs/production.md says how it is run.

# --- Front-end files: prebuilt packages, exactly those of the lock ---------------------------
FROM node:24-slim AS npm
WORKDIR /npm
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund

# --- Python packages and static files --------------------------------------------------------
FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /app
COPY requirements.lock ./
# Every wheel has the hash of the lock, which is whole, and none is built here.
RUN python -m venv /venv \
    && /venv/bin/pip install --no-deps --require-hashes --only-binary :all: -r requirements.lock
ENV PATH=/venv/bin:$PATH
COPY . .
COPY --from=npm /npm/node_modules /npm/node_modules
RUN python -c "from pathlib import Path; from familyhubs.design.assets import build; build(Path('/npm'), Path('.assets'))" \
    && DATABASE_URL=postgres://build@127.0.0.1:1/none CELERY_BROKER_URL=redis://127.0.0.1:1/0 \
       SECRET_KEY=only-while-the-image-is-built python manage.py collectstatic --no-input \
    && rm -f .npmrc package.json package-lock.json \
    && python -m compileall -q /app

# --- What runs -------------------------------------------------------------------------------
FROM python:3.13-slim
RUN groupadd --gid 10001 familyhubs \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent \
       --shell /usr/sbin/nologin familyhubs \
    && install --directory --owner 10001 --group 10001 --mode 0700 /var/lib/familyhubs \
       /var/lib/familyhubs-files
# The code belongs to root: the process that serves it cannot change it.
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=familyhubs.settings
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["python", "docker/health.py", "web"]
# No access log: the addresses of searches hold names.
CMD ["granian", "--interface", "wsgi", "--no-ws", "--host", "0.0.0.0", "--port", "8000", \
     "--respawn-failed-workers", "familyhubs.wsgi:application"]
