import { getDrawFile } from '@gonghui/shared/benefits/draws'
import { getQuizDrawFile } from '@gonghui/shared/reading/quiz-draws'
import Taro from '@tarojs/taro'
import { findPlace } from '../lib/place'
import { Button } from './button'
import { toast } from './toast'

/** Whose draw it is: a drop’s, or a quiz’s. */
type DrawOf = { readonly dropId: string } | { readonly campaignId: string; readonly quizId: string }

const pathOf = (of: DrawOf): string =>
  'dropId' in of
    ? getDrawFile.path.replace('{dropId}', of.dropId)
    : getQuizDrawFile.path.replace('{campaignId}', of.campaignId).replace('{quizId}', of.quizId)

async function copy(of: DrawOf): Promise<void> {
  const { apiBase } = await findPlace()
  const here = typeof location === 'undefined' ? '' : location.origin
  await Taro.setClipboardData({ data: `${apiBase || here}${pathOf(of)}` })
  toast('公示文件地址已复制')
}

/** The public file's address: a browser opens it, and anybody may draw again from it. */
export function CopyDrawFile(of: DrawOf) {
  return (
    <Button id="copy-draw-file" tone="pale" shape="small" icon="doc" onTap={() => void copy(of)}>
      复制公示文件地址
    </Button>
  )
}
