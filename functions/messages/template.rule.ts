import { DAY_MS, epochMsOf, type Instant, instantOf, later } from '@gonghui/shared/lib/instant'
import { type Subject, subjects } from '@gonghui/shared/messages/subscriptions'
import type { Said } from '../lib/messages.ts'
import type { Words } from './words.rule.ts'

/** A template that was chosen in WeChat's console, and the fields that its words go into. */
export interface Template {
  readonly templateId: string
  readonly fields: readonly string[]
}
export type Templates = ReadonlyMap<Subject, Template>

/** As the library's templates are commonly chosen; a deployment whose fields are others names them. */
const USUAL: Readonly<Record<Subject, readonly string[]>> = {
  admission: ['thing1', 'phrase2', 'time3', 'thing4'],
  offer: ['thing1', 'time2', 'thing3'],
  ending: ['thing1', 'time2', 'thing3'],
  opening: ['thing1', 'time2', 'thing3'],
  singles: ['thing1', 'phrase2', 'time3', 'thing4'],
  event: ['thing1', 'time2', 'thing3'],
}

const isSubject = (word: string | undefined): word is Subject => subjects.some((subject) => subject === word)

/**
 * Reads the setting: `admission=ID opening=ID:thing1,time2,thing3`. A subject without a template has the inbox alone.
 * @throws for what is neither: a slip in it would silence messages without a word.
 */
export function templatesFrom(setting: string | undefined): Templates {
  const templates = new Map<Subject, Template>()
  for (const entry of (setting ?? '').split(/\s+/).filter((word) => word !== '' && word !== 'none')) {
    const [, subject, templateId, fields] =
      /^(\w+)=([\w-]{4,64})(?::([a-z_]+\d+(?:,[a-z_]+\d+)*))?$/.exec(entry) ?? []
    if (!isSubject(subject) || templateId === undefined) throw new Error(`not a template: ${entry}`)
    templates.set(subject, { templateId, fields: fields?.split(',') ?? USUAL[subject] })
  }
  return templates
}

/** https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message/sendMessage.html */
const LONGEST: Readonly<Record<string, number>> = { thing: 20, phrase: 5 }

const cut = (text: string, most: number) =>
  [...text].length <= most ? text : `${[...text].slice(0, most - 1).join('')}…`

/** `2026年6月12日 10:00`, in China's time: the one form that every `time` and `date` field takes. */
function timeOf(at: Instant): string {
  const local = instantOf(epochMsOf(at) + 8 * 3_600_000)
  return `${local.slice(0, 4)}年${Number(local.slice(5, 7))}月${Number(local.slice(8, 10))}日 ${local.slice(11, 16)}`
}

/** The words in a template's fields, none of them longer than WeChat takes: by the kind of each, in their order. */
export function dataOf({ brief }: Words, { fields }: Template): Record<string, { value: string }> {
  const things = [brief.about, brief.hint]
  const values = fields.map((field) => {
    const kind = field.replace(/\d+$/, '')
    const value = /^(time|date)$/.test(kind)
      ? timeOf(brief.at)
      : kind === 'phrase'
        ? brief.outcome
        : things.shift()
    return [field, { value: cut(value ?? brief.outcome, LONGEST[kind] ?? 20) }] as const
  })
  return Object.fromEntries(values)
}

/** From when on a message is of no use to anybody’s phone: it stays in the inbox. */
export function useUntil(said: Said, at: Instant): Instant {
  if ('until' in said) return said.until
  if ('startsAt' in said) return said.startsAt
  return said.kind === 'opening-soon' ? said.opensAt : later(at, 3 * DAY_MS)
}
