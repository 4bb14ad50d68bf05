import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

const here = (path: string) => resolve(import.meta.dirname, path)

/** Hooks and their rules, in happy-dom. Taro itself is replaced by the little of it that they touch. */
export default defineConfig({
  root: import.meta.dirname,
  resolve: {
    alias: { '@tarojs/taro': here('test/test-taro.ts') },
    extensions: ['.h5.ts', '.h5.tsx', '.ts', '.tsx', '.js', '.json'],
  },
  define: { API_BASE: JSON.stringify('http://product.test') },
  test: { include: ['src/**/*.test.{ts,tsx}'], environment: 'happy-dom', testTimeout: 10_000 },
})
