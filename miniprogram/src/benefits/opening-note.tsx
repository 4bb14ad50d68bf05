import type { MyEntry } from '@gonghui/shared/benefits/lottery'
import type { OpeningFace } from '@gonghui/shared/benefits/opening'
import { unitOf } from '@gonghui/shared/benefits/units'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { grouped, secondsOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Chip, Fact, SectionHead } from '../ui/card'
import { CopyDrawFile } from '../ui/copy-draw-file'
import { Hash } from '../ui/hash'
import { useCountdown } from '../ui/use-countdown'
import type { DropAnswer } from './use-drop'
import './drop.scss'

/** In, until it is known how it went: when the draw is, and that one may go. */
export function OpeningEntered({
  enteredAt,
  drawsAt,
}: {
  readonly enteredAt: string
  readonly drawsAt: string
}) {
  const { ms, minutes, seconds } = useCountdown(drawsAt)
  return (
    <>
      <View className="drop-entered t12" id="opening-entered">
        <Text className="bold">
          {secondsOf(enteredAt)} 已登记，{secondsOf(drawsAt)} 统一摇号
        </Text>
        <Text>。先点后点机会一样；关掉页面也算，摇到的券会放进券包。</Text>
      </View>
      <Button
        id="opening-waits"
        busy={ms > 0 ? `等摇号 ${minutes}:${seconds}` : '正在摇号…'}
        onTap={() => undefined}
      >
        已登记
      </Button>
    </>
  )
}

interface OpeningNoteProps {
  readonly drop: DropAnswer['drop']
  readonly opening: OpeningFace
  readonly entry: MyEntry | undefined
}

/** 统一摇号: what a tap in the first seconds is, how it went, and how to check it. */
export function OpeningNote({ drop, opening, entry }: OpeningNoteProps) {
  const [open, setOpen] = useState(false)
  const { seconds, gathersUntil, drawsAt, step, commitment, listHash, entrants = 0, units = 0 } = opening
  const unit = unitOf(drop.kind)
  return (
    <Card id="opening">
      <SectionHead
        title="统一摇号"
        end={
          <View className="t14 red lottery-more" id="opening-more" onClick={() => setOpen(!open)}>
            {open ? '收起' : '怎么核对'}
          </View>
        }
      />
      {entry && (
        <Fact name="我的登记">
          {entry.won === undefined ? (
            `${secondsOf(entry.enteredAt)} 已登记`
          ) : (
            <Chip tone={entry.won ? 'ok' : 'no'} icon={entry.won ? 'check' : 'cross'}>
              {entry.won ? '摇到了' : '没摇到'}
            </Chip>
          )}
        </Fact>
      )}
      <Fact name={`头 ${seconds} 秒`}>{secondsOf(gathersUntil)} 前点的都算登记，先后一样</Fact>
      <Fact name="摇号">
        {step === 'before'
          ? `${secondsOf(drawsAt)}，当场出结果`
          : `${grouped(entrants)} 人登记，摇 ${grouped(units)} ${unit}`}
      </Fact>
      <Fact name="摇完有剩的">先到先得</Fact>
      {open && (
        <View className="lottery-proof">
          <Text className="block t12 quiet">
            系统在排期时定下一个秘密种子，先公布它的指纹；登记一结束，名单就定了，用名单的指纹和种子给每个代号算一个签，签小的摇到。名单由所有点了的人一起决定，谁也挑不了；种子摇完公开，谁都能照名单重算一遍。
          </Text>
          <Hash name="种子指纹" value={commitment} />
          {listHash && <Hash name="名单指纹" value={listHash} />}
          {entry && <Hash name="我的代号（只在这一场用）" value={entry.pseudonym} />}
          <CopyDrawFile dropId={drop.dropId} />
        </View>
      )}
    </Card>
  )
}
