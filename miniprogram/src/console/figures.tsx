import { getFigures } from '@gonghui/shared/benefits/figures'
import { Text, View } from '@tarojs/components'
import { useMemo } from 'react'
import { useAnswer } from '../lib/use-answer'
import { Card, SectionHead } from '../ui/card'
import { ConsolePage } from '../ui/console'
import { Loading, Offline, Refused } from '../ui/states'
import { CompareChoice } from './compare-choice'
import { FiguresChart } from './figures-chart'
import { FunnelCard } from './funnel-card'
import { HoursCard } from './hours-card'
import { ofDrop } from './of-drop'
import { OrgFiguresCard } from './org-figures'
import { reportedWords } from './reported-words'
import { UnredeemedCard } from './unredeemed-card'
import { useCompared } from './use-compared'
import './console-drops.scss'
import './figures.scss'

/** 数据: one drop as campaign staff tell of it, perhaps beside another. */
function Figures({ dropId }: { readonly dropId: string }) {
  const { answer, reload } = useAnswer(getFigures, { params: { dropId } })
  const figures = answer.kind === 'ready' ? answer.body : undefined
  const { compared, choose } = useCompared()
  const outlets = useMemo(
    () =>
      figures && {
        names: figures.byOutlet.map(({ outletName }) => outletName),
        series: [{ name: '核销', values: figures.byOutlet.map(({ redeemed }) => redeemed) }],
      },
    [figures],
  )
  return (
    <ConsolePage at="drops" title="数据" under={figures?.title}>
      {answer.kind === 'loading' && <Loading rows={4} />}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={reload} />}
      {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {figures && outlets && (
        <>
          <View className="console-columns">
            <View>
              <FunnelCard
                funnel={figures.funnel}
                {...(compared ? { others: [compared.funnel], names: [figures.title, compared.title] } : {})}
                end={<CompareChoice dropId={dropId} chosen={compared} onChoose={choose} />}
              />
              <HoursCard figures={figures} />
            </View>
            <Card id="outlet-figures">
              <SectionHead
                title="按网点核销"
                end={
                  figures.redeemedAt === 'merchant' && (
                    <Text className="t12 quiet">{reportedWords(figures.reportedUntil)}</Text>
                  )
                }
              />
              <FiguresChart id="outlet-chart" label="各网点核销张数" {...outlets} across />
            </Card>
          </View>
          <OrgFiguresCard dropId={dropId} />
          <UnredeemedCard dropId={dropId} />
        </>
      )}
    </ConsolePage>
  )
}

export default ofDrop(Figures)
