import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { grouped } from '../lib/words'
import { Button } from '../ui/button'
import { Fact } from '../ui/card'
import { Confirm } from '../ui/sheet'
import type { DropAnswer } from './use-drop'

interface ClaimButtonProps {
  readonly drop: DropAnswer['drop']
  /** Of the member, where it costs points. */
  readonly balance: number | undefined
  readonly busy: string | false
  /** What the tap does, where it costs no points. */
  readonly words: string
  readonly onClaim: () => void
}

/** 立即抢: one tap where it costs nothing; who spends points is asked first, with what will be left. */
export function ClaimButton({ drop, balance, busy, words, onClaim }: ClaimButtonProps) {
  const [asks, setAsks] = useState(false)
  const { pointsPrice } = drop
  return (
    <>
      <Button id="claim" busy={busy} onTap={() => (pointsPrice ? setAsks(true) : onClaim())}>
        {pointsPrice ? `用 ${pointsPrice} 积分抢` : words}
      </Button>
      {asks && pointsPrice && !busy && (
        <Confirm
          title={`用 ${grouped(pointsPrice)} 积分抢这一份？`}
          body={
            <View id="spend-points">
              {balance !== undefined && (
                <>
                  <Fact name="现有积分">{grouped(balance)}</Fact>
                  <Fact name="抢到后剩">{grouped(balance - pointsPrice)}</Fact>
                </>
              )}
              <Text className="block t12 quiet">抢到才扣，没抢到不扣。用之前退券，积分退回；过期不退。</Text>
            </View>
          }
          yes={`用 ${grouped(pointsPrice)} 积分抢`}
          onNo={() => setAsks(false)}
          onYes={() => {
            setAsks(false)
            onClaim()
          }}
        />
      )}
    </>
  )
}
