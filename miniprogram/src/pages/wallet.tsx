import { listVouchers, type Voucher, walletTabs } from '@gonghui/shared/benefits/vouchers'
import { Text, View } from '@tarojs/components'
import Taro, { useReachBottom } from '@tarojs/taro'
import { useState } from 'react'
import { openVoucher } from '../lib/drop-words'
import { keptReceipts } from '../lib/kept-receipts'
import { useJoinScan } from '../lib/use-join-scan'
import { useList } from '../lib/use-list'
import { voucherWords } from '../lib/voucher-words'
import { deadlineOf, momentOf } from '../lib/words'
import { Button } from '../ui/button'
import { Chip } from '../ui/card'
import { Cover } from '../ui/cover'
import { More } from '../ui/more'
import { Page } from '../ui/page'
import { Price } from '../ui/price'
import { Empty, Loading, Offline, Refused, StaleStrip } from '../ui/states'
import { TabBar } from '../ui/tab-bar'
import './wallet.scss'

type WalletTab = (typeof walletTabs)[number]

const tabWords: Record<WalletTab, { text: string; empty: string; next: string }> = {
  ready: { text: '待使用', empty: '还没有待使用的券', next: '抢到的福利会放在这里，到店出示就能用' },
  spent: { text: '已使用', empty: '还没有用过的券', next: '用过的券会留在这里，什么时候在哪用的都查得到' },
  ended: { text: '已失效', empty: '没有失效的券', next: '过期和退回的券会放在这里' },
}

function Ticket({ voucher }: { readonly voucher: Voucher }) {
  const { text, tone, live } = voucherWords(voucher.state)
  return (
    <View
      className={`ticket ${live ? '' : 'ticket-grey'}`}
      id={`voucher-${voucher.voucherId}`}
      onClick={() => void Taro.navigateTo({ url: openVoucher(voucher.voucherId) })}
    >
      <Cover cover={voucher.cover} picture={voucher.picture} shape="tile" />
      <View className="grow">
        <View className="ticket-title cut">{voucher.title}</View>
        <Price
          memberFen={voucher.memberPriceFen}
          listFen={voucher.listPriceFen}
          points={voucher.pointsPrice}
          size="s"
        />
        <Text className="block t12 quiet">
          {voucher.spent
            ? `${momentOf(voucher.spent.at)}・${voucher.spent.outletName}`
            : `${deadlineOf(voucher.validUntil)} 前有效`}
        </Text>
      </View>
      <Chip tone={tone}>{text}</Chip>
    </View>
  )
}

export default function Wallet() {
  const [tab, setTab] = useState<WalletTab>('ready')
  const scan = useJoinScan()
  const list = useList(listVouchers, { tab }, { keepAs: `wallet-${tab}` })
  const { state, items } = list
  useReachBottom(() => void list.loadMore())

  return (
    <Page tab title="券包" bottom={<TabBar at="wallet" />}>
      <View className="wallet-tabs">
        {walletTabs.map((one) => (
          <View
            key={one}
            id={`wallet-${one}`}
            className={`wallet-tab ${one === tab ? 'wallet-here' : ''}`}
            onClick={() => setTab(one)}
          >
            {tabWords[one].text}
          </View>
        ))}
      </View>
      {state.kind === 'loading' && <Loading />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
      {state.kind === 'refused' && (
        <Refused problem={state.problem}>
          {state.problem.code === 'membership-missing' && (
            <View className="said-way">
              <Button id="join" shape="small" onTap={scan.open}>
                扫码入会
              </Button>
            </View>
          )}
        </Refused>
      )}
      {state.kind === 'ready' && state.stale && <StaleStrip onRetry={list.reload} />}
      {items.map((voucher) => (
        <Ticket key={voucher.voucherId} voucher={voucher} />
      ))}
      {state.kind === 'ready' && items.length === 0 && (
        <Empty icon="ticket" title={tabWords[tab].empty} next={tabWords[tab].next}>
          {tab === 'ready' && (
            <View className="said-way">
              <Button tone="pale" shape="small" onTap={() => void Taro.switchTab({ url: '/pages/benefits' })}>
                去看福利
              </Button>
            </View>
          )}
        </Empty>
      )}
      <More list={list} />
      {tab === 'ended' && keptReceipts().length > 0 && (
        <Button
          id="see-receipts"
          tone="quiet"
          onTap={() => void Taro.navigateTo({ url: '/benefits/receipts' })}
        >
          没抢到的凭证
        </Button>
      )}
      {scan.sheet}
    </Page>
  )
}
