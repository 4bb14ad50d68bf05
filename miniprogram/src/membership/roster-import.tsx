import type { RosterFault, RosterReport } from '@gonghui/shared/membership/roster'
import { Text, View } from '@tarojs/components'
import { grouped } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Chip, SectionHead } from '../ui/card'
import { ProgressBar } from '../ui/progress-bar'
import { sayInFull } from '../ui/toast'
import { badLinesOf, type Importing, useRosterImport } from './use-roster-import'
import './roster.scss'

const FAULTS: Readonly<Record<RosterFault, string>> = {
  name: '姓名不对',
  phone: '手机号不对',
  'phone-shared': '一个手机号两个姓名',
  tag: '标签不认识',
}

function Report({ report }: { readonly report: RosterReport }) {
  const faults = (Object.keys(FAULTS) as RosterFault[]).filter((fault) => (report.faults[fault] ?? 0) > 0)
  return (
    <View id="roster-report">
      <View className="row" style={{ gap: '8px', flexWrap: 'wrap' }}>
        <Chip tone="plain">文件 {grouped(report.lines)} 行</Chip>
        <Chip tone="ok">新增 {grouped(report.fresh)} 人</Chip>
        {report.known > 0 && <Chip tone="plain">已在名册 {grouped(report.known)} 人</Chip>}
        {report.repeated > 0 && <Chip tone="plain">文件内重复 {grouped(report.repeated)} 行</Chip>}
        {report.admitted > 0 && <Chip tone="ok">等审核的 {grouped(report.admitted)} 人直接入会</Chip>}
        {faults.map((fault) => (
          <Chip key={fault} tone="no">
            {FAULTS[fault]} {grouped(report.faults[fault] ?? 0)} 行
          </Chip>
        ))}
      </View>
      {report.badLines.length > 0 && (
        <View className="roster-bad t14">
          {report.badLines.map(({ line, reason }) => (
            <View key={`${line} ${reason}`}>
              第 {line} 行：{reason}
            </View>
          ))}
          {badLinesOf(report) > report.badLines.length && (
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
        <View id="roster-working" className="roster-outcome">
          <ProgressBar done={importing.done} total={importing.total} />
          <Text className="t14 quiet">
            {importing.dryRun
              ? '正在核对文件，还没有改动名册…'
              : `正在导入 ${grouped(importing.done)} / ${grouped(importing.total)} 人，可以离开这一页。`}
          </Text>
        </View>
      )
    case 'tried':
      return (
        <View className="roster-outcome" id="roster-tried">
          <View className="t14 bold roster-said">
            {badLinesOf(importing.report) > 0
              ? '有几行要改，改好再选一次文件；名册没有变动。'
              : importing.report.fresh > 0
                ? '核对好了，名册还没有变动。确认后这样改：'
                : '文件里的人都已在名册上，不用导入。'}
          </View>
          <Report report={importing.report} />
          {importing.error && <View className="no t14">{importing.error}</View>}
        </View>
      )
    case 'done':
      return (
        <View className="roster-outcome" id="roster-done">
          <View className="ok t14 roster-said">导入好了。名册上的人用同样的姓名和手机号扫码，马上入会。</View>
          <Report report={importing.report} />
        </View>
      )
    case 'refused':
      return (
        <View className="roster-outcome" id="roster-refused">
          <View className="no t14 roster-said">{importing.said}</View>
          {importing.report && <Report report={importing.report} />}
        </View>
      )
    default:
      return null
  }
}

/** The enterprise's list of its workers, as the file that came from them: tried first, then taken whole or not at all. */
export function RosterImport({ orgId, onDone }: { readonly orgId: string; readonly onDone: () => void }) {
  const { importing, pick, take, leave, saveBadLines } = useRosterImport(orgId, onDone)
  const busy =
    (importing.kind === 'sending' && `正在上传 ${importing.name}…`) ||
    (importing.kind === 'working' && (importing.dryRun ? '正在核对…' : '正在导入…'))
  const report = 'report' in importing ? importing.report : undefined
  const isBad = report !== undefined && badLinesOf(report) > 0
  const canTake = importing.kind === 'tried' && !isBad && importing.report.fresh > 0
  return (
    <Card id="roster-import">
      <SectionHead title="导入名册" />
      <View className="t14 quiet">
        Excel（.xlsx）或 CSV，首行写：姓名、手机号，可以加一列标签。空格、全角数字、86 开头都认得，最多 5
        万行。
      </View>
      <Outcome importing={importing} />
      <View className="sheet-ways" style={{ paddingTop: '12px' }}>
        {isBad && (importing.kind === 'tried' || importing.kind === 'refused') && (
          <Button
            id="save-bad-lines"
            tone="line"
            onTap={() => void saveBadLines().then((said) => said && sayInFull(said))}
          >
            下载问题行
          </Button>
        )}
        {canTake && (
          <Button id="roster-leave" tone="line" onTap={leave}>
            先不
          </Button>
        )}
        {canTake ? (
          <Button id="roster-take" onTap={() => void take(importing.report)}>
            导入 {grouped(importing.report.fresh)} 人
          </Button>
        ) : (
          <Button id="pick-roster" icon="upload" busy={busy} onTap={() => void pick()}>
            选文件核对
          </Button>
        )}
      </View>
      <Text className="block t12 quiet" style={{ paddingTop: '8px' }}>
        全部收下或一行不收；姓名和手机号加密保存，上传的文件导完即删，没导的七天后删。
      </Text>
    </Card>
  )
}
