import { defineConfig } from 'vitest/config'

/** What the WeChat build does once it runs: needs `npm run build:weapp` first, so it is no part of `npm test`. */
export default defineConfig({
  test: {
    include: ['infra/weapp/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A phone is slower than the runner's own second, and so is a machine that does other things.
    expect: { poll: { timeout: 10_000 } },
  },
})
