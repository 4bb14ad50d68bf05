import {
  eraseProfile,
  getProfile,
  setVisibility,
  type Visibility,
} from '@gonghui/shared/matchmaking/profiles'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../lib/api'
import { useAnswer } from '../lib/use-answer'
import { Card, Row, SectionHead } from '../ui/card'
import { Icon } from '../ui/icon'
import { Page } from '../ui/page'
import { Confirm } from '../ui/sheet'
import { Loading, Offline, Refused } from '../ui/states'
import { toast } from '../ui/toast'
import { useDeeds } from './use-deeds'
import './matchmaking.scss'

const choices: readonly { value: Visibility; title: string; under: string }[] = [
  { value: 'shown', title: '公开', under: '推荐给条件合适的人，也给你推荐' },
  { value: 'hidden', title: '隐身', under: '你能看推荐、能心动，新的人看不到你' },
  { value: 'paused', title: '暂停', under: '谁也看不到你，也不再给你推荐' },
]

const go = (url: string) => void Taro.navigateTo({ url })

/** 我的资料和隐私: who may see one, and the way out. */
export default function Settings() {
  const { answer, reload } = useAnswer(getProfile, {})
  const deed = useDeeds()
  const [erasing, setErasing] = useState(false)
  const profile = answer.kind === 'ready' ? answer.body : undefined

  const choose = (visibility: Visibility) =>
    void deed.run(visibility, () => call(setVisibility, { body: { visibility } }), reload)
  const erase = () =>
    void deed.run(
      'erase',
      () => call(eraseProfile, {}),
      () => {
        toast('资料已删除')
        return Taro.navigateBack()
      },
    )

  return (
    <Page title="我的资料和隐私">
      {answer.kind === 'loading' && <Loading rows={3} />}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={() => void reload()} />}
      {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {profile && (
        <>
          <SectionHead title="谁能看到我" />
          <Card>
            {choices.map(({ value, title, under }) => (
              <Row
                key={value}
                id={`visibility-${value}`}
                title={title}
                under={deed.failureOf(value) ?? under}
                end={
                  <View className={profile.visibility === value ? 'red' : 'settings-off'}>
                    <Icon name="check" />
                  </View>
                }
                onTap={() => choose(value)}
              />
            ))}
          </Card>
          <SectionHead title="我的资料" />
          <Card>
            <Row
              id="edit-profile"
              icon="edit"
              title="修改资料和要求"
              under="改了择偶要求马上生效；改了资料要重新核实"
              onTap={() => go('/matchmaking/profile')}
            />
            <Row id="read-consent" icon="doc" title="交友服务说明" onTap={() => go('/matchmaking/consent')} />
            <Row
              id="erase"
              icon="cross"
              tone="no"
              title="删除我的交友资料"
              under="资料、心动和牵线一起删除"
              onTap={() => setErasing(true)}
            />
          </Card>
        </>
      )}
      {erasing && (
        <Confirm
          title="删除交友资料？"
          body={
            <View>
              <View>资料、心动和正在牵的线都会删除，不能恢复。会员身份和福利不受影响。</View>
              {deed.failureOf('erase') && <View className="no">{deed.failureOf('erase')}</View>}
            </View>
          }
          yes="删除"
          tone="danger"
          busy={deed.isDoing('erase') && '正在删除…'}
          onNo={() => setErasing(false)}
          onYes={erase}
        />
      )}
    </Page>
  )
}
