import { createHash } from 'node:crypto'
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Anomaly, AnomalyState, Reconciled } from '@gonghui/shared/benefits/reconciliations'
import type { Instant } from '@gonghui/shared/lib/instant'
import { idFrom } from '../../lib/ids.ts'
import { keyOf, rangeOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { isRefused, rowFrom, unlessRefused } from '../../table/failures.ts'
import { read, readRange } from '../../table/reads.ts'
import type { Finding } from './reconciliation.rule.ts'

export interface AnomalyRow extends Omit<Anomaly, 'notes'> {
  readonly notes: readonly (Anomaly['notes'][number] & { readonly by: string })[]
}

const keyOfReport = (dropId: string) => keyOf('what a merchant’s file said of a drop', { dropId })
const keyOfAnomaly = (dropId: string, anomalyId: string) =>
  keyOf('an anomaly of a drop', { dropId, anomalyId })

/** The same for the same finding, whichever file shows it. */
const anomalyIdOf = ({ kind, subject }: Finding): string =>
  idFrom('anomaly', createHash('sha256').update(`${kind} ${subject}`).digest().subarray(0, 16))

export const readReport = (dropId: string): Promise<Reconciled | undefined> =>
  read<Reconciled>(keyOfReport(dropId))

export async function putReport(dropId: string, report: Reconciled): Promise<void> {
  await database.send(new PutCommand({ TableName: TABLE, Item: { ...keyOfReport(dropId), ...report } }))
}

/** All of a drop's; a file that shows more than some thousand is not taken. */
export const readAllAnomalies = (dropId: string): Promise<AnomalyRow[]> =>
  readRange<AnomalyRow>(rangeOf('an anomaly of a drop', { dropId }), { strong: true })

const PARALLEL = 16

/**
 * Puts findings on the work list, so many done yielded as it goes. What was there keeps its state and notes; what this
 * file does not show any more is gone, unless it was settled. Done twice it comes to the same.
 */
export async function* putFindings(dropId: string, findings: readonly Finding[]): AsyncGenerator<number> {
  const found = new Map(findings.map((finding) => [anomalyIdOf(finding), finding]))
  const there = await readAllAnomalies(dropId)
  const lost = there.filter(
    (row) => !found.has(row.anomalyId) && row.state !== 'settled' && row.state !== 'gone',
  )
  const back = new Set(there.filter(({ state }) => state === 'gone').map(({ anomalyId }) => anomalyId))
  const writes = [
    ...[...found].map(
      ([id, finding]) =>
        () =>
          putFinding(dropId, id, finding, back.has(id)),
    ),
    ...lost.map(
      ({ anomalyId }) =>
        () =>
          setState(dropId, anomalyId, 'gone'),
    ),
  ]
  for (let i = 0; i < writes.length; i += PARALLEL) {
    await Promise.all(writes.slice(i, i + PARALLEL).map((write) => write()))
    yield Math.min(writes.length, i + PARALLEL)
  }
}

async function putFinding(
  dropId: string,
  anomalyId: string,
  finding: Finding,
  isBack: boolean,
): Promise<void> {
  const { subject: _subject, ...facts } = finding
  const named = Object.entries(facts)
  const state = isBack ? '#state = :open' : '#state = if_not_exists(#state, :open)'
  await database.send(
    new UpdateCommand({
      TableName: TABLE,
      Key: keyOfAnomaly(dropId, anomalyId),
      UpdateExpression: `SET anomalyId = :id, notes = if_not_exists(notes, :none), ${state}, ${named
        .map(([name]) => `#${name} = :${name}`)
        .join(', ')}`,
      ExpressionAttributeNames: {
        '#state': 'state',
        ...Object.fromEntries(named.map(([name]) => [`#${name}`, name])),
      },
      ExpressionAttributeValues: {
        ':id': anomalyId,
        ':none': [],
        ':open': 'open',
        ...Object.fromEntries(named.map(([name, value]) => [`:${name}`, value])),
      },
    }),
  )
}

async function setState(dropId: string, anomalyId: string, state: AnomalyState): Promise<void> {
  await database.send(
    new UpdateCommand({
      TableName: TABLE,
      Key: keyOfAnomaly(dropId, anomalyId),
      UpdateExpression: 'SET #state = :state',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':state': state },
    }),
  )
}

/** Notes a step on an anomaly; undefined where there is none. A repeat of the last note changes nothing. */
export async function noteStep(
  dropId: string,
  anomalyId: string,
  step: { readonly state: AnomalyState; readonly note: string; readonly by: string; readonly at: Instant },
): Promise<AnomalyRow | undefined> {
  const there = await read<AnomalyRow>(keyOfAnomaly(dropId, anomalyId))
  if (!there) return undefined
  const last = there.notes.at(-1)
  if (last?.note === step.note && last.state === step.state && there.state === step.state) return there
  const result = await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: keyOfAnomaly(dropId, anomalyId),
        UpdateExpression: 'SET #state = :state, notes = list_append(notes, :step)',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':state': step.state, ':step': [step] },
        ReturnValues: 'ALL_NEW',
      }),
    ),
  )
  return isRefused(result) ? undefined : rowFrom(result.Attributes)
}
