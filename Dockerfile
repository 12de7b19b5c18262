# The bot with everything it needs; data live in /data.
FROM python:3.11-slim AS build
WORKDIR /src
COPY requirements/ requirements/
RUN python -m venv /opt/ita-bot \
 && /opt/ita-bot/bin/pip install --no-cache-dir --require-hashes --no-deps -r requirements/runtime.txt
COPY . .
# The build tools are locked too, and stay behind in this stage.
RUN python -m venv /opt/build \
 && /opt/build/bin/pip install --no-cache-dir --require-hashes --no-deps -r requirements/dev.txt \
 && /opt/build/bin/python -m hatchling build -t wheel -d /dist \
 && /opt/ita-bot/bin/pip install --no-cache-dir --no-deps /dist/*.whl

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /data ita && install -d -o ita /data
COPY --from=build /opt/ita-bot /opt/ita-bot
USER ita
ENV ITA_BOT_DATA_DIR=/data ITA_BOT_HOST=0.0.0.0 ITA_BOT_LOG_FORMAT=json PATH=/opt/ita-bot/bin:$PATH
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
ENTRYPOINT ["ita-bot"]
CMD ["run"]
