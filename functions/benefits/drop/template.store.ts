import { DeleteCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { DropPlan } from '@gonghui/shared/benefits/drop-plan'
import type { Instant } from '@gonghui/shared/lib/instant'
import { rememberResult } from '../../lib/repeat.store.ts'
import { keyOf, rangeOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { unlessCancelled } from '../../table/failures.ts'
import { read, readRange } from '../../table/reads.ts'

/** A plan kept under a name, with the times it had then. */
export interface TemplateRow {
  readonly templateId: string
  readonly orgId: string
  readonly name: string
  readonly plan: DropPlan
  readonly savedAt: Instant
  readonly savedBy: string
}

const keyOfTemplate = (orgId: string, templateId: string) =>
  keyOf('a template of an org', { orgId, templateId })

export async function putTemplate(
  row: TemplateRow,
  repeat: Parameters<typeof rememberResult>[0],
): Promise<boolean> {
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName: TABLE, Item: { ...keyOfTemplate(row.orgId, row.templateId), ...row } } },
          rememberResult(repeat, row.templateId, row.savedAt),
        ],
      }),
    ),
  )
  return result === 'done'
}

export const readTemplate = (orgId: string, templateId: string): Promise<TemplateRow | undefined> =>
  read<TemplateRow>(keyOfTemplate(orgId, templateId))

/** All of an org's templates, oldest first; how many there may be is bounded where they are saved. */
export const readTemplates = (orgId: string): Promise<TemplateRow[]> =>
  readRange<TemplateRow>(rangeOf('a template of an org', { orgId }), { strong: true })

export async function deleteTemplate(orgId: string, templateId: string): Promise<void> {
  await database.send(new DeleteCommand({ TableName: TABLE, Key: keyOfTemplate(orgId, templateId) }))
}
