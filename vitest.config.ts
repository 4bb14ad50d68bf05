import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** The long proofs take minutes each; a test that hangs must not take the others' time. */
const testTimeout = process.env.VERIFY === 'full' ? 3_600_000 : 60_000

/** Rules, stores and handlers run in Node; the screens' logic in happy-dom, by the mini-program's own configuration. */
export default defineConfig({
  test: {
    // Each file waits for its own engine half of the time; one worker less than cores would leave a small machine idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'cloud',
          include: [
            '*.test.ts',
            '{shared,functions}/**/*.test.ts',
            'infra/{aws,docs,local,model,proofs,rehearsal,seed,simulation}/**/*.test.ts',
          ],
          testTimeout,
          hookTimeout: 60_000,
        },
      },
      'miniprogram/vitest.config.ts',
    ],
  },
})
