import { useRouter } from '@tarojs/taro'
import { Card } from '../ui/card'
import { Page } from '../ui/page'
import { Loading, Offline, Refused, StaleStrip } from '../ui/states'
import { useVoucher } from './use-voucher'
import { VoucherTicket } from './voucher-ticket'

export default function VoucherPage() {
  const voucherId = useRouter().params.voucherId ?? ''
  const { answer, voucher, reload } = useVoucher(voucherId)
  // The ticket with a QR is tall, and the red reaches below its notch.
  const hasQr = voucher?.state === 'issued' && voucher.redeemedAt === 'here'

  return (
    <Page title="券码" head="red" band={hasQr ? 480 : 130}>
      {answer.kind === 'loading' && <Loading rows={3} />}
      {answer.kind === 'offline' && (
        <Card>
          <Offline busy={answer.busy} onRetry={reload} />
        </Card>
      )}
      {answer.kind === 'refused' && (
        <Card>
          <Refused problem={answer.problem} />
        </Card>
      )}
      {answer.kind === 'ready' && answer.stale && <StaleStrip onRetry={reload} />}
      {answer.kind === 'ready' && <VoucherTicket {...answer.body} onChange={reload} />}
    </Page>
  )
}
