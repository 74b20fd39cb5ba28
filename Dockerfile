# syntax=docker/dockerfile:1
# Node 24 on Debian, pinned; add a digest where builds have to be the same to the byte.
ARG NODE=node:24.21.0-slim

FROM ${NODE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY packages/engine/package.json packages/engine/
# No package needs its install script.
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --no-audit --no-fund
COPY . .
# With the same key in every build, pages of the release before go on polling (docs/deploy.md).
RUN --mount=type=secret,id=actions_key \
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY="$(cat /run/secrets/actions_key 2>/dev/null || true)" \
    node scripts/build-standalone.mjs

FROM ${NODE}
WORKDIR /app
ENV NODE_ENV=production \
    PORT=3000 \
    # Docker sets it to the container's id, and the server would listen there alone.
    HOSTNAME=0.0.0.0 \
    # What one thread has freed, others use: a gigabyte would not do otherwise.
    MALLOC_ARENA_MAX=2 \
    # Threads for files beside those that decode and encode, which take as long as a picture is large.
    UV_THREADPOOL_SIZE=16 \
    DATA_DIR=/data
RUN install --directory --owner=node --group=node /data
# Owned by root: the server can change nothing of itself.
COPY --from=build /app/.next/standalone ./
USER node
VOLUME /data
EXPOSE 3000
# SIGTERM: open requests and running edits get ten seconds.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Migrates a configured database, then serves.
CMD ["node", "start.mjs"]
