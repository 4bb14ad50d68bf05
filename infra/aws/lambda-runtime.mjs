/**
 * `node lambda-runtime.mjs <task root> <handler>`: loads a handler as Lambda's Node.js runtime does (the module's name
 * ends at the first dot; CommonJS by `.js` or `.cjs`), calls it with each event of the JSON list on stdin, and writes
 * the list of what it answered or threw to file descriptor 3. Nothing of the repository is in its reach but the bundle.
 * As there, `node:http` is loaded before the handler is, and nothing has to be made JavaScript of first: Node's compiler
 * of types would go on working beside what is measured here.
 * https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/blob/main/src/UserFunction.js
 */
import { subscribe } from 'node:diagnostics_channel'
import { existsSync, writeFileSync } from 'node:fs'
import 'node:http'
import { createRequire } from 'node:module'
import { basename, dirname, resolve } from 'node:path'
import { text } from 'node:stream/consumers'

const [taskRoot = '', handler = ''] = process.argv.slice(2)
const [, name = '', exported = ''] = /^([^.]*)\.(.*)$/.exec(basename(handler)) ?? []
const stem = resolve(taskRoot, dirname(handler), name)
const file = [`${stem}.js`, `${stem}.cjs`].find(existsSync)
if (!file) throw new Error(`there is no module ${stem}`)

let askedMs = 0
let outsideMs = 0
subscribe('http.client.request.created', () => {
  askedMs = performance.now()
})
subscribe('http.client.response.finish', () => {
  outsideMs += performance.now() - askedMs
})

const events = JSON.parse(await text(process.stdin))
const startedMs = performance.now()
const handle = createRequire(import.meta.url)(file)[exported]
const loadedMs = performance.now() - startedMs
const context = {
  functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
  awsRequestId: 'request',
  getRemainingTimeInMillis: () => 60_000,
}
const answers = []
let firstAnswerMs = 0
for (const event of events) {
  answers.push(
    await handle(event, context).then(
      (value) => ({ value }),
      (fault) => ({ fault: fault.message }),
    ),
  )
  firstAnswerMs ||= performance.now() - startedMs - outsideMs
}
writeFileSync(3, JSON.stringify({ loadedMs, firstAnswerMs, answers }))
process.exit()
