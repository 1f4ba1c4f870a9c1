# Refcount in a container. How to run it: docs/operating.md.
# The local chat listens on loopback only and cannot be reached from outside a container: configure a platform.

FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Nothing in here needs an install script: better-sqlite3 brings its binaries in the package.
RUN npm ci --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    DATA_DIR=/data
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY bin ./bin
COPY locales ./locales
COPY migrations ./migrations
COPY questions ./questions
COPY src ./src
# A new named volume takes over the owner of the folder it is mounted on.
RUN install --directory --owner=node --group=node /data
USER node
VOLUME /data
# Only for Slack over HTTP, together with HOST=0.0.0.0; Discord and Socket Mode need no open port.
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "bin/refcount.mjs", "start"]
