import type { Campaign } from '@gonghui/shared/reading/campaigns'
import type { Reader } from '@gonghui/shared/reading/readers'
import { Text } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Row } from '../ui/card'

/** The way to one's certificate, or how far it still is. */
export function CertificateRow({
  campaign,
  reader,
}: {
  readonly campaign: Campaign
  readonly reader: Reader
}) {
  const mark = campaign.rules.certificate
  if (!mark) return null
  const days = mark.days - reader.countedDays
  const books = mark.books - reader.books.filter(({ finishedOn }) => finishedOn).length
  const left = [days > 0 && `再读够 ${days} 天`, books > 0 && `再读完 ${books} 本`].filter(Boolean)
  const url = `/reading/certificate?campaignId=${campaign.campaignId}`
  return (
    <Row
      id="certificate"
      icon="doc"
      tone={left.length === 0 ? 'ok' : 'red'}
      title={<Text className="bold">阅读证书</Text>}
      under={left.length === 0 ? '已经达到，可以领了' : `${left.join('、')}就能领`}
      {...(left.length === 0 && { onTap: () => void Taro.navigateTo({ url }) })}
    />
  )
}
