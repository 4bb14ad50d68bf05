import { getDrawFile } from '@gonghui/shared/benefits/draws'
import Taro from '@tarojs/taro'
import { findPlace } from '../lib/place'
import { Button } from './button'
import { toast } from './toast'

async function copy(dropId: string): Promise<void> {
  const { apiBase } = await findPlace()
  const here = typeof location === 'undefined' ? '' : location.origin
  const data = `${apiBase || here}${getDrawFile.path.replace('{dropId}', dropId)}`
  await Taro.setClipboardData({ data })
  toast('公示文件地址已复制')
}

/** The public file's address: a browser opens it, and anybody may draw again from it. */
export function CopyDrawFile({ dropId }: { readonly dropId: string }) {
  return (
    <Button id="copy-draw-file" tone="pale" shape="small" icon="doc" onTap={() => void copy(dropId)}>
      复制公示文件地址
    </Button>
  )
}
