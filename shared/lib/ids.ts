import * as z from 'zod/mini'

/** Crockford's base 32 as ULID writes it: no I, L, O, U. */
const ULID = '[0-7][0-9A-HJKMNP-TV-Z]{25}'

/** What each kind of id starts with. The rest is a ULID, so ids of a kind sort by creation. */
export const prefixes = {
  person: 'per',
  member: 'mem',
  org: 'org',
  application: 'app',
  tagClaim: 'tcl',
  transfer: 'trf',
  checkInList: 'cil',
  session: 'ses',
  signIn: 'sgn',
  outlet: 'out',
  drop: 'drp',
  change: 'chg',
  deed: 'ded',
  template: 'tpl',
  redemption: 'rdm',
  campaign: 'rdg',
  checkIn: 'chk',
  note: 'nte',
  job: 'job',
  message: 'msg',
  anomaly: 'anm',
  dropSet: 'dst',
  /** A single as another single is shown them: another id to everybody who looks. */
  single: 'sgl',
  /** A single as the matchmakers’ desk calls them. */
  profile: 'pfl',
  introduction: 'itr',
  report: 'rpt',
  /** 相亲会. */
  event: 'evt',
} as const

export type Kind = keyof typeof prefixes

export const idOf = <K extends Kind>(kind: K) =>
  z.string().check(z.regex(new RegExp(`^${prefixes[kind]}_${ULID}$`)))
