import { keyOf } from '../table/access-patterns.ts'
import { read } from '../table/reads.ts'
import { unseal } from './secrets.ts'

/** The WeChat user behind a person, for what is sent to them or asked of WeChat about them; undefined where there is none. */
export async function readOpenid(personId: string): Promise<string | undefined> {
  const person = await read<{ openidSealed?: string }>(keyOf('a person', { personId }), { strong: false })
  // Of one who was erased an id is left, and nothing behind it.
  return person?.openidSealed && unseal(person.openidSealed, `${personId}/openid`)
}
