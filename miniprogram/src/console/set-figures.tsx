import type { DropFigures, DropSet, Funnel } from '@gonghui/shared/benefits/figures'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { grouped } from '../lib/words'
import { Card, SectionHead } from '../ui/card'
import { Loading, Offline } from '../ui/states'
import { type Column, Table } from '../ui/table'
import { FunnelCard, shareOf } from './funnel-card'
import { useSetFigures } from './use-set-figures'

const number = (name: string, of: (one: DropFigures) => string): Column<DropFigures> => ({
  name,
  width: '110px',
  end: true,
  cell: (one) => <Text className="numbers">{of(one)}</Text>,
})

const columns: readonly Column<DropFigures>[] = [
  { name: '场次', width: 'minmax(0, 2fr)', cell: ({ title }) => <Text>{title}</Text> },
  number('库存', ({ stock }) => grouped(stock)),
  number('看到（约）', ({ funnel }) => grouped(funnel.seenAbout)),
  number('抢到', ({ funnel }) => grouped(funnel.claimed)),
  number('核销', ({ funnel }) => grouped(funnel.redeemed)),
  number('核销率', ({ funnel }) => shareOf(funnel.redeemed, funnel.claimed)),
]

const together = (drops: readonly DropFigures[]): Funnel => {
  const sum = (key: keyof Funnel) => drops.reduce((total, { funnel }) => total + funnel[key], 0)
  return {
    seenAbout: sum('seenAbout'),
    tappedAbout: sum('tappedAbout'),
    claimed: sum('claimed'),
    redeemed: sum('redeemed'),
  }
}

/** One occasion's drops together, and each of them. */
export function SetFiguresOf({ set }: { readonly set: DropSet }) {
  const { figures, reload } = useSetFigures(set.dropIds)
  if (figures.kind === 'loading')
    return (
      <>
        <Text className="block t12 quiet">
          正在看 {figures.of} 场中的第 {Math.min(figures.read + 1, figures.of)} 场…
        </Text>
        <Loading rows={3} />
      </>
    )
  if (figures.kind === 'offline') return <Offline busy={false} onRetry={reload} />
  if (figures.kind === 'refused')
    return (
      <Card id="set-refused">
        <Text className="no">{figures.words}</Text>
      </Card>
    )
  const reported = figures.drops.some(({ redeemedAt }) => redeemedAt === 'merchant')
  return (
    <View id="set-figures">
      <FunnelCard funnel={together(figures.drops)} />
      <Card>
        <SectionHead title={`${set.name}：${figures.drops.length} 场`} />
        <Table
          id="set-drop"
          columns={columns}
          rows={figures.drops}
          keyOf={({ dropId }) => dropId}
          onTap={({ dropId }) => void Taro.navigateTo({ url: `/console/figures?dropId=${dropId}` })}
        />
        {reported && (
          <Text className="block t12 quiet">在商户核销的场次，核销数以商户文件为准，没有导入的按 0 算。</Text>
        )}
      </Card>
    </View>
  )
}
