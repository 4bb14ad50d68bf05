import type { Outlet } from '@gonghui/shared/benefits/outlets'
import type { Voucher } from '@gonghui/shared/benefits/vouchers'
import { DAY_MS, dayOf, instantOf } from '@gonghui/shared/lib/instant'
import { Text, View } from '@tarojs/components'
import { redirectTo } from '@tarojs/taro'
import { useState } from 'react'
import { serverNowMs } from '../lib/server-clock'
import { voucherWords } from '../lib/voucher-words'
import { deadlineOf, momentOf } from '../lib/words'
import { Button } from '../ui/button'
import { Chip } from '../ui/card'
import { Cover } from '../ui/cover'
import { Icon } from '../ui/icon'
import { Price } from '../ui/price'
import { Sheet } from '../ui/sheet'
import { MerchantCode } from './merchant-code'
import { OfferPanel } from './offer-panel'
import { Outlets } from './outlets'
import { PassPanel } from './pass-panel'
import { ReturnLink } from './return-link'
import './voucher.scss'

interface TicketProps {
  readonly voucher: Voucher
  /** As they stood when it was claimed, and which version that was; and the one that holds now. */
  readonly rules: string
  readonly rulesVersion: number
  readonly rulesNow: number
  readonly outlets: readonly Outlet[]
  readonly onChange: () => void
}

/** What stands where the QR was, once the voucher is spent or over. */
function Spent({ voucher }: { readonly voucher: Voucher }) {
  return (
    <View className="voucher-spent" id={`voucher-${voucher.state}`}>
      <Text className="voucher-stamp">{voucherWords(voucher.state).text}</Text>
      {voucher.spent && (
        <>
          <Text className="block t16 bold">{momentOf(voucher.spent.at)}</Text>
          <Text className="block t14">{voucher.spent.outletName}</Text>
        </>
      )}
      {voucher.returnedBy === 'expiry' && (
        <Text className="block t14" id="recycled">
          到期没用，名额已收回给别的工友
        </Text>
      )}
      {voucher.voided && <Voided {...voucher.voided} />}
    </View>
  )
}

/** Why it is void, and where the one in its stead is. */
function Voided({ at, reason, replacedBy }: NonNullable<Voucher['voided']>) {
  return (
    <View id="voided">
      <Text className="block t14">
        工会 {momentOf(at)} 作废：{reason}
      </Text>
      {replacedBy ? (
        <View className="said-way">
          <Button
            id="see-reissued"
            tone="pale"
            shape="small"
            onTap={() => redirectTo({ url: `/benefits/voucher?voucherId=${replacedBy}` })}
          >
            已补发一张，去看新券
          </Button>
        </View>
      ) : (
        <Text className="block t12 quiet">有疑问请联系发福利的工会</Text>
      )}
    </View>
  )
}

function Validity({ voucher }: { readonly voucher: Voucher }) {
  const today = dayOf(instantOf(serverNowMs()))
  const days = (Date.parse(dayOf(voucher.validUntil)) - Date.parse(today)) / DAY_MS
  const live = voucherWords(voucher.state).live
  return (
    <View className="voucher-line">
      <View className="quiet">
        <Icon name="clock" />
      </View>
      <Text className="grow t14">{deadlineOf(voucher.validUntil)} 前有效</Text>
      {live && days >= 0 && (
        <Chip tone={days <= 7 ? 'wait' : 'plain'}>{days > 0 ? `剩 ${days} 天` : '今天到期'}</Chip>
      )}
    </View>
  )
}

const pointsWords: Partial<Record<Voucher['state'], string>> = {
  offered: '领取时付积分',
  held: '领取时付积分',
  returned: '积分没有扣，或已退回',
  voided: '积分已退回',
}

/** What is paid at the counter, and what was paid in points. */
function Paid({
  voucher: { state, memberPriceFen, listPriceFen, pointsPrice },
}: {
  readonly voucher: Voucher
}) {
  const isFree = memberPriceFen === 0
  const points = pointsWords[state] ?? '积分已付'
  return (
    <>
      <View className="row-between voucher-pay">
        <Text className="t16">{isFree ? (pointsPrice ? points : '到店出示') : '到店付'}</Text>
        <Price
          memberFen={memberPriceFen}
          listFen={listPriceFen}
          points={isFree ? pointsPrice : undefined}
          size="l"
          reversed
        />
      </View>
      {!isFree && pointsPrice && (
        <View className="row-between voucher-pay">
          <Text className="t14 quiet">{points}</Text>
          <Text className="t14 numbers">{pointsPrice}</Text>
        </View>
      )}
    </>
  )
}

/** The white ticket with a notch. */
export function VoucherTicket({ voucher, rules, rulesVersion, rulesNow, outlets, onChange }: TicketProps) {
  const [sheet, setSheet] = useState<'none' | 'outlets' | 'rules'>('none')
  const { text, tone, live } = voucherWords(voucher.state)
  const first = outlets[0]?.name
  const isMine = voucher.state === 'issued'
  const hasQr = isMine && voucher.redeemedAt === 'here'
  return (
    <>
      <View className={`voucher ${live ? '' : 'voucher-over'} ${hasQr ? '' : 'voucher-short'}`} id="voucher">
        <View className="voucher-top">
          <View className="row voucher-head">
            <Cover cover={voucher.cover} picture={voucher.picture} shape="tile" />
            <View className="grow">
              <View className="t16 bold">{voucher.title}</View>
              <Text className="t12 quiet">{voucher.orgName}・会员福利</Text>
            </View>
            <Chip tone={tone}>{text}</Chip>
          </View>
          {!live && <Spent voucher={voucher} />}
          {live && voucher.insteadOf && (
            <Text className="block t12 quiet" id="instead-of">
              {momentOf(voucher.insteadOf.at)} 补发，原来那张已作废：{voucher.insteadOf.reason}
            </Text>
          )}
          {(voucher.state === 'offered' || voucher.state === 'held') && (
            <OfferPanel voucher={voucher} onChange={onChange} />
          )}
          {hasQr && <PassPanel voucherId={voucher.voucherId} onOver={onChange} />}
          {isMine && voucher.redeemedAt === 'merchant' && (
            <MerchantCode voucher={voucher} onChange={onChange} />
          )}
        </View>
        <View className="voucher-cut">
          <View className="voucher-notch voucher-notch-left" />
          <View className="voucher-dashes" />
          <View className="voucher-notch voucher-notch-right" />
        </View>
        <View className="voucher-foot">
          <Paid voucher={voucher} />
          <Validity voucher={voucher} />
          {first && (
            <View className="voucher-line" id="voucher-outlets" onClick={() => setSheet('outlets')}>
              <View className="quiet">
                <Icon name="pin" />
              </View>
              <Text className="grow t14 cut">
                {first}
                {outlets.length > 1 ? ` 等 ${outlets.length} 家` : ''}
              </Text>
              <View className="faint">
                <Icon name="right" size="s" />
              </View>
            </View>
          )}
        </View>
      </View>
      <View className="voucher-more" id="voucher-rules" onClick={() => setSheet('rules')}>
        <Icon name="doc" />
        <Text>使用规则</Text>
      </View>
      <ReturnLink voucher={voucher} onChange={onChange} />
      {sheet === 'outlets' && (
        <Sheet title="使用网点" onClose={() => setSheet('none')}>
          <Outlets title="到哪里用" outlets={outlets} />
        </Sheet>
      )}
      {sheet === 'rules' && (
        <Sheet title="使用规则" onClose={() => setSheet('none')}>
          <View className="sheet-body voucher-rules">{rules || '到店出示券码即可。'}</View>
          {rulesNow > 1 && (
            <View className="t12 quiet" id="voucher-rules-version">
              领取时是第 {rulesVersion} 版，这张券按这一版
              {rulesNow > rulesVersion ? `；现在领的按第 ${rulesNow} 版` : ''}。
            </View>
          )}
        </Sheet>
      )}
    </>
  )
}
