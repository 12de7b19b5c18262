# The bot with everything it needs, for the commands run (the default), web, worker and migrate.
# The root may be read-only: only /data (SQLite, evidence) and /tmp are written; /evidence where processes share it.
FROM python:3.11-slim AS build
WORKDIR /src
COPY requirements/ requirements/
# What runs: the locked packages alone, compiled; pip stays behind in this stage.
RUN python -m venv --without-pip /opt/ita-bot \
 && python -m pip --python /opt/ita-bot/bin/python install --no-cache-dir --require-hashes --no-deps -r requirements/runtime.txt
# What builds, out of the other lock.
RUN awk '/^[a-z]/ {wanted = $1 ~ /^(babel|hatchling|packaging|pathspec|pluggy|trove-classifiers)==/} wanted' requirements/dev.txt > /tmp/build.txt \
 && python -m venv --without-pip /opt/build \
 && python -m pip --python /opt/build/bin/python install --no-cache-dir --require-hashes --no-deps -r /tmp/build.txt
COPY . .
# The wheel holds the compiled catalogs: hatch_build.py makes them.
RUN /opt/build/bin/python -m hatchling build -t wheel -d /dist \
 && python -m pip --python /opt/ita-bot/bin/python install --no-cache-dir --no-deps --no-index /dist/*.whl

FROM python:3.11-slim
ARG VERSION=unknown
ARG REVISION=unknown
LABEL org.opencontainers.image.title="ita-bot" \
      org.opencontainers.image.description="LINE bot for the yearly Integrity and Transparency Assessment (ITA)" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
RUN useradd --system --uid 10001 --home-dir /data ita && install -d -o ita -g ita -m 0750 /data /evidence
COPY --from=build /opt/ita-bot /opt/ita-bot
# A number: Kubernetes' runAsNonRoot cannot look a name up.
USER 10001:10001
# A worker tells how it is on the same port, so that one health check fits every command.
ENV ITA_BOT_DATA_DIR=/data \
    ITA_BOT_HOST=0.0.0.0 \
    ITA_BOT_PORT=8000 \
    ITA_BOT_WORKER_PORT=8000 \
    ITA_BOT_LOG_FORMAT=json \
    PYTHONDONTWRITEBYTECODE=1 \
    PATH=/opt/ita-bot/bin:$PATH
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import http.client, os, sys; asked = http.client.HTTPConnection('127.0.0.1', int(os.environ['ITA_BOT_PORT']), timeout=4); asked.request('GET', '/readyz'); sys.exit(asked.getresponse().status != 200)"]
ENTRYPOINT ["ita-bot"]
CMD ["run"]
