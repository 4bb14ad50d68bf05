import { useState } from 'react'
import { type KeptReceipt, keptReceipts } from '../lib/kept-receipts'
import { momentOf } from '../lib/words'
import { Card, Row } from '../ui/card'
import { Page } from '../ui/page'
import { Empty } from '../ui/states'
import { ReceiptSheet } from './receipt-sheet'

/** 没抢到的凭证: what this phone kept of refusals, the newest first. */
export default function Receipts() {
  const [all] = useState(keptReceipts)
  const [open, setOpen] = useState<KeptReceipt>()
  return (
    <Page title="没抢到的凭证">
      {all.length === 0 && (
        <Empty
          icon="doc"
          title="这部手机里没有凭证"
          next="没抢到时，服务器签的凭证会存在这里，换手机不带走"
        />
      )}
      {all.length > 0 && (
        <Card id="receipts">
          {all.map((one) => (
            <Row
              key={one.receipt}
              icon="doc"
              title={one.title}
              under={`${momentOf(one.at)}・${one.said}`}
              onTap={() => setOpen(one)}
            />
          ))}
        </Card>
      )}
      {open && <ReceiptSheet one={open} onClose={() => setOpen(undefined)} />}
    </Page>
  )
}
