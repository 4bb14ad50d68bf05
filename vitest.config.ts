import { defineConfig } from 'vitest/config'

/** Two kinds of tests: rules and stores run in Node; components run in happy-dom (their own config, in miniprogram). */
export default defineConfig({
  test: {
    include: ['*.test.ts', '{shared,functions,infra}/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
