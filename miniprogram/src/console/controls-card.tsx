import type { ManagedDrop } from '@gonghui/shared/benefits/drops'
import { View } from '@tarojs/components'
import { serverNowMs } from '../lib/server-clock'
import { momentOf, whenOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Row, SectionHead } from '../ui/card'
import type { Asked } from './drop-dialogs'
import './drop-day.scss'

interface ControlsCardProps {
  readonly drop: ManagedDrop
  readonly onAsk: (asked: Asked) => void
}

/** 现场控制: what can be done to a drop that is published, and how each stands now. */
export function ControlsCard({ drop, onAsk }: ControlsCardProps) {
  const isOver = drop.state === 'closed' || drop.state === 'settled'
  const way = (id: string, text: string, asked: Asked) => (
    <Button id={id} tone="pale" shape="pill" onTap={() => onAsk(asked)}>
      {text}
    </Button>
  )
  return (
    <Card id="controls">
      <SectionHead title="现场控制" />
      <View>
        <Row
          title="公告"
          under={drop.banner?.text ?? '没有公告'}
          end={way('set-banner', drop.banner ? '修改' : '写一条', { deed: 'set-banner' })}
        />
        <Row
          title="规则"
          under={`第 ${drop.rulesVersion} 版`}
          end={way('change-rules', '修改', { deed: 'change-rules' })}
        />
        {!drop.lottery && !isOver && (
          <Row
            title="库存"
            under={`共 ${drop.stock.total} 份，最多补到 ${drop.ceiling} 份`}
            end={way('change-stock', '调整', { deed: 'change-stock' })}
          />
        )}
        {!drop.lottery && (
          <Row
            title="时间"
            under={`${momentOf(drop.closesAt)} 结束，券到 ${whenOf(drop.validUntil, serverNowMs())}`}
            end={way('extend', '延长', { deed: 'extend' })}
          />
        )}
        {!isOver && (
          <Row
            title="停一家单位"
            under={drop.stoppedOrgs.length > 0 ? `停着 ${drop.stoppedOrgs.length} 家` : '都在正常领取'}
            end={way('stop-org', '选单位', { deed: 'stop-org' })}
          />
        )}
        {drop.stoppedOrgs.map(({ orgId, name, at }) => (
          <Row
            key={orgId}
            icon="pause"
            tone="no"
            title={name}
            under={`${momentOf(at)} 停下`}
            end={way(`resume-${orgId}`, '恢复', { deed: 'resume-org', orgId, name })}
          />
        ))}
        {!isOver && (
          <Row
            title="提前结束"
            under="结束后不能再开，券照常使用"
            end={way('close', '结束', { deed: 'close' })}
          />
        )}
      </View>
    </Card>
  )
}
