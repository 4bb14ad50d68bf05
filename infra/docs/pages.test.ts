import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pages } from './pages.ts'

test.each(Object.keys(pages))('%s is as the code says', (file) => {
  const written = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
  expect(written, 'run `npm run docs`').toBe(pages[file]?.())
})
