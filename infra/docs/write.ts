import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { pages } from './pages.ts'

/** `npm run docs`: writes the generated pages. */
for (const [file, text] of Object.entries(pages)) {
  writeFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), text())
  console.log(`wrote ${file}`)
}
