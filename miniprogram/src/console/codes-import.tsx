import type { CodesReport } from '@gonghui/shared/benefits/codes'
import type { ManagedDrop } from '@gonghui/shared/benefits/drops'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { pickTextFile } from '../lib/pick-text-file'
import { grouped } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Chip, SectionHead } from '../ui/card'
import { Field } from '../ui/field'
import { useCodesImport } from './use-codes-import'

function Report({ report }: { readonly report: CodesReport }) {
  const bad = [...report.duplicates, ...report.badLines].sort((one, other) => one.line - other.line)
  return (
    <View id="codes-report">
      <View className="row" style={{ gap: '8px', flexWrap: 'wrap' }}>
        <Chip tone="ok">可用 {grouped(report.count)} 个</Chip>
        <Chip tone={report.duplicates.length > 0 ? 'no' : 'plain'}>重复 {report.duplicates.length} 行</Chip>
        <Chip tone={report.badLines.length > 0 ? 'no' : 'plain'}>有误 {report.badLines.length} 行</Chip>
      </View>
      {bad.length > 0 && (
        <View className="codes-bad t14">
          {bad.map(({ line, reason }) => (
            <View key={`${line} ${reason}`}>
              第 {line} 行：{reason}
            </View>
          ))}
        </View>
      )}
    </View>
  )
}

/** Codes from the cinema or the supermarket: pasted or from a file. */
export function CodesImport({
  drop,
  onImported,
}: {
  readonly drop: ManagedDrop
  readonly onImported: () => void
}) {
  const [csv, setCsv] = useState('')
  const { importing, send } = useCodesImport(drop.dropId, onImported)
  const pick = async () => {
    const text = await pickTextFile()
    if (text !== undefined) setCsv(text)
  }
  const enough = drop.importedCodes >= drop.ceiling
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
      <Field
        id="csv"
        label="券码"
        value={csv}
        onChange={setCsv}
        lines={6}
        max={250_000}
        placeholder="code,expires"
        hint="第一行是表头 code 或 code,expires，下面每行一个码。再次导入会替换上一批。"
        error={importing.kind === 'rejected' ? importing.said : undefined}
      />
      {importing.kind === 'taken' && (
        <View className="ok t14" id="codes-taken">
          导入好了，{grouped(importing.report.count)} 个券码全部收下。
        </View>
      )}
      {(importing.kind === 'taken' || importing.kind === 'rejected') && importing.report && (
        <Report report={importing.report} />
      )}
      <View className="sheet-ways" style={{ paddingTop: '12px' }}>
        <Button id="pick-csv" tone="line" icon="upload" onTap={() => void pick()}>
          选文件
        </Button>
        <Button
          id="import-codes"
          disabled={!csv.trim()}
          busy={importing.kind === 'sending' && '正在导入…'}
          onTap={() => void send(csv)}
        >
          导入
        </Button>
      </View>
      <Text className="block t12 quiet" style={{ paddingTop: '8px' }}>
        全部收下或一条不收，券码加密保存。
      </Text>
    </Card>
  )
}
