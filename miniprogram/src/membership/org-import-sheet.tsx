import type { AnswerOf } from '@gonghui/shared/lib/contract'
import { importOrgs, type ManagedOrg } from '@gonghui/shared/membership/org-tree'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../lib/api'
import { saidOf, untilKnown } from '../lib/until-known'
import { grouped } from '../lib/words'
import { Button } from '../ui/button'
import { Chip } from '../ui/card'
import { Field } from '../ui/field'
import { Sheet } from '../ui/sheet'

type Report = AnswerOf<typeof importOrgs>['body']
type Importing =
  | { readonly kind: 'writing'; readonly error?: string }
  | { readonly kind: 'sending'; readonly dryRun: boolean }
  | { readonly kind: 'tried'; readonly report: Report; readonly error?: string }
  | { readonly kind: 'done'; readonly report: Report }

const deeds = { create: '新建', rename: '改名', move: '移动', same: '没变', wrong: '有误' } as const

function Lines({ report }: { readonly report: Report }) {
  return (
    <View id="import-report">
      <View className="row" style={{ gap: '8px', flexWrap: 'wrap', paddingBottom: '12px' }}>
        {(['create', 'rename', 'move', 'same', 'wrong'] as const).map((deed) => (
          <Chip key={deed} tone={deed === 'wrong' && report.counts.wrong > 0 ? 'no' : 'plain'}>
            {deeds[deed]} {grouped(report.counts[deed])}
          </Chip>
        ))}
      </View>
      <View className="org-lines t14">
        {report.lines.map(({ line, name, deed, words }) => (
          <View key={line} className={deed === 'wrong' ? 'no' : ''}>
            第 {line} 行 {name}：{words}
          </View>
        ))}
      </View>
    </View>
  )
}

interface OrgImportSheetProps {
  readonly org: ManagedOrg
  readonly onClose: () => void
  readonly onDone: () => void
}

/** A table of unions: tried first, so that one sees what it would change, then imported. */
export function OrgImportSheet({ org, onClose, onDone }: OrgImportSheetProps) {
  const [csv, setCsv] = useState('')
  const [state, setState] = useState<Importing>({ kind: 'writing' })

  const send = async (dryRun: boolean) => {
    const before = state
    setState({ kind: 'sending', dryRun })
    const params = { orgId: org.orgId }
    const ended = await untilKnown(() => call(importOrgs, { params, body: { csv, dryRun } }))
    if (ended.kind === 'answer') {
      setState({ kind: ended.body.done ? 'done' : 'tried', report: ended.body })
      // Also where not all of it could be done: some of the tree has changed.
      if (!dryRun) onDone()
      return
    }
    const error = saidOf(ended, '再点一次不会重复导入')
    setState(before.kind === 'tried' ? { ...before, error } : { kind: 'writing', error })
  }
  return (
    <Sheet title={`导入到“${org.name}”`} onClose={onClose}>
      {state.kind === 'tried' || state.kind === 'done' ? (
        <Lines report={state.report} />
      ) : (
        <Field
          id="org-csv"
          label="从 Excel 里复制，贴在这里"
          value={csv}
          onChange={setCsv}
          lines={8}
          max={200_000}
          placeholder={'名称,级别,上级,原名称\n桃源街道总工会,街道,南山区总工会,'}
          hint="首行写名称、级别、上级；改名的加一列原名称。级别写区、街道或基层。一次最多 1000 行"
          error={state.kind === 'writing' ? state.error : undefined}
        />
      )}
      {state.kind === 'tried' && state.error && <View className="field-error">{state.error}</View>}
      <View className="sheet-ways">
        {state.kind === 'done' ? (
          <Button id="import-close" onTap={onClose}>
            导入好了
          </Button>
        ) : state.kind === 'tried' ? (
          <>
            <Button id="import-back" tone="line" onTap={() => setState({ kind: 'writing' })}>
              回去改表
            </Button>
            <Button
              id="import-do"
              disabled={
                state.report.counts.wrong > 0 ||
                state.report.counts.create + state.report.counts.rename + state.report.counts.move === 0
              }
              onTap={() => void send(false)}
            >
              导入
            </Button>
          </>
        ) : (
          <Button
            id="import-try"
            disabled={!csv.trim()}
            busy={state.kind === 'sending' && (state.dryRun ? '正在试算…' : '正在导入…')}
            onTap={() => void send(true)}
          >
            试算，看会改什么
          </Button>
        )}
      </View>
    </Sheet>
  )
}
