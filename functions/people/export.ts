import type { Instant } from '@gonghui/shared/lib/instant'
import { newFilePlace, writeFile } from '../lib/files.store.ts'
import type { Holding, Owner } from '../lib/holdings.ts'
import type { Ended } from '../lib/jobs.rule.ts'
import type { Work } from '../lib/jobs.ts'
import { zipOf } from '../lib/zip-writing.ts'
import type { Pattern } from '../table/access-patterns.ts'
import { personalData } from '../table/personal-data.ts'
import { ownRows, subjectsOf } from './own-rows.store.ts'

interface File {
  readonly name: string
  readonly title: string
  readonly items: readonly object[]
}

/**
 * All that is held on somebody, as one zip of JSON files with a list of contents. It is small, so a crash begins it anew;
 * the files come from the holdings, and whatever lies under the person's own keys besides.
 */
export const exportWork = (holdings: readonly Holding[]): Work<Owner, object> =>
  async function* ({ by: personId, input: owner, clock }) {
    const memberships = subjectsOf({ ...owner, personIds: [personId] })
    const persons = owner.personIds.map((each) => ({ personId: each }))
    const files: File[] = []
    const total = holdings.length + 1
    for (const { file, title, isOfPerson, tell } of holdings) {
      const told = await Promise.all((isOfPerson ? persons : memberships).map(tell))
      files.push({ name: `${file}.json`, title, items: told.flat() })
      yield { cursor: {}, progress: { done: files.length, total } }
    }
    files.push(...(await rest(owner, new Set(holdings.map(({ insteadOf }) => insteadOf)))))
    const told = files.filter(({ items }) => items.length > 0)
    const zip = await zipped(told, clock())
    const place = newFilePlace('exports', personId)
    await writeFile(place, 'application/zip', zip)
    return {
      state: 'done',
      result: { files: told.length, bytes: zip.length },
      file: { place, saveAs: '工惠-我的信息.zip' },
    } satisfies Ended
  }

/** What is said of rows as they lie in the table: no keys, no seals and hashes, nobody else's id. */
const UNTOLD = /^(pk|sk|expiresAt|personId|by|decidedBy|grantedBy|namedBy|said)$|Sealed$|sealed|Hash$/

async function rest(of: Owner, toldBefore: ReadonlySet<Pattern | undefined>): Promise<File[]> {
  const files = new Map<string, { title: string; items: object[] }>()
  for await (const rows of ownRows(of)) {
    for (const { pattern, row } of rows) {
      if (toldBefore.has(pattern)) continue
      const name = `own/${(row.sk.split('#')[0] ?? '').toLowerCase()}.json`
      const file = files.get(name) ?? { title: personalData[pattern]?.holds ?? pattern, items: [] }
      file.items.push(Object.fromEntries(Object.entries(row).filter(([field]) => !UNTOLD.test(field))))
      files.set(name, file)
    }
  }
  return [...files].map(([name, file]) => ({ name, ...file }))
}

/** Sets (of bytes, of words) as lists; what JSON has no word for as text. */
const plain = (_: string, value: unknown): unknown => {
  if (value instanceof Set) return [...value]
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  return value
}

function zipped(files: readonly File[], now: Instant): Promise<Buffer> {
  const lines = files.map(({ name, title, items }) => `${name}\t${title}（${items.length} 条）`)
  const contents = `工惠里关于你的全部信息，导出于 ${now}（UTC）。\r\n\r\n${lines.join('\r\n')}\r\n`
  const texts = files.map(
    ({ name, title, items }) => [name, JSON.stringify({ title, items }, plain, 2)] as const,
  )
  const all = [['说明.txt', `\uFEFF${contents}`] as const, ...texts]
  return zipOf(new Map(all.map(([name, text]) => [name, Buffer.from(text)])))
}
