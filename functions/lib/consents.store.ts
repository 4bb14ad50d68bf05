import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { readRange } from '../table/reads.ts'
import { writeAll } from '../table/writes.ts'

/** Whoever takes their agreement back is sent nothing more by WeChat, whatever they let us send before. */
export async function dropConsents(personId: string): Promise<void> {
  const range = rangeOf('what a person lets us send by a template', { personId })
  const consents = await readRange<{ templateId: string }>(range, { strong: true })
  await writeAll(
    consents.map(({ templateId }) => ({
      DeleteRequest: {
        Key: { ...keyOf('what a person lets us send by a template', { personId, templateId }) },
      },
    })),
  )
}
