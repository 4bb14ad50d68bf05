import type { CodeFault, CodesReport } from '@gonghui/shared/benefits/codes'
import type { ManagedDrop } from '@gonghui/shared/benefits/drops'
import { Text, View } from '@tarojs/components'
import { grouped } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Chip, SectionHead } from '../ui/card'
import { ProgressBar } from '../ui/progress-bar'
import { sayInFull } from '../ui/toast'
import { type Importing, useCodesImport } from './use-codes-import'

const FAULTS: Readonly<Record<CodeFault, string>> = {
  format: '格式不对',
  expiry: '过期太早',
  repeated: '文件内重复',
  'used-before': '以前用过',
}

function Report({ report }: { readonly report: CodesReport }) {
  const faults = (Object.keys(FAULTS) as CodeFault[]).filter((fault) => (report.faults[fault] ?? 0) > 0)
  const bad = faults.reduce((sum, fault) => sum + (report.faults[fault] ?? 0), 0)
  return (
    <View id="codes-report">
      <View className="row codes-chips">
        <Chip tone="ok">可用 {grouped(report.count)} 个</Chip>
        {faults.map((fault) => (
          <Chip key={fault} tone="no">
            {FAULTS[fault]} {grouped(report.faults[fault] ?? 0)} 行
          </Chip>
        ))}
      </View>
      {report.badLines.length > 0 && (
        <View className="codes-bad t14">
          {report.badLines.map(({ line, reason }) => (
            <View key={`${line} ${reason}`}>
              第 {line} 行：{reason}
            </View>
          ))}
          {bad > report.badLines.length && (
            <View className="quiet">只列出前 {report.badLines.length} 行，全部在下载的文件里。</View>
          )}
        </View>
      )}
    </View>
  )
}

function Outcome({ importing }: { readonly importing: Importing }) {
  switch (importing.kind) {
    case 'working':
      return (
        <View id="codes-working" className="codes-outcome">
          <ProgressBar done={importing.done} total={importing.total} />
          <Text className="t14 quiet">
            {importing.total > 0
              ? `正在导入 ${grouped(importing.done)} / ${grouped(importing.total)} 个，可以离开这一页。`
              : '正在检查文件…'}
          </Text>
        </View>
      )
    case 'taken':
      return (
        <View className="codes-outcome ok t14" id="codes-taken">
          导入好了，{grouped(importing.report.count)} 个券码全部收下。
        </View>
      )
    case 'rejected':
      return (
        <View className="codes-outcome" id="codes-rejected">
          <View className="no t14">{importing.said}</View>
          {importing.report && <Report report={importing.report} />}
        </View>
      )
    default:
      return null
  }
}

/** Codes from the cinema or the supermarket, as the file that came from them. */
export function CodesImport({
  drop,
  onImported,
}: {
  readonly drop: ManagedDrop
  readonly onImported: () => void
}) {
  const { importing, pick, saveBadLines } = useCodesImport(drop.dropId, onImported)
  const enough = drop.importedCodes >= drop.ceiling
  const busy =
    (importing.kind === 'sending' && `正在上传 ${importing.name}…`) ||
    (importing.kind === 'working' && '正在导入…')
  return (
    <Card id="codes">
      <SectionHead
        title="导入券码"
        end={
          <Chip tone={enough ? 'ok' : 'wait'}>
            已有 {grouped(drop.importedCodes)} 个，要 {grouped(drop.ceiling)} 个
          </Chip>
        }
      />
      <View className="t14 quiet">
        Excel（.xlsx）或 CSV 都可以：第一列是券码，第二列可以写到期日。再次导入会替换上一批。
      </View>
      <Outcome importing={importing} />
      <View className="sheet-ways" style={{ paddingTop: '12px' }}>
        {importing.kind === 'rejected' && importing.hasFile && (
          <Button
            id="save-bad-lines"
            tone="line"
            onTap={() => void saveBadLines().then((said) => said && sayInFull(said))}
          >
            下载问题行
          </Button>
        )}
        <Button id="import-codes" icon="upload" busy={busy} onTap={() => void pick()}>
          选文件导入
        </Button>
      </View>
      <Text className="block t12 quiet" style={{ paddingTop: '8px' }}>
        全部收下或一条不收，券码加密保存；和以前同类福利重复的会指出来。
      </Text>
    </Card>
  )
}
