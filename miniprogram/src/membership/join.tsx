import type { JoinCode } from '@gonghui/shared/membership/join-codes'
import { Text, View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useMe } from '../lib/me'
import { returnTo } from '../lib/return-to'
import { sceneIn } from '../lib/scanned'
import { useJoinScan } from '../lib/use-join-scan'
import { Button } from '../ui/button'
import { Card, Chip } from '../ui/card'
import { Icon } from '../ui/icon'
import { ActionBar, Page } from '../ui/page'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { AlreadyIn } from './already-in'
import { JoinFields } from './join-fields'
import { JoinSubmit } from './join-submit'
import { useJoin } from './use-join'
import './join.scss'

const stateWords = {
  valid: { text: '入会码有效', tone: 'ok', icon: 'check' },
  revoked: { text: '入会码已停用', tone: 'no', icon: 'cross' },
  expired: { text: '入会码已过期', tone: 'no', icon: 'cross' },
  full: { text: '入会码名额已满', tone: 'no', icon: 'cross' },
} as const

function UnionCard({ code }: { readonly code: JoinCode }) {
  const { text, tone, icon } = stateWords[code.state]
  return (
    <Card id="union">
      <Text className="block t14 quiet">你扫的码来自</Text>
      <View className="t22 bold">{code.orgName}</View>
      <View className="row join-path quiet t14">
        {code.orgPathNames.slice(0, -1).map((name, at) => (
          <View className="row" key={name}>
            {at > 0 && <Icon name="right" size="s" />}
            <Text>{name}</Text>
          </View>
        ))}
      </View>
      <View className="row join-chips">
        <Chip tone={tone} icon={icon}>
          {text}
        </Chip>
        <Chip tone="plain" icon="pin">
          {code.label}
        </Chip>
      </View>
    </Card>
  )
}

/** In a cadre's hands: to be decided, or to be checked first. */
const isOpen = (state: string | undefined) => state === 'waiting' || state === 'checking'

/** The page that a poster's code opens: which union, what is taken and why, who one is. */
export default function Join() {
  const { params } = useRouter()
  const scene = sceneIn(params.scene ?? '') ?? ''
  return scene ? <JoinWith scene={scene} /> : <NoCode />
}

/** Opened without a code, as from a link that lost it. */
function NoCode() {
  const scan = useJoinScan()
  return (
    <Page title="加入工会">
      <Empty icon="scan" title="先扫一下入会码" next="入会码在单位工会的海报上">
        <View className="said-way">
          <Button id="join-scan" shape="small" onTap={scan.open}>
            扫码入会
          </Button>
        </View>
      </Empty>
      {scan.sheet}
    </Page>
  )
}

function JoinWith({ scene }: { readonly scene: string }) {
  const me = useMe()
  const join = useJoin(scene)
  const { answer } = join
  const back = returnTo()
  const settled = me.kind === 'known' && (me.me.member || isOpen(me.me.application?.state))
  const open = answer.kind === 'ready' && answer.body.state === 'valid' && !settled

  return (
    <Page
      title="加入工会"
      head="red"
      band={104}
      bottom={open ? <JoinSubmit join={join} visitor={me.kind === 'visitor'} /> : <HomeBar />}
    >
      {answer.kind === 'loading' && <Loading rows={2} />}
      {answer.kind === 'offline' && (
        <Card>
          <Offline busy={answer.busy} onRetry={join.reload} />
        </Card>
      )}
      {answer.kind === 'refused' && (
        <Card>
          <Refused problem={answer.problem} />
        </Card>
      )}
      {answer.kind === 'ready' && <UnionCard code={answer.body} />}
      {settled && me.kind === 'known' && <AlreadyIn me={me.me} />}
      {open && back && (
        <View className="join-return" id="join-return">
          <Icon name="gift" />
          <Text className="t14">
            入会后带你回到：<Text className="bold">{back.title}</Text>
          </Text>
        </View>
      )}
      {open && <JoinFields join={join} />}
      {answer.kind === 'ready' && answer.body.state !== 'valid' && !settled && (
        <Card>
          <Text className="t14">{stateWords[answer.body.state].text}，请向单位工会要新的入会码。</Text>
        </Card>
      )}
    </Page>
  )
}

function HomeBar() {
  return (
    <ActionBar>
      <Button tone="line" onTap={() => void Taro.switchTab({ url: '/pages/home' })}>
        先去看福利
      </Button>
    </ActionBar>
  )
}
