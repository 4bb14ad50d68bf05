import type { Instant } from '@gonghui/shared/lib/instant'
import { leafOf, pathsAbove } from '@gonghui/shared/lib/roles'
import type { ReportReason, reportDecisions } from '@gonghui/shared/matchmaking/reports'
import { afterOf, cursorOf } from '../lib/cursor.ts'
import { idFrom } from '../lib/ids.ts'
import { mac, seal, unseal } from '../lib/secrets.ts'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { TABLE } from '../table/database.ts'
import { expiryAfter } from '../table/expiry.ts'
import { read, readAll, readPage } from '../table/reads.ts'

export interface ReportRow {
  readonly reportId: string
  readonly reporterId: string
  readonly reportedId: string
  /** Where the reported one works: their matchmaker looks into it. */
  readonly orgPath: string
  readonly reason: ReportReason
  readonly noteSealed?: string
  readonly reportedAt: Instant
  readonly decision?: (typeof reportDecisions)[number]
  readonly decidedAt?: Instant
  readonly decidedBy?: string
}

/** One report by one person about another, ever: sent again it is the same one. */
export const reportIdOf = (reporterId: string, reportedId: string): string =>
  idFrom('report', mac('singles', `report/${reporterId}/${reportedId}`, 16))

const keyOfReport = (reportId: string) => keyOf('a report', { reportId })

export const readReport = (reportId: string): Promise<ReportRow | undefined> =>
  read<ReportRow>(keyOfReport(reportId))

export const sealNote = (reportId: string, note: string): string => seal(note, `${reportId}/note`)
export const noteOf = ({ reportId, noteSealed }: ReportRow): string | undefined =>
  noteSealed === undefined ? undefined : unseal(noteSealed, `${reportId}/note`)

const queueKeys = ({ orgPath, reportId }: ReportRow) =>
  pathsAbove(orgPath).map((path) =>
    keyOf('a report waiting at or below an org', { orgId: leafOf(path), reportId }),
  )

/** The writes that file a report, in the transaction that holds the reported one back. */
export const fileReport = (report: ReportRow) => [
  {
    Put: {
      TableName: TABLE,
      Item: { ...keyOfReport(report.reportId), ...report },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  },
  ...queueKeys(report).map((key) => ({
    Put: { TableName: TABLE, Item: { ...key, reportId: report.reportId } },
  })),
]

/** What is decided is kept so long; what waits is kept until it is. */
const KEPT_DAYS = 3 * 365

/** The writes that close one, in the transaction that lets the reported one go or not. */
export const closeReport = (
  report: ReportRow,
  decided: Required<Pick<ReportRow, 'decision' | 'decidedAt' | 'decidedBy'>>,
) => [
  {
    Put: {
      TableName: TABLE,
      Item: {
        ...keyOfReport(report.reportId),
        ...report,
        ...decided,
        expiresAt: expiryAfter(decided.decidedAt, KEPT_DAYS),
      },
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(decision)',
    },
  },
  ...queueKeys(report).map((key) => ({ Delete: { TableName: TABLE, Key: { ...key } } })),
]

const PAGE = 30

export async function readWaitingReports(orgId: string, cursor: string | undefined) {
  const range = rangeOf('a report waiting at or below an org', { orgId })
  const { items, after } = await readPage<{ reportId: string }>(range, {
    limit: PAGE,
    after: afterOf(range, cursor),
    strong: true,
  })
  const reports = await readAll<ReportRow>(
    items.map(({ reportId }) => keyOfReport(reportId)),
    { strong: true },
  )
  reports.sort((one, next) => (one.reportedAt < next.reportedAt ? -1 : 1))
  return { reports, ...cursorOf(range, after) }
}
