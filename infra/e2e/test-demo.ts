import { type Stack, startStack } from '../local/stack.ts'

/** The product with the demo's union in it, as `npm start` begins. What the seed prints goes to `print`. */
export const startDemo = (print: (line: string) => void = () => undefined): Promise<Stack> =>
  startStack({
    log: () => undefined,
    seed: async ({ apiBase, wechatBase }) => {
      const { seed } = await import('../seed/seed.ts')
      await seed({ apiBase, wechatBase, print })
    },
  })
