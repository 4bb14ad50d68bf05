import type { ProblemDocument } from '@gonghui/shared/lib/problems'
import {
  type CertificateFace,
  certificateCodeIn,
  printedCode,
  verifyCertificate,
} from '@gonghui/shared/reading/certificates'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useCallback, useEffect, useState } from 'react'
import { call } from '../lib/api'
import { saidOf } from '../lib/until-known'
import { useScan } from '../lib/use-scan'
import { Button } from '../ui/button'
import { Card } from '../ui/card'
import { Field } from '../ui/field'
import { OutcomeHead } from '../ui/outcome-head'
import { Page } from '../ui/page'
import { CertificateSheet } from './certificate-sheet'

type Verifying =
  | { readonly kind: 'idle'; readonly error?: string }
  | { readonly kind: 'asking' }
  | { readonly kind: 'genuine'; readonly certificate: CertificateFace }
  | { readonly kind: 'refused'; readonly problem: ProblemDocument }

/** 查验证书: by its code, scanned or typed, for anyone. */
export default function VerifyPage() {
  const given = useRouter().params.code
  const [typed, setTyped] = useState('')
  const [verifying, setVerifying] = useState<Verifying>({ kind: 'idle' })

  const verify = useCallback(async (text: string) => {
    const code = certificateCodeIn(text)
    if (!code) return setVerifying({ kind: 'idle', error: '编号是 16 位数字和字母，请对照证书再输一次' })
    setTyped(printedCode(code))
    setVerifying({ kind: 'asking' })
    const ended = await call(verifyCertificate, { params: { code } })
    if (ended.kind === 'answer') setVerifying({ kind: 'genuine', certificate: ended.body.certificate })
    else if (ended.kind === 'refused') setVerifying({ kind: 'refused', problem: ended.problem })
    else setVerifying({ kind: 'idle', error: saidOf(ended, '请再查一次') })
  }, [])
  useEffect(() => {
    if (given) void verify(given)
  }, [given, verify])
  const scan = useScan((text) => void verify(text), {
    title: '扫证书上的码',
    hint: '证书左下角的二维码，或它旁边的 16 位编号',
  })

  return (
    <Page title="查验证书">
      <Card>
        <Field
          id="code"
          label="证书编号"
          value={typed}
          onChange={setTyped}
          max={40}
          placeholder="例如 7K2M-9Q4T-0AB1-ZZXY"
          error={verifying.kind === 'idle' ? verifying.error : undefined}
          onEnter={() => void verify(typed)}
        />
        <View className="verify-ways">
          <Button id="scan-certificate" tone="line" icon="scan" onTap={scan.open}>
            扫码
          </Button>
          <Button
            id="ask"
            disabled={!typed.trim()}
            busy={verifying.kind === 'asking' && '正在查…'}
            onTap={() => void verify(typed)}
          >
            查验
          </Button>
        </View>
      </Card>
      {verifying.kind === 'genuine' && (
        <>
          <Card flush>
            <OutcomeHead
              tone="ok"
              icon="check"
              title="证书是真的"
              under="请核对下面的姓氏、活动和天数；证书上的数可能比这里少，那是它当时的数"
            />
          </Card>
          <CertificateSheet certificate={verifying.certificate} name={verifying.certificate.nameMasked} />
        </>
      )}
      {verifying.kind === 'refused' && (
        <Card>
          <OutcomeHead
            tone="no"
            icon="cross"
            title={verifying.problem.title}
            under={verifying.problem.next}
          />
        </Card>
      )}
      {scan.sheet}
    </Page>
  )
}
