import { defineConfig } from 'vitest/config'

/** The story in a real browser: `npm run e2e`. Slow by nature, so it is not part of `npm test`. */
export default defineConfig({
  test: { include: ['infra/e2e/*.test.ts'], testTimeout: 180_000, hookTimeout: 120_000, bail: 1 },
})
