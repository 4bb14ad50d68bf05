import type { Found, lookUp } from '@gonghui/shared/benefits/look-ups'
import type { AnswerOf } from '@gonghui/shared/lib/contract'
import { Text, View } from '@tarojs/components'
import { momentOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Chip, Fact, SectionHead } from '../ui/card'
import './reconcile.scss'

export type LookedUp = AnswerOf<typeof lookUp>['body']

const states: Readonly<
  Record<Found['state'], readonly [text: string, tone: 'ok' | 'wait' | 'no' | 'plain']>
> = {
  offered: ['候补待领', 'wait'],
  held: ['待支付', 'wait'],
  issued: ['未核销', 'ok'],
  redeemed: ['已核销', 'plain'],
  expired: ['已过期', 'no'],
  returned: ['已退回', 'plain'],
  voided: ['已作废', 'no'],
}

interface FoundCardProps {
  readonly one: Found
  /** Void it; absent where that is not one's to do. */
  readonly onVoid?: (() => void) | undefined
  readonly onSee: (voucherId: string) => void
}

export function FoundCard({ one, onVoid, onSee }: FoundCardProps) {
  const [text, tone] = states[one.state]
  const { replacedBy } = one
  return (
    <Card id={`found-${one.voucherId}`}>
      <SectionHead title={one.title} end={<Chip tone={tone}>{text}</Chip>} />
      <View className="t14 quiet">
        {one.nameMasked} {one.phoneMasked} {one.orgName}
      </View>
      {one.timeline.map(({ at, words }) => (
        <View key={`${at} ${words}`} className="reconcile-note t14">
          <Text className="quiet numbers">{momentOf(at)}</Text>
          <Text className="block">{words}</Text>
        </View>
      ))}
      <View className="said-way">
        {replacedBy && (
          <Button id="see-replacing" tone="pale" shape="small" onTap={() => onSee(replacedBy)}>
            查补发的那张
          </Button>
        )}
        {onVoid && one.state === 'issued' && (
          <Button id={`void-${one.voucherId}`} tone="quiet" shape="small" onTap={onVoid}>
            作废、补发…
          </Button>
        )}
      </View>
    </Card>
  )
}

/** To the millisecond: a crowd comes in one second. */
const precisely = (at: string) => `${momentOf(at)}.${at.slice(20, 23)}`

/** Whom the desk asked for, and what a receipt of theirs says. */
export function Whose({ person, receipt, items }: LookedUp) {
  if (!person) return null
  return (
    <Card id="look-person">
      <SectionHead
        title={`${person.nameMasked} ${person.phoneMasked}`}
        {...(receipt ? { end: <Chip tone="ok">凭证是真的</Chip> } : {})}
      />
      <View className="t14 quiet">{person.orgName}</View>
      {receipt && (
        <View id="look-receipt">
          <Fact name="场次">{receipt.title}</Fact>
          <Fact name="没抢到，因为">{receipt.said}</Fact>
          <Fact name="开抢">{precisely(receipt.opensAt)}</Fact>
          {receipt.soldOutAt && <Fact name="抢完">{precisely(receipt.soldOutAt)}</Fact>}
          <Fact name="到达">{precisely(receipt.arrivedAt)}</Fact>
        </View>
      )}
      {items.length === 0 && (
        <View className="t14 quiet">{receipt ? '这场没有他的券。' : '没有归你管的券。'}</View>
      )}
    </Card>
  )
}
