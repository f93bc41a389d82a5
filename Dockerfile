# One image, three start commands:
#   node dist/gateway/main.js         the public door (default)
#   node dist/subgraphs/auth/main.js  accounts and sessions
#   node dist/subgraphs/files/main.js files
#
# Node 24 is the LTS line that is longest supported by the Apollo packages in use; the patch version is pinned so
# that two builds of one commit run the same binary. Debian (glibc) rather than Alpine: bcrypt and lmdb ship
# glibc binaries inside their packages, so nothing is compiled here.
ARG NODE_IMAGE=node:24.21.0-trixie-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
# The dependencies first: this layer is built again only when the lockfile changes.
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json ./
COPY scripts ./scripts
COPY schema ./schema
COPY platform ./platform
COPY subgraphs ./subgraphs
COPY gateway ./gateway
# The embedded servers stay out: they are for laptops and CI, and an image that lacks them cannot start them.
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM ${NODE_IMAGE} AS runtime
# 0.0.0.0 because a container's loopback cannot be reached from outside of it; networks decide who gets here.
ENV NODE_ENV=production HOST=0.0.0.0
WORKDIR /app
COPY --from=build /app/package.json ./package.json
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY deploy/healthcheck.mjs ./deploy/healthcheck.mjs
# The files above belong to root: the process can read them and change none of them.
USER node
EXPOSE 4000 4001 4002
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "deploy/healthcheck.mjs", "/health/live"]
# Node is PID 1 and needs no init in front of it: the processes handle SIGTERM themselves (they drain and exit 0)
# and start no children whose exit would have to be collected.
STOPSIGNAL SIGTERM
CMD ["node", "dist/gateway/main.js"]
