/** `npm run model-check`: walks the worlds whole, then plants each mistake and shows that it is found. */
import { explore } from './explore.ts'
import { mistakes } from './mistakes.ts'
import { worlds } from './worlds.ts'

let failures = 0
for (const world of worlds) {
  const started = performance.now()
  const { states, endings, wrong } = explore(world)
  const seconds = ((performance.now() - started) / 1_000).toFixed(1)
  if (wrong) failures++
  console.log(
    `${wrong ? `✗ ${wrong.what}` : '✓'} ${world.name}: ${states} states, ${endings} endings, ${seconds} s`,
  )
}
for (const mistake of mistakes) {
  const world = worlds.find(({ name }) => name === mistake.shownIn)
  const found = world && { world, ...explore(world, mistake) }
  if (!found?.wrong) failures++
  console.log(
    found?.wrong
      ? `✓ found: ${mistake.name} → ${found.wrong.what}, after ${found.wrong.path.length - 1} steps (${found.world.name})`
      : `✗ not found: ${mistake.name}`,
  )
}
process.exit(failures === 0 ? 0 : 1)
