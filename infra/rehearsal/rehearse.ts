/** A rehearsal from its shadow to its outcome, over HTTP alone: all it needs is an address and an operator's token. */
import { randomUUID } from 'node:crypto'
import type { ManagedDrop } from '@gonghui/shared/benefits/drops'
import { getManagedDrop } from '@gonghui/shared/benefits/drops'
import * as contracts from '@gonghui/shared/benefits/rehearsals'
import { type Call, outcome } from '@gonghui/shared/lib/client'
import type { AnswerOf, Contract } from '@gonghui/shared/lib/contract'
import { untilKnown } from '../../miniprogram/src/lib/until-known.ts'
import { type Checked, checked, falseAnswers } from './checks.rule.ts'
import { letLoose } from './crowd.ts'
import { type Figures, figuresOf } from './figures.rule.ts'
import { type Criterion, criteriaOf, type Thresholds, verdictOf } from './verdict.rule.ts'
import type { Wire } from './wire.ts'

export interface Asked {
  readonly dropId: string
  readonly members: number
  readonly overMs: number
  readonly thresholds: Thresholds
  /** The times of a stack on this machine are read, not judged. */
  readonly isLocal: boolean
}

export interface Rehearsed extends Asked {
  readonly drop: ManagedDrop
  readonly startedAt: string
  readonly books: contracts.Books
  readonly found: Checked
  readonly figures: Figures
  readonly criteria: readonly Criterion[]
  readonly verdict: 'go' | 'no-go'
}

/** A refusal of the product, with its own words for whoever started the rehearsal. */
export class Refused extends Error {}

/** An operator's call, repeated while nobody knows how it ended. */
export async function asOperator<C extends Contract>(
  wire: Wire,
  token: string,
  to: C,
  call: Call<C>,
  key?: string,
): Promise<AnswerOf<C>['body']> {
  const credentials = { token, ...(key ? { key } : {}) }
  const ended = await untilKnown(async () => outcome(to, (await wire(to, call, credentials)).came), {
    tries: 8,
  })
  if (ended.kind === 'answer') return (ended as AnswerOf<C>).body
  if (ended.kind === 'refused')
    throw new Refused(`${ended.problem.title}：${ended.problem.next}（${ended.problem.code}）`)
  const code = ended.kind === 'unknown' && ended.problem ? `，${ended.problem.code}` : ''
  throw new Refused(`没有连上服务（${to.name}${code}）`)
}

export interface Means {
  readonly wire: Wire
  readonly token: string
  /** The crowd's way to the product; a proof may put a fault into it. */
  readonly crowdWire?: Wire
  /** Rejects when whoever started it breaks it off. */
  readonly broken?: Promise<never>
}

export async function rehearse(
  { wire, token, crowdWire = wire, broken }: Means,
  asked: Asked,
  tell: (line: string) => void,
): Promise<Rehearsed> {
  const { dropId, members, overMs } = asked
  const { drop } = await asOperator(wire, token, getManagedDrop, { params: { dropId } })
  const startedAt = new Date().toISOString()
  const body = { members, overMs }
  const begun = await asOperator(
    wire,
    token,
    contracts.startRehearsal,
    { params: { dropId }, body },
    randomUUID(),
  )
  const params = { dropId, shadowId: begun.rehearsal.shadowId }
  try {
    const tokens = await membersOf(wire, token, params, members)
    tell(`影子已开，${members} 位模拟会员，${overMs / 1_000} 秒内到齐`)
    const loose = letLoose(crowdWire, { dropId: params.shadowId, tokens, overMs }, (known, seconds) =>
      tell(`第 ${seconds} 秒：${known} 人有了答复`),
    )
    const crowd = await (broken ? Promise.race([loose, broken]) : loose)
    const { books } = await asOperator(wire, token, contracts.closeRehearsal, { params })
    const figures = figuresOf(crowd, books, overMs)
    const found = checked(params.shadowId, crowd.stories, books)
    const criteria = criteriaOf({ books, found, figures }, asked.thresholds, asked.isLocal)
    const verdict = verdictOf(criteria)
    const seen = {
      p99Ms: Math.round(figures.answer.p99),
      ...(figures.soldOutInMs === undefined ? {} : { soldOutInMs: Math.round(figures.soldOutInMs) }),
      falseAnswers: falseAnswers(found),
      verdict,
    }
    await asOperator(wire, token, contracts.endRehearsal, { params, body: { seen } })
    return { ...asked, drop, startedAt, books, found, figures, criteria, verdict }
  } catch (fault) {
    // Nothing of it stays, and the next one need not wait.
    await asOperator(wire, token, contracts.endRehearsal, { params, body: {} }).catch(() => undefined)
    throw fault
  }
}

async function membersOf(
  wire: Wire,
  token: string,
  params: { readonly dropId: string; readonly shadowId: string },
  members: number,
): Promise<string[]> {
  const tokens: string[] = []
  while (tokens.length < members) {
    const body = { from: tokens.length, count: Math.min(contracts.MEMBERS_AT_ONCE, members - tokens.length) }
    const given = await asOperator(wire, token, contracts.giveRehearsalMembers, { params, body })
    tokens.push(...given.tokens)
  }
  return tokens
}
