import { readFileSync } from 'node:fs'

const textOf = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')

export const readJson = <T>(name: string): T => JSON.parse(textOf(name)) as T

/** The lines of a plain CSV file, the heading first. None of ours has quotes or commas inside a cell. */
export const readLines = (name: string): string[] => textOf(name).trimEnd().split('\n')

/** The same lines as records under their headings. */
export function readTable(name: string): Readonly<Record<string, string>>[] {
  const [heading = '', ...lines] = readLines(name)
  const columns = heading.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']))
  })
}
