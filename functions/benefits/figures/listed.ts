import { epochMsOf, HOUR_MS, type Instant, instantOf } from '@gonghui/shared/lib/instant'
import type { Cell, Column } from '../../lib/sheet-writing.ts'

/** What an export takes out: its columns, and its rows as they are read, a few hundred held at a time. */
export interface Listed {
  readonly columns: readonly Column[]
  readonly rows: AsyncIterable<readonly Cell[]>
}

/** `2026-06-12 10:00:07`, China's time. */
export const shownAt = (at: Instant | undefined): string | undefined =>
  at &&
  instantOf(epochMsOf(at) + 8 * HOUR_MS)
    .slice(0, 19)
    .replace('T', ' ')
