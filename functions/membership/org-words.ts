import { pinyin } from 'pinyin-pro'
import { plainWord } from './org-word.rule.ts'

/** The place that a name begins with: 深圳市, 南山区. People look for what comes after it. */
const PLACE = /^.{2,6}?[省市区县]/u

const initialsOf = (name: string): string =>
  pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' }).join('')

/** The words that an org is found by: its name, its name without the place, and the pinyin initials of both. */
export function wordsOf(name: string): string[] {
  const short = name.replace(PLACE, '')
  const names = [name, ...(short.length >= 2 ? [short] : [])]
  return [...new Set([...names, ...names.map(initialsOf)].map(plainWord))].filter((word) => word !== '')
}
