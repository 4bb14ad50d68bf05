import { listDrops } from '@gonghui/shared/benefits/drops'
import { unitOf } from '@gonghui/shared/benefits/units'
import Taro from '@tarojs/taro'
import { openDrop, phaseOf, stockWords } from '../lib/drop-words'
import { serverNowMs } from '../lib/server-clock'
import { useAnswer } from '../lib/use-answer'
import { whenOf } from '../lib/words'
import { Card, Row, SectionHead } from '../ui/card'

const FEW = 2

/** 接下来可以: the refusal's own advice, and the drops that one may still take or wait for. */
export function NextChances({ next, but }: { readonly next: string; readonly but: string | undefined }) {
  const { answer } = useAnswer(listDrops, { query: {} })
  const now = serverNowMs()
  const others = (answer.kind === 'ready' ? answer.body.items : [])
    .map((drop) => ({ drop, phase: phaseOf(drop, now) }))
    .filter(({ drop, phase }) => drop.dropId !== but && ['open', 'entering', 'coming'].includes(phase))
    .slice(0, FEW)
  return (
    <Card id="next-chances">
      <SectionHead title="接下来可以" />
      <Row icon="list" tone="wait" title={next} />
      {others.map(({ drop, phase }) => (
        <Row
          key={drop.dropId}
          icon={phase === 'coming' ? 'clock' : 'gift'}
          tone="red"
          title={drop.title}
          under={
            phase === 'coming' && !drop.lottery
              ? `${whenOf(drop.opensAt, now)} 开抢，共 ${drop.stock.total} ${unitOf(drop.kind)}`
              : `${phase === 'open' ? '正在抢，' : ''}${stockWords(drop, phase, now)}`
          }
          onTap={() => void Taro.redirectTo({ url: openDrop(drop.dropId) })}
        />
      ))}
    </Card>
  )
}
