import { Text } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { Button } from '../ui/button'
import { ActionBar, Page } from '../ui/page'
import { Loading, Offline, Refused } from '../ui/states'
import { CertificateSheet } from './certificate-sheet'
import { useCertificate } from './use-certificate'

/** 我的阅读证书: to be shown, and to be kept as a PDF. */
export default function CertificatePage() {
  const campaignId = useRouter().params.campaignId ?? ''
  const { taking, load, saving, save } = useCertificate(campaignId)
  return (
    <Page
      title="阅读证书"
      {...(taking.kind === 'taken' && {
        bottom: (
          <ActionBar>
            <Button
              id="save-certificate"
              busy={saving.kind === 'drawing' && '正在画…'}
              onTap={() => void save()}
            >
              存成 PDF
            </Button>
          </ActionBar>
        ),
      })}
    >
      {taking.kind === 'loading' && <Loading rows={4} />}
      {taking.kind === 'offline' && <Offline busy={false} onRetry={load} />}
      {taking.kind === 'refused' && <Refused problem={taking.problem} />}
      {taking.kind === 'taken' && (
        <>
          <CertificateSheet certificate={taking.certificate} name={taking.certificate.name} withQr />
          <Text className="block t12 quiet">
            谁都能用编号查真伪，查到的是活动、天数和你的姓。接着读，天数会长，编号不变。
          </Text>
          {saving.kind === 'idle' && saving.error && <Text className="field-error">{saving.error}</Text>}
        </>
      )}
    </Page>
  )
}
