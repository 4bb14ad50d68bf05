import { getManagedDrop } from '@gonghui/shared/benefits/drops'
import { type PreflightItem, readPreflight } from '@gonghui/shared/benefits/preflight'
import { View } from '@tarojs/components'
import { useAnswer } from '../lib/use-answer'
import { useWhileSeen } from '../lib/use-while-seen'
import { momentOf, secondsOf } from '../lib/words'
import { Button } from '../ui/button'
import { Chip } from '../ui/card'
import { ConsolePage } from '../ui/console'
import { Icon } from '../ui/icon'
import type { IconName } from '../ui/icon-paths'
import { Loading, Offline, Refused } from '../ui/states'
import { ofDrop } from './of-drop'
import './drop-day.scss'

const faces = {
  stop: { tone: 'no', text: '先别开', icon: 'cross' },
  warn: { tone: 'wait', text: '看一眼', icon: 'bell' },
  ok: { tone: 'ok', text: '好', icon: 'check' },
  'not-here': { tone: 'plain', text: '不适用', icon: 'cloud' },
} as const satisfies Record<
  PreflightItem['state'],
  { tone: 'no' | 'wait' | 'ok' | 'plain'; text: string; icon: IconName }
>

const LOOK_AGAIN_MS = 10_000

function Check({ item: { name, title, state, words, next } }: { readonly item: PreflightItem }) {
  const { tone, text, icon } = faces[state]
  return (
    <View className={`card check check-${state}`} id={`check-${name}`}>
      <View className={`check-mark check-mark-${tone}`}>
        <Icon name={icon} />
      </View>
      <View className="grow">
        <View className="row-between">
          <View className="bold t16">{title}</View>
          <Chip tone={tone}>{text}</Chip>
        </View>
        <View className="t14">{words}</View>
        {next && <View className={`t14 ${state === 'stop' ? 'no' : 'quiet'}`}>怎么办：{next}</View>}
      </View>
    </View>
  )
}

const wordsOf = (items: readonly PreflightItem[]) => {
  const stops = items.filter(({ state }) => state === 'stop').length
  const warns = items.filter(({ state }) => state === 'warn').length
  if (stops > 0) return { tone: 'no', text: `先别开，还有 ${stops} 项要解决` } as const
  if (warns > 0) return { tone: 'wait', text: `可以开，有 ${warns} 项要看一眼` } as const
  return { tone: 'ok', text: '都好了，可以开' } as const
}

/** 开抢前检查: what stands ready, and what to do about what does not. Looked at anew while one looks. */
function Preflight({ dropId }: { readonly dropId: string }) {
  const params = { dropId }
  const managed = useAnswer(getManagedDrop, { params })
  const { answer, reload } = useAnswer(readPreflight, { params })
  useWhileSeen(reload, LOOK_AGAIN_MS, true)
  const drop = managed.answer.kind === 'ready' ? managed.answer.body.drop : undefined
  const words = answer.kind === 'ready' ? wordsOf(answer.body.items) : undefined
  return (
    <ConsolePage
      at="drops"
      title="开抢前检查"
      state={words && <Chip tone={words.tone}>{words.text}</Chip>}
      under={drop && `${drop.title}・${momentOf(drop.opensAt)} 开抢`}
      actions={
        <Button id="look-again" tone="line" shape="small" onTap={() => void reload()}>
          再查一次
        </Button>
      }
    >
      {answer.kind === 'loading' && <Loading rows={6} />}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={reload} />}
      {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {answer.kind === 'ready' && (
        <>
          <View className="checks">
            {answer.body.items.map((item) => (
              <Check key={item.name} item={item} />
            ))}
          </View>
          <View className="t12 quiet checks-asof">
            {secondsOf(answer.body.serverTime)} 查的，打开着每 10 秒自动再查
          </View>
        </>
      )}
    </ConsolePage>
  )
}

export default ofDrop(Preflight)
