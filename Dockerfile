# syntax=docker/dockerfile:1
# The API with the graph built into the image: the container writes nothing and needs no network.

FROM python:3.13-slim-trixie AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
RUN python -m venv /opt/exomech
# The lock alone first: a change of code does not install the libraries again.
COPY requirements.lock ./
RUN /opt/exomech/bin/python -m pip install --require-hashes --only-binary :all: -r requirements.lock
COPY pyproject.toml README.md LICENSE LICENSE-DATA ./
COPY schema schema
COPY graph graph
COPY loaders loaders
COPY queries queries
COPY api api
RUN /opt/exomech/bin/python -m pip install --no-deps --no-build-isolation .
COPY curation /srv/exomech/curation
# The store's files are private to their owner, so the user who serves them builds them.
RUN useradd --system --uid 10001 --user-group --no-create-home exomech \
 && chown -R 10001:10001 /srv/exomech
USER 10001:10001
WORKDIR /srv/exomech
ENV EXOMECH_CURATION=/srv/exomech/curation EXOMECH_STORE=/srv/exomech/store
RUN /opt/exomech/bin/exomech check && /opt/exomech/bin/exomech build

FROM python:3.13-slim-trixie
RUN useradd --system --uid 10001 --user-group --no-create-home exomech
COPY --from=build /opt/exomech /opt/exomech
COPY --from=build --chown=10001:10001 /srv/exomech /srv/exomech
USER 10001:10001
WORKDIR /srv/exomech
# Inside the container every interface; docker-compose.yml publishes the port on 127.0.0.1 only.
ENV PATH=/opt/exomech/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    EXOMECH_CURATION=/srv/exomech/curation \
    EXOMECH_STORE=/srv/exomech/store \
    EXOMECH_HOST=0.0.0.0 \
    EXOMECH_PORT=8000
EXPOSE 8000
# The image has no curl; Python is there anyway. /readyz answers 200 only with a built store.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
CMD ["exomech", "serve"]
