import { type ManagedJoinCode, revokeJoinCode } from '@gonghui/shared/membership/join-codes'
import { Image, Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../lib/api'
import { copyLinkWords, joinLink } from '../lib/join-link'
import { saidOf, untilKnown } from '../lib/until-known'
import { deadlineOf, grouped, inFours } from '../lib/words'
import { Button } from '../ui/button'
import { Fact } from '../ui/card'
import { QrCode } from '../ui/qr-code'
import { Confirm, Sheet } from '../ui/sheet'
import { joinCodeStateWords } from './join-code-words'
import { usePoster } from './use-poster'
import './join-codes.scss'

type Revoking =
  | { readonly kind: 'no' }
  | { readonly kind: 'asking'; readonly error?: string }
  | { readonly kind: 'sending' }

interface JoinCodeSheetProps {
  readonly code: ManagedJoinCode
  readonly onClose: () => void
  readonly onRevoked: () => void
}

/** The code to be shown or printed, with the words that stand below it on the poster, and how far people came with it. */
export function JoinCodeSheet({ code, onClose, onRevoked }: JoinCodeSheetProps) {
  const link = joinLink(code.scene)
  const [revoking, setRevoking] = useState<Revoking>({ kind: 'no' })
  const { code: picture, load, saving, saveImage, savePoster } = usePoster(code.scene)
  const { scanned, started, admitted } = code.funnel

  const send = async () => {
    setRevoking({ kind: 'sending' })
    const ended = await untilKnown(() => call(revokeJoinCode, { params: { scene: code.scene } }))
    if (ended.kind === 'answer') return onRevoked()
    const error = saidOf(ended, '请再试一次')
    setRevoking({ kind: 'asking', error })
  }

  if (revoking.kind !== 'no')
    return (
      <Confirm
        title={`停用“${code.label}”的入会码？`}
        body={
          <View>
            <View>停用后扫这张海报不能再申请，不能恢复。已交的申请照常审核。</View>
            {revoking.kind === 'asking' && revoking.error && <View className="no">{revoking.error}</View>}
          </View>
        }
        yes="停用"
        tone="danger"
        busy={revoking.kind === 'sending' && '正在停用…'}
        onNo={() => setRevoking({ kind: 'no' })}
        onYes={() => void send()}
      />
    )
  return (
    <Sheet title={code.label} onClose={onClose}>
      <View style={{ textAlign: 'center' }}>
        <Text className="block t14 quiet">{code.orgName}</Text>
        <View style={{ padding: '12px 0' }}>
          {picture.kind === 'shown' ? (
            <Image id="program-code" className="program-code" src={picture.url} mode="scaleToFill" />
          ) : (
            <QrCode id="join-qr" text={link} />
          )}
        </View>
        {picture.kind === 'missing' && (
          <View className="t14" id="program-code-missing" style={{ paddingBottom: '12px' }}>
            <Text className="no">{picture.said}</Text>
            <Button tone="quiet" shape="small" onTap={() => void load()}>
              再试一次
            </Button>
          </View>
        )}
        <Text className="block t18 bold numbers" id="scene">
          {inFours(code.scene)}
        </Text>
        <Text className="block t12 quiet">扫码入会，扫不了就在小程序里输这 16 位</Text>
      </View>
      <View style={{ paddingTop: '12px' }}>
        <Fact name="状态">{joinCodeStateWords[code.state].text}</Fact>
        <Fact name="到期">{code.expiresAt ? deadlineOf(code.expiresAt) : '不过期'}</Fact>
        {code.admitsAtOnce && <Fact name="审核">不用，扫码即入会</Fact>}
        <Fact name="名额">{code.cap ? `${grouped(code.applied)} / ${grouped(code.cap)} 人` : '不限'}</Fact>
      </View>
      <View id="funnel" style={{ paddingTop: '12px' }}>
        <Fact name="扫码">{grouped(scanned)} 人</Fact>
        <Fact name="开始填写">{grouped(started)} 人</Fact>
        <Fact name="交了申请">{grouped(code.applied)} 份</Fact>
        <Fact name="成为会员">{grouped(admitted)} 人</Fact>
      </View>
      {saving.kind === 'idle' && saving.error && (
        <View className="field-error" id="poster-error">
          {saving.error}
        </View>
      )}
      {(code.state === 'valid' || code.state === 'full') && (
        <View className="sheet-ways" style={{ paddingTop: '16px' }}>
          <Button
            id="save-image"
            tone="line"
            disabled={saving.kind === 'poster'}
            busy={saving.kind === 'image' && '正在下载…'}
            onTap={() => void saveImage()}
          >
            下载小程序码
          </Button>
          <Button
            id="save-poster"
            icon="download"
            disabled={saving.kind === 'image'}
            busy={saving.kind === 'poster' && '正在画海报…'}
            onTap={() => void savePoster()}
          >
            下载 A4 海报
          </Button>
        </View>
      )}
      <View className="sheet-ways" style={{ paddingTop: '12px' }}>
        {code.state !== 'revoked' && (
          <Button id="revoke" tone="line" onTap={() => setRevoking({ kind: 'asking' })}>
            停用
          </Button>
        )}
        <Button tone="line" onTap={() => void Taro.setClipboardData({ data: link })}>
          {copyLinkWords}
        </Button>
      </View>
    </Sheet>
  )
}
