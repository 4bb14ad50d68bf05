import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { ReactNode } from 'react'
import type { MeState } from '../lib/me'
import { useLogin } from '../lib/use-login'
import { Icon } from '../ui/icon'
import './member-card.scss'

/** `660812343152` → `6608 **** 3152`: the card may be seen by whoever sits beside one. */
const maskedNo = (no: string) => (no.length > 8 ? `${no.slice(0, 4)} **** ${no.slice(-4)}` : no)

interface FrameProps {
  readonly id: string
  readonly end?: ReactNode
  readonly onTap?: () => void
  readonly children: ReactNode
}

function Frame({ id, end, onTap, children }: FrameProps) {
  return (
    <View className="member" id={id} {...(onTap ? { onClick: onTap } : {})}>
      <View className="member-rings" />
      <View className="grow member-words">{children}</View>
      {end}
    </View>
  )
}

const Way = ({ text, icon }: { readonly text: string; readonly icon: 'scan' | 'qr' | 'person' }) => (
  <View className="member-code">
    <Icon name={icon} size="xl" />
    <Text>{text}</Text>
  </View>
)

/** A phone may still show what it knew before there were standings. */
const badges: Readonly<Record<string, string>> = { suspended: '会籍暂停', retired: '退休会员' }

/** Who one is to the union: a member, an applicant, a visitor with a way in. */
export function MemberCard({ me, onScan }: { readonly me: MeState; readonly onScan: () => void }) {
  const { busy, failed, login } = useLogin()
  if (me.kind === 'loading')
    return (
      <Frame id="member-loading">
        <View className="member-blank" />
        <View className="member-blank member-blank-short" />
      </Frame>
    )
  const member = me.kind === 'known' ? me.me.member : undefined
  if (member)
    return (
      <Frame
        id="member-card"
        end={
          <View id="member-code" onClick={() => void Taro.navigateTo({ url: '/membership/member-code' })}>
            <Way text="会员码" icon="qr" />
          </View>
        }
      >
        <View className="row member-line">
          <Text className="member-name">{member.name}</Text>
          <Text className="member-badge">{badges[member.standing] ?? '在会会员'}</Text>
        </View>
        <Text className="block t14">{member.orgPathNames[member.orgPathNames.length - 1]}</Text>
        <Text className="block t12 member-no numbers">会员号 {maskedNo(member.memberNo)}</Text>
      </Frame>
    )
  const application = me.kind === 'known' ? me.me.application : undefined
  const isOpen = application?.state === 'waiting' || application?.state === 'checking'
  if (application && (isOpen || application.state === 'refused'))
    return (
      <Frame id="applicant-card" onTap={() => void Taro.navigateTo({ url: '/membership/status' })}>
        <Text className="block member-name">{isOpen ? '申请正在审核' : '申请没有通过'}</Text>
        <Text className="block t14">{application.orgName}</Text>
        <Text className="block t12 member-no">
          {isOpen ? '工会干部 1 个工作日内审核，点这里看进度' : '点这里看原因，改好可以再申请'}
        </Text>
      </Frame>
    )
  const known = me.kind === 'known'
  return (
    <Frame
      id="visitor-card"
      end={
        <View id="visitor-scan" onClick={onScan}>
          <Way text="扫码入会" icon="scan" />
        </View>
      }
    >
      <Text className="block member-name">加入工会，领福利</Text>
      <Text className="block t14">扫单位工会的海报就能申请</Text>
      {!known && (
        <View className="t12 member-no hit" id="login" onClick={() => void login()}>
          {busy ? '正在登录…' : failed ? `${failed} ›` : '已经是会员？点这里登录 ›'}
        </View>
      )}
    </Frame>
  )
}
