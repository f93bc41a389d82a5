/** What is compared, by name, and the script of each. The first one is what ratios are of. */
export const TARGETS = {
  ours: { title: 'Cloakroom', script: 'targets/ours.js' },
  oursEach: {
    title: 'Cloakroom, equal fetches not merged',
    script: 'targets/ours.js',
    options: { each: true },
  },
  oursInProcess: {
    title: 'Cloakroom, subgraphs inside',
    script: 'targets/oursInProcess.js',
    needsStores: true,
  },
  apollo: {
    title: '@apollo/gateway + @apollo/server',
    script: 'targets/apollo.js',
    package: '@apollo/gateway',
  },
  hive: {
    title: '@graphql-hive/gateway (Rust planner)',
    script: 'targets/hive.js',
    package: '@graphql-hive/gateway-runtime',
  },
  hiveEach: {
    title: '@graphql-hive/gateway, equal fetches not merged',
    script: 'targets/hive.js',
    options: { each: true },
  },
  mercurius: {
    title: '@mercuriusjs/gateway',
    script: 'targets/mercurius.js',
    package: '@mercuriusjs/gateway',
  },
  mercuriusJit: {
    title: '@mercuriusjs/gateway, jit',
    script: 'targets/mercurius.js',
    options: { jit: true },
  },
  proxy: { title: 'bare proxy (the bound without merging)', script: 'targets/proxy.js' },
};
