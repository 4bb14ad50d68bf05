/** The product with the demo's union, in memory and on free ports, for a rehearsal where nothing runs. Ends with its parent. */
import { startStack } from '../local/stack.ts'

const stack = await startStack({
  schedules: false,
  // Product modules read the environment as they load, and the stack sets it.
  seed: async ({ apiBase, wechatBase }) => {
    const { seed } = await import('../seed/seed.ts')
    await seed({ apiBase, wechatBase, print: () => undefined })
  },
})

process.once('disconnect', () => void stack.stop().finally(() => process.exit(0)))
// Ctrl-C reaches the whole group: the parent ends the rehearsal first, and then lets go of this process.
process.on('SIGINT', () => undefined)
process.send?.({ apiBase: stack.apiBase, wechatBase: stack.wechatBase })
