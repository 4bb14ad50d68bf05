import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const runtime = fileURLToPath(new URL('lambda-runtime.mjs', import.meta.url))

export interface Called {
  readonly loadedMs: number
  /** From the module's loading to its first answer, the calls to the database taken out. */
  readonly firstAnswerMs: number
  readonly answers: readonly { readonly value?: unknown; readonly fault?: string }[]
}

/** Calls a bundle, one event after another, in a process that has its own environment and files, and nothing else. */
export async function callBundle(
  taskRoot: string,
  handler: string,
  env: Readonly<Record<string, string>>,
  events: readonly unknown[],
): Promise<Called> {
  const child = spawn(process.execPath, ['--no-warnings', runtime, taskRoot, handler], {
    cwd: taskRoot,
    env,
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
  })
  const told = child.stdio[3]
  child.stdin?.end(JSON.stringify(events))
  const [answer, fault] = await Promise.all([
    text(told as NodeJS.ReadableStream),
    text(child.stderr as NodeJS.ReadableStream),
  ])
  if (!answer) throw new Error(fault)
  return JSON.parse(answer) as Called
}
