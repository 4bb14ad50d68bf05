import { View } from '@tarojs/components'
import { useRef, useState } from 'react'
import { Button } from './button'
import { Field } from './field'
import { Sheet } from './sheet'

interface Detector {
  detect(picture: ImageBitmap): Promise<{ rawValue: string }[]>
}
declare global {
  interface Window {
    BarcodeDetector?: new (options: { formats: string[] }) => Detector
  }
}

interface ScanSheetProps {
  readonly title: string
  readonly hint: string
  readonly onText: (text: string) => void
  readonly onClose: () => void
}

/** H5 only: the text of a code, typed or pasted; some browsers can read it from a photograph. */
export function ScanSheet({ title, hint, onText, onClose }: ScanSheetProps) {
  const [text, setText] = useState('')
  const [error, setError] = useState<string>()
  const picture = useRef<HTMLInputElement>(null)

  const readPicture = async (file: File | undefined) => {
    if (!file || !window.BarcodeDetector) return
    const found = await new window.BarcodeDetector({ formats: ['qr_code'] }).detect(
      await createImageBitmap(file),
    )
    if (found[0]) onText(found[0].rawValue)
    else setError('图片里没有找到二维码，请换一张')
  }

  return (
    <Sheet title={title} onClose={onClose}>
      <Field
        id="scan-text"
        label="码或链接"
        value={text}
        onChange={setText}
        hint={hint}
        error={error}
        max={600}
      />
      <View className="sheet-ways">
        {window.BarcodeDetector && (
          <>
            <input
              ref={picture}
              type="file"
              accept="image/*"
              capture="environment"
              style={{ display: 'none' }}
              onChange={(event) => void readPicture(event.target.files?.[0])}
            />
            <Button tone="line" icon="scan" onTap={() => picture.current?.click()}>
              拍照识别
            </Button>
          </>
        )}
        <Button id="scan-ok" disabled={!text.trim()} onTap={() => onText(text.trim())}>
          确定
        </Button>
      </View>
    </Sheet>
  )
}
