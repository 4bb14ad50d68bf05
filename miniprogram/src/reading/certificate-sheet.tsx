import { type CertificateFace, printedCode } from '@gonghui/shared/reading/certificates'
import { Text, View } from '@tarojs/components'
import { QrCode } from '../ui/qr-code'
import { certificateLink } from './certificate-link'
import './certificate.scss'

const inWords = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** A certificate as it is printed; with its QR where it is one's own. */
export function CertificateSheet({
  certificate: { code, campaignTitle, orgName, days, books, on },
  name,
  withQr = false,
}: {
  readonly certificate: CertificateFace
  readonly name: string
  readonly withQr?: boolean
}) {
  return (
    <View className="certificate" id="certificate-sheet">
      <View className="certificate-frame">
        <Text className="block certificate-title">阅读证书</Text>
        <Text className="block certificate-name">{name}</Text>
        <Text className="block t16 certificate-words">
          在“{campaignTitle}”主题阅读活动中坚持阅读 {days} 天{books > 0 && `，读完 ${books} 本书`}
          ，特发此证，以资鼓励。
        </Text>
        <Text className="block t16 bold certificate-union">{orgName}</Text>
        <Text className="block t14 certificate-union">{inWords(on)}</Text>
        {withQr && (
          <View className="certificate-qr">
            <QrCode text={certificateLink(code)} />
          </View>
        )}
        <Text className="block t12 numbers certificate-code" id="certificate-code">
          编号 {printedCode(code)}
        </Text>
      </View>
    </View>
  )
}
