import type { Instant } from '@gonghui/shared/lib/instant'
import { epochMsOf, instantOf } from '@gonghui/shared/lib/instant'

/** `2026-06-12T10:00` as a form holds it, always China's time, whatever the browser is set to. */

const CHINA_OFFSET_MS = 8 * 3_600_000

export function fromLocal(text: string): Instant | undefined {
  const epochMs = Date.parse(`${text}:00+08:00`)
  return Number.isNaN(epochMs) ? undefined : instantOf(epochMs)
}

export const toLocal = (at: Instant): string => instantOf(epochMsOf(at) + CHINA_OFFSET_MS).slice(0, 16)
