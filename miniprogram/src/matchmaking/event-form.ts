import { type Event, type EventFields, eventFields } from '@gonghui/shared/matchmaking/events'
import * as z from 'zod/mini'
import { fromLocal, toLocal } from '../lib/local-time'

const names = [
  'title',
  'venue',
  'about',
  'startsAt',
  'endsAt',
  'signUpFrom',
  'signUpUntil',
  'women',
  'men',
  'feeYuan',
  'tables',
  'rounds',
  'roundMinutes',
] as const
type Name = (typeof names)[number]

/** What is typed, field by field; times as a form holds them, money in yuan. */
export type EventForm = Readonly<Record<Name, string>>

export const emptyForm: EventForm = {
  title: '',
  venue: '',
  about: '',
  startsAt: '',
  endsAt: '',
  signUpFrom: '',
  signUpUntil: '',
  women: '20',
  men: '20',
  feeYuan: '0',
  tables: '20',
  rounds: '10',
  roundMinutes: '8',
}

export const formOf = (event: Event): EventForm => ({
  title: event.title,
  venue: event.venue,
  about: event.about,
  startsAt: toLocal(event.startsAt),
  endsAt: toLocal(event.endsAt),
  signUpFrom: toLocal(event.signUpFrom),
  signUpUntil: toLocal(event.signUpUntil),
  women: String(event.places.female),
  men: String(event.places.male),
  feeYuan: String(event.feeFen / 100),
  tables: String(event.tables),
  rounds: String(event.rounds),
  roundMinutes: String(event.roundMinutes),
})

const words: EventForm = {
  title: '请填 30 字以内的名称',
  venue: '请填公共场所的名称和地址，60 字以内',
  about: '最多 500 字',
  startsAt: '请选开场时间，要晚于截止报名',
  endsAt: '请选散场时间，要晚于开场',
  signUpFrom: '请选开始报名的时间',
  signUpUntil: '请选截止报名的时间，要晚于开始报名',
  women: '请填 1–40',
  men: '请填 1–40',
  feeYuan: '请填 0–1000 元，最多两位小数',
  tables: '请填 1–40',
  rounds: '请填 1–40',
  roundMinutes: '请填 1–60',
}

export type FormErrors = Readonly<Partial<Record<Name, string>>>

const whole = (text: string) => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN)
const fenOf = (yuan: string) =>
  /^\d{1,4}(\.\d{1,2})?$/.test(yuan.trim()) ? Math.round(Number(yuan) * 100) : Number.NaN

/** Where a field of the contract stands on the form. */
const formName = (path: readonly PropertyKey[]): Name =>
  path[0] === 'places'
    ? path[1] === 'male'
      ? 'men'
      : 'women'
    : path[0] === 'feeFen'
      ? 'feeYuan'
      : (path[0] as Name)

/** The event that is typed, or what is wrong beside each field. */
export function eventIn(form: EventForm): { readonly fields: EventFields } | { readonly errors: FormErrors } {
  const at = (name: 'startsAt' | 'endsAt' | 'signUpFrom' | 'signUpUntil') => fromLocal(form[name]) ?? ''
  const typed = {
    title: form.title,
    venue: form.venue,
    about: form.about,
    startsAt: at('startsAt'),
    endsAt: at('endsAt'),
    signUpFrom: at('signUpFrom'),
    signUpUntil: at('signUpUntil'),
    places: { female: whole(form.women), male: whole(form.men) },
    feeFen: fenOf(form.feeYuan),
    tables: whole(form.tables),
    rounds: whole(form.rounds),
    roundMinutes: whole(form.roundMinutes),
  }
  const parsed = z.safeParse(eventFields, typed)
  const errors: Partial<Record<Name, string>> = {}
  // That the times are in order is said below, beside the one that is too early.
  const wrong = parsed.success ? [] : parsed.error.issues.filter(({ code }) => code !== 'custom')
  for (const { path } of wrong) errors[formName(path)] = words[formName(path)]
  const isBefore = (one: string, next: string) => !one || !next || one < next
  if (!isBefore(typed.signUpFrom, typed.signUpUntil)) errors.signUpUntil = words.signUpUntil
  if (!isBefore(typed.startsAt, typed.endsAt)) errors.endsAt = words.endsAt
  if (typed.startsAt && typed.startsAt < typed.signUpUntil) errors.startsAt = words.startsAt
  return parsed.success ? { fields: parsed.data } : { errors }
}
