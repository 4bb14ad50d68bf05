/**
 * `npm run bench:city`: a city on file. 11 000 unions of four levels, filled step by step to 100 000 members through
 * the admission's own transaction; at each step what a cadre's list, a roll-up and a look-up by name cost; and a roster
 * of 50 000 rows imported through its job. Writes docs/bench-city.md. MEMBERS says how many (100 000).
 */
import { writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { awsKeys, filesBucket } from '../local/environment.ts'
import { startStorage } from '../local/storage/server.ts'
import { freshEngine, stopEngine } from './engine.ts'
import { table } from './markdown.ts'

const storage = await startStorage({ ...awsKeys(), bucket: filesBucket })
process.env.S3_ENDPOINT = storage.url

// The engine's environment must be set before any product module loads.
await freshEngine()
const { fillOrgs, fillMembers, looks, importRows } = await import('./city-steps.ts')

const most = Number(process.env.MEMBERS ?? 100_000)
const [loadBefore = 0] = loadavg()
const started = performance.now()
const city = await fillOrgs()
const orgsS = (performance.now() - started) / 1_000
console.log(`${city.orgs} unions stand; members are admitted, which takes minutes`)
const steps = []
let members = 0
for (const step of [most / 100, most / 10, most]) {
  await fillMembers(city, step - members)
  members = step
  steps.push({ members, costs: await looks(city) })
  console.log(`${members} members`)
}
const membersS = (performance.now() - started) / 1_000 - orgsS
const roster = await importRows(city, 50_000)
await storage.stop()
await stopEngine()

const [cpu] = cpus()
const command = most === 100_000 ? 'npm run bench:city' : `MEMBERS=${most} npm run bench:city`
const text = `# A city on file

Written by \`${command}\`. Machine: ${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}; load before it began: ${loadBefore.toFixed(1)}.
The database is the embedded one, in memory: calls and read units are what they would be in the cloud, times are this machine’s.

${city.orgs.toLocaleString('en')} unions of four levels (${orgsS.toFixed(0)} s to put there); members admitted by the product’s own transaction (${membersS.toFixed(0)} s),
one in fifty with an application that still waits. Asked: three calls at most, and as many with few members as with many.

${table(
  ['members', 'what', 'calls', 'read units', 'ms (median of nine)'],
  steps.flatMap(({ members: at, costs }) =>
    costs.map(({ what, calls, units, ms }) => [at.toLocaleString('en'), what, calls, units, ms.toFixed(1)]),
  ),
)}

A roster of ${roster.rows.toLocaleString('en')} rows (CSV) through its job, uploaded file to entries that count: ${roster.seconds.toFixed(1)} s,
**${Math.round(roster.rows / roster.seconds).toLocaleString('en')} rows a second** (1 000 are asked).
`
writeFileSync(new URL('../../docs/bench-city.md', import.meta.url), text)
console.log(text)
process.exit(0)
