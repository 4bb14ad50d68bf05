import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** The long proofs take minutes each; a test that hangs must not take the others' time. */
const isFull = process.env.VERIFY === 'full'
const testTimeout = isFull ? 3_600_000 : 60_000
const hookTimeout = isFull ? 600_000 : 60_000

// Every file has a process of its own, and each would compile the SDK anew.
process.env.NODE_COMPILE_CACHE ??= 'node_modules/.cache/compiled'

/** What needs no table, no clock and no process of its own. */
const rules = ['shared/**/*.test.ts', 'functions/**/*.rule.test.ts']

/** Rules, stores and handlers run in Node; the screens' logic in happy-dom, by the mini-program's own configuration. */
export default defineConfig({
  test: {
    // Each file waits for its own engine half of the time; one worker less than cores would leave a small machine idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      // Modules are loaded once for all of them: nothing in a rule remembers anything.
      { test: { name: 'rules', include: rules, isolate: false, testTimeout } },
      {
        test: {
          name: 'cloud',
          // One for each file, and a thread is less to begin than a process.
          pool: 'threads',
          include: [
            '*.test.ts',
            'functions/**/*.test.ts',
            'infra/{aws,docs,founding,local,model,proofs,rehearsal,seed,simulation}/**/*.test.ts',
          ],
          exclude: rules,
          testTimeout,
          hookTimeout,
        },
      },
      'miniprogram/vitest.config.mts',
    ],
  },
})
