/** The demo people: who a developer may be. */
import { readFileSync } from 'node:fs'
import type { Person } from './world.ts'

/** Read anew every time: whoever edits the file sees it at once. Nobody where there is no file. */
export function readPeople(file: string | undefined): Person[] {
  if (!file) return []
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw fault
  }
}
